"""Who runs a channel, as a row says it: the public reads the body, so no person is ever taken for one."""

from datetime import date

import pytest

from charioteer.channels import actions
from charioteer.channels.actions.registering import Details
from charioteer.channels.reading.rows import Ground, Place
from charioteer.channels.reading.understanding import understand
from charioteer.channels.tests.public_cast import NOW, administrator, auriga
from charioteer.errors import BadInput
from charioteer.reference import registers

HILL = Place(1, "hill", "Hill School", ("Hill",))


def ground() -> Ground:
    bodies = {"FOHS": "Friends of Hill School"}
    return Ground(registers.catalogue(), "The Hill Trust", None, (HILL,), bodies, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("owner", "masters", "taken", "standing"),
    [
        ("Grace Adebayo", "", "", "unassessed"),
        ("Grace Adebayo (Headteacher)", "", "", "unassessed"),
        ("Grace Adebayo", "Grace Adebayo (FOHS Chair)", "Friends of Hill School", "partner"),
        ("FOHS", "", "Friends of Hill School", "partner"),
        ("Hill Rovers Football Club", "", "Hill Rovers Football Club", "partner"),
        ("Hill School", "", "", "unassessed"),
        ("hill", "", "", "unassessed"),
        ("The Hill Trust", "", "", "unassessed"),
        ("n/a", "", "", "unassessed"),
        ("", "Grace Adebayo PTA", "PTA", "partner"),
    ],
)
def test_the_owner_of_a_row(owner: str, masters: str, taken: str, standing: str) -> None:
    row = understand({"platform": "X", "name": "@hill_school", "owner": owner, "masters": masters}, ground())
    assert (row.owner, row.standing) == (taken, standing)


@pytest.mark.parametrize(
    ("owner", "doubted"), [("Grace Adebayo", True), ("Headteacher", True), ("Hill School", False), ("-", False)]
)
def test_a_person_as_owner_is_a_doubt(owner: str, doubted: bool) -> None:
    row = understand({"platform": "X", "name": "@hill_school", "owner": owner}, ground())
    assert ("owner_person" in {doubt.code for doubt in row.doubts}) is doubted


@pytest.mark.django_db
def test_by_hand_a_person_is_sent_back_to_the_field() -> None:
    trust = auriga()
    details = Details("x", "@strat_run_club", "Run club", owner="Grace Adebayo")
    with pytest.raises(BadInput, match="reads as a person") as refused:
        actions.add(trust=trust, details=details, by=administrator(trust), now=NOW)
    assert refused.value.where == "owner"
