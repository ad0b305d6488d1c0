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
MAY = {"administrator": EVERY_RIGHT, "member": {Right.READ_REGISTER}, None: set()}


def _asked_by(person: Person | None) -> HttpRequest:
    request = RequestFactory().get("/register/?q=a")
    request.user = person.user if person else AnonymousUser()
    middleware.person(lambda asked: HttpResponse())(request)
    return request


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("right", list(Right))
def test_every_role_and_every_right(auriga: Trust, role: str | None, right: Right) -> None:
    person = cast.person("Joel Sharma", auriga, role)
    if right in MAY[role]:
        assert access.require(_asked_by(person), right) == person
        return
    with pytest.raises(NotAllowed) as refused:
        access.require(_asked_by(person), right)
    assert refused.value.reason.startswith("Your role does not let you ")
    assert "dministrator" in refused.value.who_can


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
