"""Whoever has neither place nor role gets in nowhere: at once, by the hour, and not by an old session."""

import pytest
from django.test import Client

from charioteer.errors import NotAllowed, NotNow, NotSignedIn
from charioteer.people.actions import close_for_leavers, close_sign_in, reopen_sign_in
from charioteer.people.actions.tokens import make_token, use_token
from charioteer.people.models import Person, RoleHolding, School, Trust, User
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.tests.house import TODAY, days, engaged


@pytest.mark.parametrize(
    ("role_until", "place_until", "closed"),
    [(-1, -1, True), (-1, None, False), (None, -1, False), (0, -1, False), (-1, 0, False), (-1, "none", True)],
)
def test_the_hourly_job_closes_what_is_over(
    auriga: Trust, role_until: int | None, place_until: int | str | None, closed: bool
) -> None:
    joel = cast.person("Joel Sharma", auriga, "member")
    joel.roles.update(until_date=None if role_until is None else days(role_until))
    if place_until != "none":
        engaged(joel, None, until_date=None if place_until is None else days(int(place_until)))
    assert close_for_leavers(now=NOW) == int(closed)
    assert User.objects.get(person=joel).is_active is not closed
    assert close_for_leavers(now=NOW) == 0


def test_no_session_outlives_it_even_if_it_is_opened_again(auriga: Trust, amara: Person, client: Client) -> None:
    joel = cast.person("Joel Sharma", auriga, "member")
    cast.sign_in(client, joel)
    assert client.get("/account/").status_code == 200
    close_sign_in(person=joel, by=amara, now=NOW)
    assert client.get("/account/").status_code == 302
    reopen_sign_in(person=joel, by=amara, now=NOW)
    assert client.get("/account/").status_code == 302
    assert not User.objects.get(person=joel).check_password(cast.PASSWORD)
    with pytest.raises(NotNow, match="no sign-in that is closed"):
        reopen_sign_in(person=joel, by=amara, now=NOW)


def test_who_may_close_it_and_whose_stays(auriga: Trust, amara: Person) -> None:
    capella = School.objects.get(trust=auriga, slug="capella-house")
    head = cast.person("Wren Okafor", auriga, "headteacher", school=capella)
    with pytest.raises(NotAllowed):
        close_sign_in(person=amara, by=head, now=NOW)
    with pytest.raises(NotNow, match="last administrator"):
        close_sign_in(person=amara, by=amara, now=NOW)
    close_sign_in(person=head, by=amara, now=NOW)
    with pytest.raises(NotNow, match="no sign-in that is open"):
        close_sign_in(person=head, by=amara, now=NOW)


def test_a_leaver_is_put_somewhere_before_the_door_opens(auriga: Trust, amara: Person) -> None:
    joel = cast.person("Joel Sharma", auriga, "member")
    RoleHolding.objects.filter(person=joel).update(until_date=days(-1))
    close_for_leavers(now=NOW)
    with pytest.raises(NotNow, match="nowhere now"):
        reopen_sign_in(person=joel, by=amara, now=NOW)
    engaged(joel, None, from_date=TODAY)
    reopen_sign_in(person=joel, by=amara, now=NOW)


def test_tokens_end_with_it_and_stay_dead(auriga: Trust, amara: Person, priya: Person) -> None:
    secret = make_token(person=priya, name="A list", ends_on=NOW.date(), proved=False, by=priya, now=NOW)
    assert use_token(secret=secret, now=NOW)
    close_sign_in(person=priya, by=amara, now=NOW)
    reopen_sign_in(person=priya, by=amara, now=NOW)
    with pytest.raises(NotSignedIn, match="revoked"):
        use_token(secret=secret, now=NOW)
