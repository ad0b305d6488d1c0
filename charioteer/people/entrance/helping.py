"""Helping somebody back in: the three doors of the one who lost their phone, and the two of the one who helps."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from charioteer.errors import BadInput, NotNow
from charioteer.people import access, links, rules
from charioteer.people.access import signed_in
from charioteer.people.actions.helping import ask_for_help, come_back_in, help_back_in, open_help, stop_help
from charioteer.people.browsers import browser_words
from charioteer.people.entrance import limits
from charioteer.people.entrance.forms import AskHelp, ComeBackIn, Vouch
from charioteer.people.models import HelpRequest, Person, User
from charioteer.people.queries import who_could_help
from charioteer.people.roles import Right
from charioteer.people.views import BACKEND, private


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def lost_device(request: HttpRequest) -> HttpResponse:
    """Ask to be helped back in: by password, so that nobody learns who has an account here."""
    form = AskHelp(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        limits.count(request, "ask_help")
        user = _who(request, form)
        if user is not None:
            asked = ask_for_help(
                user=user, browser=browser_words(request.META.get("HTTP_USER_AGENT", "")), now=timezone.now()
            )
            return render(request, "people/help_asked.html", {"asked": asked, "until": asked.expires_at})
    return render(request, "people/lost_device.html", {"form": form})


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def back_in(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link that a second person handed over: with the password, on to a new second factor."""
    now = timezone.now()
    found = open_help(token=token, now=now)
    if found is None:
        return private(render(request, "people/back_in_over.html", status=404))
    form = ComeBackIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        limits.count(request, "back_in", token)
        try:
            user = come_back_in(token=token, password=form.cleaned_data["password"], now=now)
        except BadInput as refusal:
            form.add_error("password", refusal.reason)
        except NotNow:
            return private(render(request, "people/back_in_over.html", status=404))
        else:
            return private(_enter(request, user))
    return private(render(request, "people/back_in.html", {"form": form, "asker": found.person}))


@never_cache
@require_http_methods(["GET", "POST"])
def back_in_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: it was not me, stop it."""
    found = HelpRequest.objects.open_at(timezone.now()).filter(cancel_hash=links.hash_of(token)).first()
    if found is None:
        return private(render(request, "people/back_in_over.html", {"stopping": True}, status=404))
    if request.method == "POST":
        stop_help(request=found, by=None, now=timezone.now())
    stopped = request.method == "POST"
    return private(render(request, "people/back_in_cancel.html", {"stopped": stopped}))


@never_cache
@require_GET
@signed_in
def requests(request: HttpRequest) -> HttpResponse:
    """Who asks, among those I may help."""
    helper = access.require(request, Right.HELP_BACK_IN)
    return render(request, "people/help_requests.html", {"requests": _waiting(helper)})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def vouch(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: say how I made sure, and get the link to hand over."""
    helper, found = _one(request, pk)
    now = timezone.now()
    refusal = rules.cannot_use_request(helper, found, now)
    form, link = Vouch(request.POST if request.method == "POST" else None), ""
    if request.method == "POST":
        if refusal:
            raise refusal
        if "stop" in request.POST:
            stop_help(request=found, by=helper, now=now)
            return redirect("help_requests")
        if form.is_valid():
            limits.count(request, "vouch", f"helper {helper.pk}")
            said = {"spoke": form.cleaned_data["spoke"], "note": form.cleaned_data["note"]}
            link = links.to("back_in", help_back_in(request=found, by=helper, now=now, **said))
    context = {"asked": found, "form": form, "refusal": refusal, "link": link}
    return render(request, "people/help_request.html", context)


def _who(request: HttpRequest, form: AskHelp) -> User | None:
    try:
        user = get_adapter().authenticate(
            request, email=form.cleaned_data["email"], password=form.cleaned_data["password"]
        )
    except ValidationError as too_many:
        form.add_error(None, too_many)
        return None
    if not isinstance(user, User) or not user.is_active:
        form.add_error("password", "That address and that password do not belong together. Type both again.")
        return None
    return user


def _waiting(helper: Person) -> list[HelpRequest]:
    now = timezone.now()
    waiting = HelpRequest.objects.visible_to(helper).open_at(now).order_by("asked_at", "pk")
    found = list(waiting.select_related("person").prefetch_related("person__roles", "person__engagements"))
    mine = who_could_help([one.person for one in found], timezone.localdate(), among=[helper.pk])
    return [one for one in found if mine[one.person_id]]


def _one(request: HttpRequest, pk: int) -> tuple[Person, HelpRequest]:
    person = access.who(request)
    if person is None:
        raise Http404
    found = get_object_or_404(HelpRequest.objects.visible_to(person).select_related("person"), pk=pk)
    if refusal := rules.cannot_help_back_in(person, found.person, timezone.now()):
        raise refusal
    return person, found


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session.set_expiry(0)
    record_authentication(request, user, method="password", reauthenticated=True)
    return redirect("second_factor")
