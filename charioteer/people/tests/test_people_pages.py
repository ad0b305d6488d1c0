"""The pages about people: what each shows, what a form does, and what is refused on it."""

import csv
import io
import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from charioteer.audit.models import Entry, Words
from charioteer.people.models import (
    Absence,
    Engagement,
    Missing,
    Person,
    RoleHolding,
    School,
    Trust,
    User,
)
from charioteer.people.models.acting import in_force
from charioteer.people.tests import cast
from charioteer.people.tests.house import away, engaged, holds, somebody


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def strathmore(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="strathmore")


@pytest.fixture
def wren(auriga: Trust, capella: School) -> Person:
    """The headteacher of Capella House."""
    found = cast.person("Wren Okafor", auriga, "headteacher", school=capella)
    engaged(found, capella, job_title="Headteacher")
    return found


@pytest.fixture
def admin(amara: Person, client: Client) -> Client:
    return cast.sign_in(client, amara)


@pytest.fixture
def head(wren: Person) -> Client:
    return cast.sign_in(Client(), wren)


def _today(name: str) -> dict[str, str]:
    return {name: "22 November 2026"}


def _text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_is_what_one_may_see(head: Client, auriga: Trust, strathmore: School, wren: Person) -> None:
    somebody(auriga, "Noor Haddad", strathmore)
    page = _text(head.get("/people/"))
    assert "Wren Okafor" in page
    assert "Headteacher, Capella House School" in page
    assert "Noor Haddad" not in page
    assert "Import people" not in page  # a head has no file for the whole trust


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Amara Lindqvist", "Priya Nair", "Grace Adebayo", "Ana Reyes"}),
        ("q=priya", {"Priya Nair"}),
        ("q=P-77", {"Priya Nair"}),
        ("here=left", {"Grace Adebayo"}),
        ("here=here&school=capella-house", {"Priya Nair"}),
        ("school=trust", {"Amara Lindqvist", "Ana Reyes"}),
        ("kind=trustee", {"Ana Reyes"}),
        ("role=administrator", {"Amara Lindqvist"}),
        ("role=wizard&kind=%00&here=x", {"Amara Lindqvist", "Priya Nair", "Grace Adebayo", "Ana Reyes"}),
    ],
)
def test_it_is_searched_and_narrowed(
    admin: Client, auriga: Trust, capella: School, query: str, names: set[str]
) -> None:
    somebody(auriga, "Priya Nair", capella, payroll_number="P-77")
    engaged(somebody(auriga, "Grace Adebayo"), capella, until_date="2024-08-31")
    engaged(somebody(auriga, "Ana Reyes"), None, kind="trustee")
    answer = admin.get(f"/people/?{query}")
    assert {one.name for one in answer.context["list"].objects} == names


