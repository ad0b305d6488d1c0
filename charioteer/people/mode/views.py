"""The mode of the trust: what it means, what must hold before it goes live, and the decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from charioteer.errors import BadInput, NotNow
from charioteer.look.forms import Form
from charioteer.people import access
from charioteer.people.mode import actions, rules
from charioteer.people.mode.forms import AnswerForm, AskForm, ChangeForm
from charioteer.people.models import Mode, ModeRequest, Outcome, Person
from charioteer.people.preconditions import Met, stand
from charioteer.people.roles import Right


@require_http_methods(["GET", "POST"])
@access.signed_in
def mode(request: HttpRequest) -> HttpResponseBase:
    """Read it; or ask, answer, take back, change, by the button that was pressed."""
    person = access.require(request, Right.READ_REGISTER)
    if request.method != "POST":
        return _page(request, person)
    does = _ACTS.get(request.POST.get("act", ""))
    if does is None:
        raise BadInput("Press one of the buttons of the page.", where="act")
    form = _form_of(request, person)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        said = does(person, _waiting(person), form.cleaned_data)
    except BadInput as refused:
        form.add_error(refused.where if refused.where in form.fields else None, refused.reason)
        return _page(request, person, form, status=refused.status)
    messages.success(request, said)
    return redirect("set_up_mode")


def _ask(person: Person, asked: ModeRequest | None, typed: dict[str, Any]) -> str:
    actions.ask(trust=person.trust, words=typed["words"], by=person, now=timezone.now())
    return "Asked. The chief executive or the chair decides."


def _withdraw(person: Person, asked: ModeRequest | None, typed: dict[str, Any]) -> str:
    actions.withdraw(asked=_there(asked), by=person, now=timezone.now())
    return "Taken back."


def _turn_down(person: Person, asked: ModeRequest | None, typed: dict[str, Any]) -> str:
    actions.turn_down(asked=_there(asked), reason=typed["reason"], by=person, now=timezone.now())
    return "Turned down, with your reason."


def _go_live(person: Person, asked: ModeRequest | None, typed: dict[str, Any]) -> str:
    actions.go_live(asked=_there(asked), reason=typed["reason"], by=person, now=timezone.now())
    return f"{person.trust.name} is live."


def _change(person: Person, asked: ModeRequest | None, typed: dict[str, Any]) -> str:
    wanted = Mode(typed["mode"])
    actions.change(trust=person.trust, mode=wanted, reason=typed["reason"], by=person, now=timezone.now())
    return f"{person.trust.name} is now in the mode: {wanted.label.lower()}."


_ACTS: dict[str, Callable[[Person, ModeRequest | None, dict[str, Any]], str]] = {
    "ask": _ask,
    "withdraw": _withdraw,
    "turn_down": _turn_down,
    "go_live": _go_live,
    "change": _change,
}


def _form_of(request: HttpRequest, person: Person) -> Form:
    match request.POST.get("act"):
        case "ask":
            return AskForm(request.POST)
        case "change":
            return ChangeForm(request.POST, now=person.trust.mode)
        case "withdraw":
            return Form(request.POST)
    return AnswerForm(request.POST)


def _waiting(person: Person) -> ModeRequest | None:
    waiting = ModeRequest.objects.filter(trust=person.trust, outcome=Outcome.WAITING)
    return waiting.select_related("trust", "asked_by").first()


def _there(asked: ModeRequest | None) -> ModeRequest:
    if asked is None:
        raise NotNow("Nobody asks to go live at the moment, or it was answered a moment ago.")
    return asked


def _page(request: HttpRequest, person: Person, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    now, trust, asked = timezone.now(), person.trust, _waiting(person)
    day = timezone.localdate()
    concerned = person.may(Right.SET_UP, day) or person.may(Right.DECIDE_MODE, day)
    stands = stand(trust, now) if concerned else []
    context = {
        "form": form,
        "stands": stands,
        "open": sum(one.met is not Met.OK for one in stands),
        "asked": asked,
        "is_mine": asked is not None and asked.asked_by_id == person.pk,
        "cannot_ask": rules.cannot_ask(person, trust, now),
        "cannot_answer": rules.cannot_answer(person, asked, now) if asked else None,
        "cannot_live": rules.cannot_go_live(stands),
        "cannot_change": rules.cannot_change(person, trust, _other(trust.mode), now),
        "ask_form": form if isinstance(form, AskForm) else AskForm(),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "change_form": form if isinstance(form, ChangeForm) else ChangeForm(now=trust.mode),
        "history": trust.mode_decisions.select_related("decided_by", "started_by").order_by("-at", "-pk")[:50],
    }
    return render(request, "people/mode/mode.html", context, status=status)


def _other(mode: str) -> Mode:
    return Mode.TRY if mode == Mode.PILOT else Mode.PILOT
