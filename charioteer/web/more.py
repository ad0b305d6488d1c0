"""Everything that does not fit at the top of the page, for whoever may open it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from charioteer.look import navigation
from charioteer.people import access


@require_safe
@access.signed_in
def page(request: HttpRequest) -> HttpResponseBase:
    """One list, in groups, each line with a sentence; only what this person's roles let them open."""
    return render(request, "web/more.html", {"groups": navigation.more(access.who(request))})