def test_it_takes_the_same_queries_whoever_is_on_it(
    admin: Client, auriga: Trust, capella: School, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        one = somebody(auriga, f"Somebody {number}", capella)
        holds(one, "clearer", capella)
    admin.get("/people/")  # the number beside “Mine to do” is counted once a minute, not for every page
    with django_assert_max_num_queries(20):
        admin.get("/people/")
    with django_assert_max_num_queries(20):
        admin.get("/people/offices/")


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_taking_people_away_leaves_an_entry_without_their_names(
    admin: Client, auriga: Trust, capella: School, form: str
) -> None:
    somebody(auriga, "Priya Nair", capella, email="priya@auriga.example")
    somebody(auriga, "=cmd()", capella)
    taken = b"".join(admin.get(f"/people/?format={form}&q=a").streaming_content)  # type: ignore[attr-defined]
    entry = Entry.objects.get(kind="people.people.exported")
    assert json.loads(entry.body)["facts"] == {"format": form, "count": 2}
    assert "search" in Words.objects.get(ref=entry.ref).text["about"]
    if form == "csv":
        rows = list(csv.reader(io.StringIO(taken.decode("utf-8-sig"))))
        assert any("priya@auriga.example" in row for row in rows)


def test_whoever_may_not_take_them_away_is_refused_before_a_byte_leaves(head: Client) -> None:
    assert head.get("/people/?format=csv").status_code == 403
    assert not Entry.objects.exists()


def test_one_person_as_a_head_sees_them(
    head: Client, auriga: Trust, capella: School, strathmore: School, wren: Person
) -> None:
    priya = somebody(auriga, "Priya Nair", capella, strathmore)
    engaged(somebody(auriga, "Led One", capella), capella, kind="volunteer", leader=priya)
    away(priya)
    page = _text(head.get(f"/people/{priya.pk}/"))
    assert "Capella House School" in page
    assert "Strathmore" not in page
    assert "at a place of the Trust that is not yours to see" in page
    assert "Led One" in page
    assert "Away" in page
    assert "only somebody of the whole Trust may do this" in page
    elsewhere = somebody(auriga, "Noor Haddad", strathmore)
    assert head.get(f"/people/{elsewhere.pk}/").status_code == 404


def test_everybody_sees_their_own_page_and_no_other(auriga: Trust, priya: Person, amara: Person) -> None:
    client = cast.sign_in(Client(), priya)
    assert client.get(f"/people/{priya.pk}/").status_code == 200
    for path in (f"/people/{amara.pk}/", f"/people/{amara.pk}/merge/", "/people/999999/"):
        assert client.get(path).status_code == 404
    assert client.get("/people/").status_code == 403
    assert client.get(f"/people/{priya.pk}/correct/").status_code == 403
    assert client.get(f"/people/{priya.pk}/roles/give/").status_code == 403


def test_add_somebody_and_tell_it_in_the_history(admin: Client, capella: School) -> None:
    said = {"name": "Priya Nair", "email": "Priya@auriga.example", "payroll_number": "", "kind": "staff"}
    said |= {"place": "school:capella-house", "job_title": "Teacher", "leader": "", **_today("from_date")}
    answer = admin.post("/people/add/", said)
    priya = Person.objects.get(name="Priya Nair")
    assert answer["Location"] == reverse("people_person", args=[priya.pk])
    page = _text(admin.get(answer["Location"]))
    assert "Member of staff, Capella House School, from 22 November 2026" in page
    assert "by Amara Lindqvist" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Fill in “Name”"),
        ({"email": "priya"}, "is not an e-mail address"),
        ({"email": "wren.okafor@auriga.example"}, "is the address of Wren Okafor"),
        ({"leader": "Nobody Atall"}, "Nobody on the list is “Nobody Atall”"),
        ({"place": "school:vega"}, "There is no school called"),
        ({"place": ""}, "Fill in “Where”"),
        ({"kind": "wizard"}, "is not one of the choices"),
        ({"from_date": "31/02/2026"}, "which does not exist"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(
    admin: Client, wren: Person, capella: School, changes: dict[str, str], says: str
) -> None:
    said = {"name": "Priya Nair", "kind": "staff", "place": "school:capella-house", **_today("from_date"), **changes}
    answer = admin.post("/people/add/", said)
    assert answer.status_code == 422
    assert says in _text(answer)
    assert not Person.objects.filter(name="Priya Nair").exists()


def test_a_head_may_not_place_somebody_elsewhere_by_typing(head: Client, strathmore: School) -> None:
    said = {"name": "Priya Nair", "kind": "staff", "place": "school:strathmore", **_today("from_date")}
    assert head.post("/people/add/", said).status_code == 403
    assert not Person.objects.filter(name="Priya Nair").exists()


def test_places_are_changed_and_ended(admin: Client, auriga: Trust, capella: School, wren: Person) -> None:
    priya = somebody(auriga, "Priya Nair", capella)
    holds(priya, "clearer", capella)
    row = priya.engagements.get()
    said = {
        "kind": "trainee",
        "place": "school:capella-house",
        "leader": "wren okafor",
        "from_date": "1 September 2020",
    }
    assert admin.post(f"/people/{priya.pk}/places/{row.pk}/", said).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.leader) == ("trainee", wren)
    circle = admin.post(f"/people/{wren.pk}/places/{wren.engagements.get().pk}/", {**said, "leader": "Priya Nair"})
    assert "Wren Okafor leads Priya Nair, who leads Wren Okafor" in _text(circle)
    page = admin.get(f"/people/{priya.pk}/places/{row.pk}/leave/")
    assert "Ends with it: Clearer, Capella House School." in _text(page)
    admin.post(f"/people/{priya.pk}/places/{row.pk}/leave/", {"last_day": "21 November 2026"})
    assert RoleHolding.objects.get(person=priya).until_date is not None
    assert admin.get(f"/people/{wren.pk}/places/{row.pk}/").status_code == 404  # of somebody else


def test_roles_are_given_and_ended(admin: Client, auriga: Trust, capella: School, wren: Person) -> None:
    idris = somebody(auriga, "Idris Bello", capella)
    said = {"role": "headteacher", "place": "school:capella-house", **_today("from_date")}
    refused = admin.post(f"/people/{idris.pk}/roles/give/", said)
    assert refused.status_code == 409
    assert "Wren Okafor holds this office there" in _text(refused)
    admin.post(f"/people/{idris.pk}/roles/give/", {**said, "stands_in": "on"})
    held = idris.roles.get()
    assert held.stands_in
    assert "rests while the office is filled" in _text(admin.get(f"/people/{idris.pk}/"))
    admin.post(f"/people/{idris.pk}/roles/{held.pk}/end/", {"last_day": "21 November 2026"})
    assert not idris.roles.exists()  # it had not begun by then


def test_away_and_back(head: Client, auriga: Trust, capella: School, wren: Person) -> None:
    somebody(auriga, "Idris Bello", capella)
    head.post(f"/people/{wren.pk}/away/", {**_today("from_date"), "deputy": "Idris Bello"})
    absence = Absence.objects.get()
    assert absence.deputy.name == "Idris Bello"  # type: ignore[union-attr]
    offices = _text(head.get("/people/offices/"))
    assert "Idris Bello, deputy of Wren Okafor" in offices
    assert "Vacant" in offices
    head.post(f"/people/{wren.pk}/away/{absence.pk}/back/")
    assert not Absence.objects.filter(in_force(timezone.localdate())).exists()


def test_merge_undo_and_split(admin: Client, auriga: Trust, capella: School, strathmore: School) -> None:
    one = somebody(auriga, "Priya Nair", capella)
    two = somebody(auriga, "P. Nair", strathmore, email="pn@auriga.example")
    admin.post(f"/people/{one.pk}/merge/", {"other": "pn@auriga.example"})
    assert one.engagements.count() == 2
    assert admin.get(f"/people/{two.pk}/")["Location"] == f"/people/{one.pk}/"
    assert "With the entry of P. Nair" in _text(admin.get(f"/people/{one.pk}/"))
    admin.post(f"/people/{one.pk}/unmerge/{two.pk}/")
    assert two.engagements.count() == 1
    second = engaged(one, strathmore)
    wrong = admin.post(f"/people/{one.pk}/split/", {"name": "Other"})
    assert "Tick one." in _text(wrong)
    admin.post(f"/people/{one.pk}/split/", {"name": "Other", "engagements": [second.pk]})
    assert Person.objects.get(name="Other").engagements.get() == second


def test_a_sign_in_is_closed_and_opened(admin: Client, priya: Person, amara: Person) -> None:
    admin.post(f"/people/{priya.pk}/sign-in/")
    assert not User.objects.get(person=priya).is_active
    admin.post(f"/people/{priya.pk}/sign-in/", {"open": "1"})
    assert User.objects.get(person=priya).is_active
    assert admin.post(f"/people/{amara.pk}/sign-in/").status_code == 409  # the last administrator


def test_a_file_is_looked_at_ticked_and_taken_in(admin: Client, auriga: Trust, capella: School) -> None:
    rows = "Payroll number,Name,School\r\n1,Priya Nair,Capella\r\n2,Joel Sharma,Capella\r\n"
    first = admin.post("/people/import/", {"file": io.BytesIO(rows.encode())})
    admin.post(f"{first['Location']}confirm/")
    assert Person.objects.filter(payroll_number__in=["1", "2"]).count() == 2
    fewer = io.BytesIO(b"Payroll number,Name,School\r\n1,Priya Nair,Capella House School\r\n")
    second = admin.post("/people/import/", {"file": fewer})["Location"]
    page = _text(admin.get(second))
    assert "Nothing is written yet" in page
    assert "Joel Sharma: Member of staff, Capella House School" in page
    row = Missing.objects.get()
    other = engaged(somebody(auriga, "Not Missing"), capella)
    admin.post(f"{second}confirm/", {"left": [str(row.engagement_id), str(other.pk), "x"]})
    assert [one.person.name for one in Engagement.objects.exclude(until_date=None)] == ["Joel Sharma"]
    assert "1 ended" in _text(admin.get(second))


def test_a_file_that_says_not_who_is_who_asks_which_column_is_what(admin: Client) -> None:
    answer = admin.post("/people/import/", {"file": io.BytesIO(b"Who,Where\r\nPriya,Capella\r\n")})
    assert answer.status_code == 422
    assert "Say which column is what" in _text(answer)


def test_a_preview_of_another_trust_is_not_there(admin: Client, tomasz: Person) -> None:
    rows = io.BytesIO(b"Payroll number,Name\r\n1,Priya Nair\r\n")
    where = admin.post("/people/import/", {"file": rows})["Location"]
    theirs = cast.sign_in(Client(), tomasz)
    assert theirs.get(where).status_code == 404
    assert theirs.post(f"{where}confirm/").status_code == 404
