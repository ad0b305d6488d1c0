"""The one list machinery: search, filter, sort, page, export.

A list is declared once (`List`), reads a queryset that is already scoped to who is asking, and gives a `Page` that
`look/list.html` shows. Every state of it is an address, so everything works with links alone.
"""

from charioteer.look.lists.asked import Asked, Choice, Filter
from charioteer.look.lists.columns import Column
from charioteer.look.lists.listing import Counted, Export, List
from charioteer.look.lists.pages import Page

__all__ = ["Asked", "Choice", "Column", "Counted", "Export", "Filter", "List", "Page"]
