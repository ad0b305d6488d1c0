"""The rows of the public list as markup, joined in Python: a template for each costs more than reading them."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from charioteer.channels.public.rows import PublicRow
from charioteer.look import icons


def in_full(rows: Iterable[PublicRow]) -> SafeString:
    """Rows with all that the public may read of them; the page must hold the sprite of the standings."""
    return mark_safe("".join([_in_full(row) for row in rows]))  # noqa: S308 (every value is escaped below)


def in_brief(rows: Iterable[PublicRow]) -> SafeString:
    """Rows with the name, what it is and its standing; the page must hold the sprite of the standings."""
    return mark_safe("".join([_in_brief(row) for row in rows]))  # noqa: S308 (every value is escaped below)


def _in_full(row: PublicRow) -> str:
    known = row.small_print
    small_print = f'<p class="ch-quiet ch-small">{escape(known)}</p>' if known else ""
    return (
        f'<li class="ch-row"><div><h3 class="govuk-heading-s">{_link(row)}</h3>'
        f"<p>{escape(row.sentence)}</p>{small_print}</div>{_standing(row)}</li>\n"
    )


def _in_brief(row: PublicRow) -> str:
    said = f'<p>{_link(row)} <span class="ch-quiet">{escape(row.account)}</span></p>'
    return f'<li class="ch-row">{said}{_standing(row)}</li>\n'


def _link(row: PublicRow) -> str:
    return f'<a class="govuk-link" href="{escape(row.page)}">{escape(row.name)}</a>'


def _standing(row: PublicRow) -> str:
    return f'<div class="ch-row__end">{icons.standing(row.standing, sprite=True)}</div>'
