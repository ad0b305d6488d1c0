"""The page of who holds which office, and one's own roles on the page of the account."""

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.people.models import Centre, NoSuchOffice, Person, RoleHolding, School, Trust
from charioteer.people.tests import cast


@pytest.fixture
def admin(amara: Person, client: Client) -> Client:
    return cast.sign_in(client, amara)


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


def test_an_office_a_place_does_without_is_not_called_vacant(admin: Client, auriga: Trust, capella: School) -> None:
    for role, school, instead in (("it_lead", None, "A firm"), ("deputy_dsl", capella, "The lead of Strathmore")):
        NoSuchOffice.objects.create(trust=auriga, role=role, school=school, instead=instead, said_at=timezone.now())
    page = admin.get("/people/offices/").content.decode()
    assert 'Instead: <span class="ch-written">A firm</span>' in page
    row = next(line for line in page.split("<tr") if "Capella House School" in line)
    assert "The lead of Strathmore" in row
    # Setting up asks for the headteacher and the lead; it does not ask for the chair of governors.
    assert (row.count("Vacant"), row.count("Nobody named")) == (2, 1)


def test_whoever_sets_up_is_led_to_where_it_is_filled(admin: Client) -> None:
    assert 'href="/set-up/offices/"' in admin.get("/people/offices/").content.decode()


def test_the_account_says_at_which_centre_and_who_only_stands_in(admin: Client, amara: Person, capella: School) -> None:
    centre = Centre.objects.create(school=capella, name="Capella Barn")
    day = timezone.localdate()
    RoleHolding.objects.create(person=amara, role="head_of_centre", school=capella, centre=centre, from_date=day)
    RoleHolding.objects.create(person=amara, role="headteacher", school=capella, stands_in=True, from_date=day)
    page = admin.get("/account/").content.decode()
    assert "Head of centre, Capella Barn, Capella House School, since" in page
    assert "Headteacher, Capella House School (stands in), since" in page
