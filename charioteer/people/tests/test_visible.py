"""Whom somebody sees: those at their own places, themselves, and nobody else."""

import pytest
from django.test import Client

from charioteer.people.models import Centre, Person, School, Trust
from charioteer.people.tests import cast
from charioteer.people.tests.house import TODAY, days, engaged, holds, somebody


@pytest.fixture
def names(auriga: Trust, lyra: Trust) -> dict[str, Person]:
    capella = School.objects.get(trust=auriga, slug="capella-house")
    strathmore = School.objects.get(trust=auriga, slug="strathmore")
    primary = Centre.objects.create(school=capella, name="Capella House Primary", slug="primary")
    found = {
        "capella": somebody(auriga, "Priya Nair", capella),
        "primary": somebody(auriga, "Tess Moran"),
        "strathmore": somebody(auriga, "Noor Haddad", strathmore),
        "left": somebody(auriga, "Grace Adebayo"),
        "both": somebody(auriga, "Joel Sharma", capella, strathmore),
        "trust": somebody(auriga, "Maya Lindgren"),
        "role only": somebody(auriga, "Ana Reyes"),
        "nowhere": somebody(auriga, "Sam Vale"),
        "another trust": somebody(lyra, "Tomasz Wolski"),
        "merged": somebody(auriga, "Priya Nayar"),
    }
    engaged(found["primary"], capella, centre=primary)
    engaged(found["left"], capella, until_date=days(-100))
    engaged(found["trust"], None)
    holds(found["role only"], "governor", capella)
    Person.objects.filter(pk=found["merged"].pk).update(merged_into=found["capella"])
    return found


@pytest.mark.parametrize(
    ("role", "at", "sees"),
    [
        ("administrator", "", {"capella", "primary", "strathmore", "left", "both", "trust", "role only", "nowhere"}),
        ("hr", "", {"capella", "primary", "strathmore", "left", "both", "trust", "role only", "nowhere"}),
        ("headteacher", "capella-house", {"capella", "primary", "left", "both", "role only"}),
        ("headteacher", "strathmore", {"strathmore", "both"}),
        ("head_of_centre", "primary", {"primary"}),
        ("member", "", set()),
        ("governor", "capella-house", set()),
        ("", "", set()),
    ],
)
def test_each_role_sees_its_own_places(
    auriga: Trust, names: dict[str, Person], role: str, at: str, sees: set[str]
) -> None:
    me = somebody(auriga, "Wren Okafor")
    centre = Centre.objects.filter(slug=at).first()
    school = centre.school if centre else School.objects.filter(trust=auriga, slug=at).first()
    if role:
        holds(me, role, school, centre=centre)
    expected = {names[key].pk for key in sees} | {me.pk}
    assert set(Person.objects.visible_to(me, TODAY).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize(("field", "said"), [("email", "hidden@auriga.example"), ("payroll_number", "S-77")])
def test_nobody_learns_a_name_by_an_address_or_a_number(auriga: Trust, field: str, said: str) -> None:
    """A head guesses the number of somebody at another school."""
    capella, strathmore = School.objects.filter(trust=auriga).order_by("name")
    somebody(auriga, "Noor Hidden", strathmore, email="hidden@auriga.example", payroll_number="S-77")
    wren = cast.person("Wren Okafor", auriga, "headteacher", school=capella)
    head = cast.sign_in(Client(), wren)
    typed = {"name": "A B", "kind": "staff", "place": "school:capella-house", "from_date": "22 November 2026"}
    merging = head.post(f"/people/{wren.pk}/merge/", {"other": said})
    adding = head.post("/people/add/", {**typed, field: said})
    for answer in (merging, adding):
        assert answer.status_code == 422
        assert "Noor Hidden" not in answer.content.decode()
    assert "at another place of the Trust" in adding.content.decode()
