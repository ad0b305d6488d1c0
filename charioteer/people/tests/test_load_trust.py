"""Setting a trust up from a file, again and again, and what a wrong file is told."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from charioteer.audit.models import Entry
from charioteer.errors import BadInput
from charioteer.people.actions import load_trust
from charioteer.people.models import Centre, School, Trust
from charioteer.people.queries import the_trust, trusts
from charioteer.people.tests.cast import NOW

pytestmark = pytest.mark.django_db

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "auriga" / "trust.json"
LYRA: dict[str, Any] = {
    "name": "The Lyra Trust",
    "slug": "lyra",
    "website": "https://lyra.example/",
    "schools": [
        {
            "name": "Vega House Primary School",
            "slug": "vega-house",
            "centres": [{"name": "Vega House at the Mill", "slug": "mill"}],
        }
    ],
}


def test_the_example_is_the_three_schools() -> None:
    trust = load_trust(data=json.loads(EXAMPLE.read_text()), now=NOW)
    assert trust.name == "The Auriga Academy Trust"
    schools = list(School.objects.order_by("name").values_list("name", "slug"))
    assert schools == [
        ("Capella House School", "capella-house"),
        ("Clarendon School", "clarendon"),
        ("Strathmore School", "strathmore"),
    ]
    assert all("Strathmore" in school.known_by for school in School.objects.filter(slug="strathmore"))


def test_loading_again_changes_and_logs_nothing() -> None:
    load_trust(data=LYRA, now=NOW)
    before = list(Trust.objects.values()) + list(School.objects.values()) + list(Centre.objects.values())
    load_trust(data=LYRA, now=NOW)
    assert list(Trust.objects.values()) + list(School.objects.values()) + list(Centre.objects.values()) == before
    assert [entry.kind for entry in Entry.objects.all()] == ["people.trust.set_up"]


def test_a_changed_file_changes_what_changed_and_removes_nothing() -> None:
    load_trust(data=LYRA, now=NOW)
    changed = deepcopy(LYRA)
    changed["name"] = "Lyra Schools"
    changed["schools"] = [{"name": "Altair School", "slug": "altair", "known_by": ["Altair", "Eagle"]}]
    trust = load_trust(data=changed, now=NOW)
    assert trust.name == "Lyra Schools"
    assert set(trust.schools.values_list("slug", flat=True)) == {"vega-house", "altair"}
    assert trust.schools.get(slug="altair").known_by == ["Altair", "Eagle"]
    assert Entry.objects.order_by("pk").last().kind == "people.trust.changed"


def test_words_that_many_schools_share_give_none_away() -> None:
    load_trust(data=LYRA, now=NOW)
    assert School.objects.get().known_by == ["Vega"]


def _broken(path: list[Any], value: Any) -> dict[str, Any]:
    data = deepcopy(LYRA)
    thing: Any = data
    for step in path[:-1]:
        thing = thing[step]
    thing[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["name"], "", "the trust"),
        (["name"], None, "the trust"),
        (["name"], "x" * 201, "the trust"),
        (["slug"], "Lyra Trust", "the trust"),
        (["slug"], "../etc", "the trust"),
        (["slug"], 3, "the trust"),
        (["website"], "lyra.example", "the trust"),
        (["website"], "javascript:alert(1)", "the trust"),
        (["schools"], "Vega", "the trust"),
        (["schools"], ["Vega"], "the trust"),
        (["schools", 0, "name"], " ", "school 1"),
        (["schools", 0, "known_by"], "Vega", "school 1"),
        (["schools", 0, "known_by"], [""], "school 1"),
        (["schools", 0, "centres", 0, "slug"], "", "school 1, centre 1"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(path: list[Any], value: Any, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_trust(data=_broken(path, value), now=NOW)
    assert refused.value.where == where
    assert not Trust.objects.exists()
    assert not Entry.objects.exists()


def test_the_trust_that_is_meant() -> None:
    with pytest.raises(BadInput, match="No trust is set up yet"):
        the_trust()
    lyra = load_trust(data=LYRA, now=NOW)
    assert the_trust() == the_trust("lyra") == lyra
    with pytest.raises(BadInput, match="no trust called “vela”"):
        the_trust("vela")
    load_trust(data={"name": "Auriga", "slug": "auriga"}, now=NOW)
    with pytest.raises(BadInput, match="Several trusts"):
        the_trust()
    assert the_trust("lyra") == lyra
    assert [trust.slug for trust in trusts()] == ["lyra", "auriga"]
