"""Going live: two people, named preconditions, a reason; and back again. In the rule and in the database."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people import preconditions
from charioteer.people.mode.actions import ask, change, go_live, turn_down, withdraw
from charioteer.people.models import Mode, ModeDecision, ModeRequest, Outcome, Person, RoleHolding, Trust
from charioteer.people.preconditions import Answer, Met, Precondition, met, not_met, precondition, stand, unknown
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW


@pytest.fixture
def all_met(monkeypatch: pytest.MonkeyPatch) -> dict[str, Precondition]:
    """One precondition instead of those there are, and it is met."""
    only = {"test.met": Precondition("test.met", "All is well", "", lambda trust, now: met("It is."))}
    monkeypatch.setattr(preconditions, "PRECONDITIONS", only)
    return only


@pytest.fixture
def ceo(auriga: Trust) -> Person:
    return cast.person("Grace Adebayo", auriga, "ceo")


@pytest.fixture
def chair(auriga: Trust) -> Person:
    return cast.person("Noor Haddad", auriga, "chair")


@pytest.fixture
def asked(auriga: Trust, amara: Person) -> ModeRequest:
    return ask(trust=auriga, words="We are ready.", by=amara, now=NOW)


@pytest.mark.parametrize(
    ("role", "asks", "decides"),
    [
        ("administrator", True, False),
        ("ceo", True, True),
        ("chair", True, True),
        ("headteacher", False, False),
        ("trustee", False, False),
        ("dpo", False, False),
        ("member", False, False),
        (None, False, False),
    ],
)
def test_who_asks_and_who_decides(
    auriga: Trust, asked: ModeRequest, all_met: object, role: str | None, asks: bool, decides: bool
) -> None:
    person = cast.person("Joel Sharma", auriga, role)
    if decides:
        go_live(asked=asked, reason="Ready.", by=person, now=NOW)
    else:
        for verb in (go_live, turn_down):
            with pytest.raises(NotAllowed) as refused:
                verb(asked=asked, reason="Ready.", by=person, now=NOW)
            assert refused.value.who_can == "The chief executive or the chair of trustees"
    Trust.objects.filter(pk=auriga.pk).update(mode=Mode.TRY)
    auriga.refresh_from_db()
    ModeRequest.objects.filter(outcome=Outcome.WAITING).update(outcome=Outcome.WITHDRAWN, closed_at=NOW)
    if asks:
        ask(trust=auriga, words="", by=person, now=NOW)
    else:
        with pytest.raises(NotAllowed):
            ask(trust=auriga, words="", by=person, now=NOW)


def test_whoever_asked_does_not_decide(auriga: Trust, ceo: Person, chair: Person, all_met: object) -> None:
    asked = ask(trust=auriga, words="", by=ceo, now=NOW)
    for verb in (go_live, turn_down):
        with pytest.raises(NotAllowed, match="You asked for this"):
            verb(asked=asked, reason="Ready.", by=ceo, now=NOW)
    decision = go_live(asked=asked, reason="Ready.", by=chair, now=NOW)
    assert (decision.started_by, decision.decided_by) == (ceo, chair)


def test_an_administrator_who_is_also_the_ceo_does_not_decide_what_they_asked_for(
    auriga: Trust, amara: Person, asked: ModeRequest, all_met: object
) -> None:
    RoleHolding.objects.create(person=amara, role="ceo", from_date=NOW.date())
    with pytest.raises(NotAllowed, match="You asked for this"):
        go_live(asked=asked, reason="Ready.", by=Person.objects.get(pk=amara.pk), now=NOW)
    auriga.refresh_from_db()
    assert auriga.mode == Mode.TRY


def test_the_decision_keeps_everything(
    auriga: Trust, amara: Person, ceo: Person, asked: ModeRequest, all_met: object
) -> None:
    decision = go_live(asked=asked, reason=" Trustees agreed. ", by=ceo, now=NOW)
    auriga.refresh_from_db()
    asked.refresh_from_db()
    assert (auriga.mode, asked.outcome, asked.closed_by) == (Mode.LIVE, Outcome.AGREED, ceo)
    assert (decision.before, decision.mode, decision.reason) == (Mode.TRY, Mode.LIVE, "Trustees agreed.")
    assert decision.preconditions == [{"key": "test.met", "words": "All is well", "met": "ok", "said": "It is."}]
    entry = Entry.objects.get(kind="people.mode.decided")
    assert f'"started_by":{amara.pk}' in entry.body
    assert "Trustees" not in entry.body


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (not_met("Two are missing."), "Still open: Two are missing."),
        (unknown("Nobody knows."), "unknown. Nobody knows."),
    ],
)
def test_what_is_open_or_unknown_refuses_with_the_list(
    auriga: Trust, ceo: Person, asked: ModeRequest, all_met: dict[str, Precondition], answer: Answer, words: str
) -> None:
    all_met["test.open"] = Precondition("test.open", "Still open", "", lambda trust, now: answer)
    with pytest.raises(NotNow, match="1 precondition not met") as refused:
        go_live(asked=asked, reason="Ready.", by=ceo, now=NOW)
    assert words in refused.value.reason
    auriga.refresh_from_db()
    asked.refresh_from_db()
    assert (auriga.mode, asked.outcome, ModeDecision.objects.count()) == (Mode.TRY, Outcome.WAITING, 0)


def test_a_precondition_that_breaks_is_unknown(
    auriga: Trust, ceo: Person, asked: ModeRequest, all_met: dict[str, Precondition]
) -> None:
    def breaks(trust: Trust, now: datetime) -> Answer:
        raise KeyError("broken")

    all_met["test.broken"] = Precondition("test.broken", "Broken", "", breaks)
    assert [one.met for one in stand(auriga, NOW)] == [Met.OK, Met.UNKNOWN]
    with pytest.raises(NotNow, match="could not be asked"):
        go_live(asked=asked, reason="Ready.", by=ceo, now=NOW)


def test_a_precondition_has_one_meaning() -> None:
    with pytest.raises(ValueError, match=r"people\.offices is declared twice"):
        precondition("people.offices", "Another")(lambda trust, now: met(""))


def test_a_question_is_answered_once(
    auriga: Trust, ceo: Person, chair: Person, asked: ModeRequest, all_met: object
) -> None:
    stale = ModeRequest.objects.get(pk=asked.pk)
    turn_down(asked=asked, reason="Next term.", by=ceo, now=NOW)
    for verb in (go_live, turn_down):
        with pytest.raises(NotNow, match="answered a moment ago"):
            verb(asked=stale, reason="Ready.", by=chair, now=NOW)
    assert not ModeDecision.objects.exists()


def test_one_question_waits_at_a_time(auriga: Trust, ceo: Person, asked: ModeRequest) -> None:
    with pytest.raises(NotNow, match="Somebody has asked already"):
        ask(trust=auriga, words="", by=ceo, now=NOW)
    assert Entry.objects.filter(kind="people.mode.asked").count() == 1


def test_only_who_asked_takes_it_back(auriga: Trust, amara: Person, ceo: Person, asked: ModeRequest) -> None:
    with pytest.raises(NotAllowed, match="Somebody else asked") as refused:
        withdraw(asked=asked, by=ceo, now=NOW)
    assert refused.value.who_can == "Amara Lindqvist"
    withdraw(asked=asked, by=amara, now=NOW)
    with pytest.raises(NotNow):
        withdraw(asked=ModeRequest.objects.get(pk=asked.pk), by=amara, now=NOW)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_decision_needs_a_reason(
    auriga: Trust, amara: Person, ceo: Person, asked: ModeRequest, all_met: object, reason: str
) -> None:
    for verb, given in (
        (go_live, {"asked": asked, "by": ceo}),
        (turn_down, {"asked": asked, "by": ceo}),
        (change, {"trust": auriga, "mode": Mode.PILOT, "by": amara}),
    ):
        with pytest.raises(BadInput) as refused:
            verb(reason=reason, now=NOW, **given)
        assert refused.value.where == "reason"
    auriga.refresh_from_db()
    assert auriga.mode == Mode.TRY


@pytest.mark.parametrize(
    ("before", "after", "role", "may"),
    [
        ("try", "pilot", "administrator", True),
        ("try", "pilot", "ceo", True),
        ("try", "pilot", "chair", True),
        ("try", "pilot", "headteacher", False),
        ("try", "pilot", "member", False),
        ("pilot", "try", "administrator", True),
        ("live", "pilot", "administrator", False),
        ("live", "pilot", "ceo", True),
        ("live", "pilot", "chair", True),
        ("live", "try", "ceo", True),
        ("try", "live", "ceo", False),
        ("pilot", "live", "chair", False),
        ("pilot", "pilot", "ceo", False),
    ],
)
def test_other_modes(auriga: Trust, before: str, after: str, role: str, may: bool) -> None:
    person = cast.person("Joel Sharma", auriga, role)
    Trust.objects.filter(pk=auriga.pk).update(mode=before)
    if may:
        decision = change(trust=auriga, mode=Mode(after), reason="As agreed.", by=person, now=NOW)
        assert (decision.before, decision.mode, decision.started_by) == (before, after, None)
    else:
        with pytest.raises((NotAllowed, NotNow)):
            change(trust=auriga, mode=Mode(after), reason="As agreed.", by=person, now=NOW)
    auriga.refresh_from_db()
    assert auriga.mode == (after if may else before)


def test_another_trust_is_not_theirs(auriga: Trust, lyra: Trust, asked: ModeRequest, all_met: object) -> None:
    other = cast.person("Ines Duarte", lyra, "ceo")
    for verb, given in (
        (go_live, {"asked": asked, "reason": "Ready."}),
        (change, {"trust": auriga, "mode": Mode.PILOT, "reason": "Ready."}),
        (ask, {"trust": auriga, "words": ""}),
    ):
        with pytest.raises(NotAllowed, match="You do not decide for The Auriga Academy Trust"):
            verb(by=other, now=NOW, **given)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"started_by": "ceo"}, "nobody_decides_what_they_asked_for"),
        ({"started_by": None, "request": None}, "going_live_was_asked_for"),
        ({"reason": ""}, "mode_decision_has_a_reason"),
        ({"before": "live"}, "mode_decision_changes_the_mode"),
    ],
)
def test_the_database_refuses_it_too(
    auriga: Trust, amara: Person, ceo: Person, asked: ModeRequest, changed: dict[str, object], name: str
) -> None:
    good = {"trust": auriga, "before": "try", "mode": "live", "request": asked, "started_by": amara, "decided_by": ceo}
    changed = {key: ceo if value == "ceo" else value for key, value in changed.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ModeDecision.objects.create(**{**good, "at": NOW, "reason": "Ready.", **changed})
    ModeDecision.objects.create(**good, at=NOW, reason="Ready.")


def test_nobody_answers_their_own_question_in_the_database(asked: ModeRequest, amara: Person) -> None:
    for outcome in (Outcome.AGREED, Outcome.TURNED_DOWN):
        with pytest.raises(IntegrityError, match="nobody_answers_their_own"), transaction.atomic():
            ModeRequest.objects.filter(pk=asked.pk).update(outcome=outcome, closed_by=amara, closed_at=NOW)
