"""Reading by token: never more than its person may at that moment, and every no a problem document."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from charioteer.audit.models import Entry
from charioteer.errors import BadInput, NotAllowed
from charioteer.people.actions.helping import ask_for_help
from charioteer.people.actions.tokens import make_token, revoke_token
from charioteer.people.entrance import limits
from charioteer.people.models import ApiToken, Engagement, Person, RoleHolding, School, Trust, User
from charioteer.people.tests import cast

pytestmark = pytest.mark.django_db
READINGS = ("me", "people", "duties/mine", "register/channels", "board")


def token(person: Person, *, proved: bool = True, days: int = 30) -> str:
    last = timezone.localdate() + timedelta(days=days)
    return make_token(person=person, name="The website", ends_on=last, proved=proved, by=person, now=timezone.now())


def ask(reading: str, secret: str = "", **more: str) -> HttpResponse:
    headers = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {}
    return Client().get(f"/api/v1/{reading}", **headers, **more)


def problem(answer: HttpResponse, status: int) -> dict[str, str]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, str] = answer.json()
    assert body["status"] == status
    assert body["detail"]
    return body


@pytest.fixture
def head(auriga: Trust) -> Person:
    """A headteacher of one school, with a second factor."""
    school = School.objects.get(slug="capella-house")
    return cast.with_second_factor(cast.person("Miriam Osei", auriga, "headteacher", school=school))


def test_me_says_for_whom_and_what(head: Person) -> None:
    answer = ask("me", token(head))
    body = answer.json()
    assert (body["name"], body["trust"]) == ("Miriam Osei", "auriga")
    assert body["roles"][0] == {
        "role": "headteacher",
        "name": "Headteacher",
        "school": "Capella House School",
        "centre": None,
        "since": "2020-09-01",
        "until": None,
    }
    assert "read_people" in body["rights"]
    assert answer["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("reading", READINGS)
def test_without_a_token_that_works_there_is_nothing(db: None, reading: str) -> None:
    for header in ("", "Bearer", "Bearer ", "Basic abc", "Bearer chr_x", "Bearer x", "Bearer chr_\u00e9", "chr_x"):
        answer = Client().get(f"/api/v1/{reading}", **({"HTTP_AUTHORIZATION": header} if header else {}))
        problem(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("reading", READINGS)
def test_a_cookie_is_no_token(amara: Person, reading: str) -> None:
    client = cast.sign_in(Client(), amara)
    problem(client.get(f"/api/v1/{reading}"), 401)


def test_only_the_hash_is_kept_and_scanners_know_it(head: Person) -> None:
    secret = token(head)
    assert secret.startswith("chr_")
    assert len(secret) >= 47
    assert secret not in str(list(ApiToken.objects.values())) + str(list(Entry.objects.values()))


def test_a_leavers_token_dies_by_itself(head: Person) -> None:
    secret, yesterday = token(head), timezone.localdate() - timedelta(days=1)
    assert ask("me", secret).status_code == 200
    RoleHolding.objects.filter(person=head).update(until_date=yesterday)
    assert "does not work here any more" in problem(ask("me", secret), 401)["detail"]


def test_so_does_that_of_somebody_whose_engagement_ended_though_a_role_was_left(head: Person) -> None:
    secret = token(head)
    spell = Engagement.objects.create(person=head, kind="staff", from_date=date(2020, 9, 1))
    assert ask("me", secret).status_code == 200
    Engagement.objects.filter(pk=spell.pk).update(until_date=date(2021, 1, 1))
    problem(ask("me", secret), 401)


def test_a_role_lost_is_a_right_lost(head: Person) -> None:
    secret = token(head)
    assert ask("people", secret).status_code == 200
    RoleHolding.objects.filter(person=head).update(role="member")
    body = problem(ask("people", secret), 403)
    assert body["detail"] == "Your role does not let you read the list of people."
    assert "headteacher" in body["who_can"]
    assert ask("me", secret).status_code == 200


def test_switched_off_revoked_or_run_out(head: Person) -> None:
    secrets = [token(head) for _ in range(3)]
    rows = list(ApiToken.objects.order_by("pk"))
    revoke_token(token=rows[0], by=head, now=timezone.now())
    revoke_token(token=rows[0], by=head, now=timezone.now())  # twice is once
    assert Entry.objects.filter(kind="people.token.revoked").count() == 1
    ApiToken.objects.filter(pk=rows[1].pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    for secret in secrets[:2]:
        problem(ask("me", secret), 401)
    assert ask("me", secrets[2]).status_code == 200
    User.objects.filter(person=head).update(is_active=False)
    problem(ask("me", secrets[2]), 401)


def test_the_last_day_counts(head: Person) -> None:
    assert ask("me", token(head, days=0)).status_code == 200


def test_a_token_made_before_the_role_asked_for_a_second_factor(priya: Person) -> None:
    secret = token(priya, proved=False)
    assert ask("me", secret).status_code == 200
    RoleHolding.objects.filter(person=priya).update(role="clearer")
    assert "was made without one" in problem(ask("me", secret), 403)["detail"]
    cast.with_second_factor(priya)
    problem(ask("me", secret), 403)  # having one now does not prove that the maker had it
    proved = token(priya)
    assert ask("me", proved).status_code == 200
    Authenticator.objects.all().delete()
    problem(ask("me", proved), 403)


def test_making_one_takes_a_proved_factor_where_the_role_asks(head: Person, priya: Person) -> None:
    with pytest.raises(NotAllowed):
        token(head, proved=False)
    with pytest.raises(NotAllowed):
        make_token(person=head, name="x", ends_on=timezone.localdate(), proved=True, by=priya, now=timezone.now())
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(("name", "days"), [("", 1), ("x" * 81, 1), ("x", -1), ("x", 366)])
def test_what_cannot_be_made_is_said(priya: Person, name: str, days: int) -> None:
    last = timezone.localdate() + timedelta(days=days)
    with pytest.raises(BadInput):
        make_token(person=priya, name=name, ends_on=last, proved=False, by=priya, now=timezone.now())


def test_people_are_those_within_reach(head: Person, lyra: Trust) -> None:
    capella, strathmore = School.objects.filter(trust=head.trust).order_by("name")
    cast.person("Priya Nair", head.trust, "member", school=capella)
    cast.person("Noor Haddad", head.trust, "member", school=strathmore)
    gone = cast.person("Grace Adebayo", head.trust, "member", school=capella)
    RoleHolding.objects.filter(person=gone).update(until_date=date(2024, 8, 31))
    spell = Person.objects.create(trust=head.trust, name="Ravi Menon")
    for school in (capella, strathmore):
        Engagement.objects.create(
            person=spell, kind="therapist", school=school, job_title="Speech", from_date=date(2020, 9, 1)
        )
    cast.person("Tomasz Wolski", lyra, "administrator")
    body = ask("people", token(head)).json()
    assert [one["name"] for one in body["people"]] == ["Miriam Osei", "Priya Nair", "Ravi Menon"]
    assert [place["school"] for place in body["people"][2]["works"]] == ["Capella House School"]
    assert body["next"] is None
    assert Entry.objects.filter(kind="people.list.read").count() == 1


def test_people_come_a_hundred_at_a_time(amara: Person) -> None:
    cast.with_second_factor(amara)
    Person.objects.bulk_create(Person(trust=amara.trust, name=f"Person {number}") for number in range(150))
    secret, seen, address = token(amara), [], "people"
    while address:
        body = ask(address, secret).json()
        seen += [one["id"] for one in body["people"]]
        address = (body["next"] or "").split("/api/v1/")[-1]
    assert len(seen) == len(set(seen)) == 151
    assert Entry.objects.filter(kind="people.list.read").count() == 1


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "\0"])
def test_a_page_that_is_none_is_said(head: Person, after: str) -> None:
    answer = Client().get("/api/v1/people", {"after": after}, HTTP_AUTHORIZATION=f"Bearer {token(head)}")
    assert problem(answer, 422)["detail"] == "Correct after."


def test_the_register_is_ones_own_trusts(head: Person, lyra: Trust) -> None:
    body = ask("register/channels", token(head)).json()
    assert body == {"channels": [], "next": None}
    problem(ask("register/channels?after=nothing", token(head)), 404)


def test_my_duties_are_mine(head: Person, amara: Person) -> None:
    lost = cast.with_second_factor(cast.person("Priya Nair", head.trust, school=School.objects.get(slug="strathmore")))
    ask_for_help(user=lost.user, browser="", now=timezone.now())
    cast.with_second_factor(amara)
    due = [one for one in ask("duties/mine", token(amara)).json()["duties"] if one["kind"] == "people.help_back_in"]
    assert [one["words"] for one in due] == ["Speak to Priya Nair and help them back in"]
    assert due[0]["page"].endswith(f"/help-back-in/{lost.help_requests.get().pk}/")
    mine = ask("duties/mine", token(head)).json()["duties"]
    assert not [one for one in mine if one["kind"] == "people.help_back_in"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("reading", READINGS)
def test_nothing_is_written_by_token(head: Person, method: str, reading: str) -> None:
    answer = getattr(Client(), method)(f"/api/v1/{reading}", HTTP_AUTHORIZATION=f"Bearer {token(head)}")
    problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["nothing", "log", "me/", "people/1", "duties", "a/b/c", "%00", "people.json"])
def test_anything_else_beneath_the_api_is_a_problem_too(db: None, path: str) -> None:
    problem(Client().get(f"/api/v1/{path}"), 404)
    problem(Client().post(f"/api/v1/{path}"), 405)


def test_the_day_of_use_is_noted_once(head: Person, django_assert_num_queries: type) -> None:
    secret = token(head)
    assert ApiToken.objects.get().last_used_on is None
    ask("me", secret)
    assert ApiToken.objects.get().last_used_on == timezone.localdate()


def test_a_flood_waits(head: Person, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setitem(limits.RATES, "token", "3/m/key")
    monkeypatch.setitem(limits.RATES, "unknown_token", "3/m/ip")
    secret, other = token(head), token(head)
    assert [ask("me", secret).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert 1 <= int(ask("me", secret)["Retry-After"]) <= 60
    assert ask("me", other).status_code == 200
    assert [ask("me", "chr_wrong").status_code for _ in range(4)] == [401, 401, 401, 429]
    problem(ask("me", "chr_wrong"), 429)
    assert ask("me", other).status_code == 200


def test_by_screen_made_shown_once_and_revoked(head: Person) -> None:
    client = cast.sign_in(Client(), head)
    client.post("/account/confirm/", {"password": cast.PASSWORD})
    soon = timezone.localdate() + timedelta(days=90)
    boxes = {"ends_on_0": soon.day, "ends_on_1": soon.month, "ends_on_2": soon.year}
    page = client.post("/account/tokens/", {"name": "<b>Site</b>", **boxes}).content.decode()
    secret = page.split('ch-hash">')[1].split("<")[0]
    assert ask("me", secret).json()["token"] == {"name": "<b>Site</b>", "ends_on": soon.isoformat()}
    page = client.get("/account/tokens/").content.decode()
    assert secret not in page
    assert "&lt;b&gt;Site&lt;/b&gt;" in page
    for sent in ({"name": ""}, {"name": "x", **boxes, "ends_on_2": soon.year + 2}, {"name": "x", "ends_on_0": "32"}):
        assert "before we go on" in client.post("/account/tokens/", sent).content.decode()
    row = ApiToken.objects.get()
    stranger = cast.sign_in(Client(), cast.person("Noor Haddad", head.trust))
    assert stranger.post(f"/account/tokens/{row.pk}/revoke/").status_code == 404
    client.post(f"/account/tokens/{row.pk}/revoke/")
    problem(ask("me", secret), 401)


def test_the_page_asks_for_the_password_again(head: Person) -> None:
    client = cast.sign_in(Client(), head)
    assert client.get("/account/tokens/")["Location"].startswith("/account/confirm/")
