"""Which role may do what, and what somebody without the right is told."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from charioteer.errors import NotAllowed
from charioteer.people import access, middleware
from charioteer.people.models import Person, RoleHolding, School, Trust
from charioteer.people.roles import ROLES, Right
from charioteer.people.tests import cast

EVERY_RIGHT = set(Right)
_BOARD = "read_register read_board"
_LEADS = f"{_BOARD} read_people read_trail"
_RUNS = f"{_LEADS} invite help_back_in edit_people give_roles ask_board"
# Written out by hand, so that a right given by accident is seen.
MAY = {
    None: "",
    "administrator": "read_register edit_register import_register export_register load_policy set_platforms invite "
    "help_back_in read_people edit_people import_people export_people give_roles edit_calendar set_up read_board "
    "ask_board read_trail export_trail see_work",
    "ceo": f"{_RUNS} set_up decide_mode edit_calendar export_trail export_people",
    "chair": f"{_LEADS} decide_mode",
    "trustee": _BOARD,
    "headteacher": _RUNS,
    "head_of_centre": _LEADS,
    "deputy_head": _LEADS,
    "trust_dsl": _LEADS,
    "dsl": _LEADS,
    "deputy_dsl": _LEADS,
    "dpo": f"{_BOARD} read_trail export_trail",
    "it_lead": f"{_BOARD} see_work help_back_in",
    "hr": "read_register read_people edit_people import_people export_people invite",
    "comms_lead": _BOARD,
    "governor": _BOARD,
    "chair_of_governors": _LEADS,
    "clerk": f"{_BOARD} load_policy edit_calendar",
    "clearer": _BOARD,
    "custodian": _BOARD,
    "office": "read_register read_people edit_calendar",
    "member": "read_register",
}


def _asked_by(person: Person | None) -> HttpRequest:
    request = RequestFactory().get("/register/?q=a")
    request.user = person.user if person else AnonymousUser()
    middleware.person(lambda asked: HttpResponse())(request)
    return request


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("right", list(Right))
def test_every_role_and_every_right(auriga: Trust, role: str | None, right: Right) -> None:
    person = cast.person("Joel Sharma", auriga, role)
    if right.value in MAY[role].split():
        assert access.require(_asked_by(person), right) == person
        return
    with pytest.raises(NotAllowed) as refused:
        access.require(_asked_by(person), right)
    assert refused.value.reason.startswith("Your role does not let you ")
    assert refused.value.who_can == access.who_can(right)


@pytest.mark.parametrize(
    ("right", "who"),
    [
        (Right.READ_REGISTER, "Anybody who holds a role"),
        (Right.EDIT_REGISTER, "An administrator"),
        (Right.LOAD_POLICY, "An administrator or a clerk"),
        (Right.INVITE, "An administrator, the headteacher or the chief executive"),
        (Right.IMPORT_PEOPLE, "An administrator or human resources"),
        (Right.DECIDE_MODE, "The chief executive or the chair of trustees"),
        (Right.SEE_WORK, "An administrator or an IT lead"),
        (Right.EDIT_CALENDAR, "An administrator, the chief executive or the school office"),
    ],
)
def test_who_can_names_the_three_likeliest_at_most(right: Right, who: str) -> None:
    assert access.who_can(right) == who


@pytest.mark.parametrize(
    ("begins", "ends", "may"),
    [(-1, None, True), (0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True)],
)
def test_a_role_holds_from_its_first_to_its_last_day(auriga: Trust, begins: int, ends: int | None, may: bool) -> None:
    person = cast.person("Joel Sharma", auriga, None)
    today = timezone.localdate()
    RoleHolding.objects.create(
        person=person,
        role="administrator",
        from_date=today + timedelta(days=begins),
        until_date=None if ends is None else today + timedelta(days=ends),
    )
    assert person.may(Right.INVITE, today) is may
    assert person.needs_second_factor(today) is may


def test_nobody_is_nobody(db: None) -> None:
    request = _asked_by(None)
    assert access.who(request) is None
    with pytest.raises(NotAllowed, match="before you sign in"):
        access.require(request, Right.READ_REGISTER)


def test_signed_in_sends_a_stranger_to_sign_in_and_back(priya: Person) -> None:
    view = access.signed_in(lambda request: HttpResponse("inside"))
    stranger = view(_asked_by(None))
    assert (stranger.status_code, stranger["Location"]) == (302, "/sign-in/?next=/register/%3Fq%3Da")
    assert view(_asked_by(priya)).content == b"inside"


def test_each_right_has_words_for_who_lacks_it() -> None:
    assert set(access._CANNOT) == EVERY_RIGHT


def test_every_role_is_in_the_table() -> None:
    assert set(MAY) == {*ROLES, None}
    assert {word for rights in MAY.values() for word in rights.split()} == {right.value for right in Right}


def test_scope_is_ones_own_trust(auriga: Trust, amara: Person, tomasz: Person) -> None:
    assert set(Person.objects.visible_to(amara)) == {amara}
    assert set(Person.objects.visible_to(tomasz)) == {tomasz}
    assert School.objects.visible_to(amara).count() == 2
    assert School.objects.visible_to(tomasz).count() == 0


def test_a_role_cannot_end_before_it_begins(priya: Person) -> None:
    with pytest.raises(IntegrityError):
        RoleHolding.objects.create(
            person=priya, role="member", from_date=date(2026, 9, 1), until_date=date(2026, 8, 31)
        )
