"""Every address of the signed-in register: who is let in, and what the others are told."""

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.models import Channel
from charioteer.intake.actions import preview
from charioteer.intake.models import Batch
from charioteer.people.models import Person

OF_A_CHANNEL = ["", "edit/", "people/master/", "people/poster/", "facts/keys/"]
CHANGING = [address for address in OF_A_CHANNEL if address]


@pytest.fixture
def batch(amara: Person) -> Batch:
    now = timezone.now()
    data = b"Platform,Name\nTwitter,@HouseCapella\n"
    importer = RegisterImporter(now=now)
    return preview(importer=importer, file_name="r.csv", data=data, trust_id=amara.trust_id, by=amara, now=now)


@pytest.mark.parametrize("address", OF_A_CHANNEL)
def test_a_channel_of_another_trust_is_not_there(as_tomasz: Client, capella: Channel, address: str) -> None:
    assert as_tomasz.get(f"/register/{capella.ref}/{address}").status_code == 404
    assert as_tomasz.post(f"/register/{capella.ref}/{address}").status_code in {404, 405}


@pytest.mark.parametrize("address", OF_A_CHANNEL)
def test_a_stranger_signs_in_first(client: Client, capella: Channel, address: str) -> None:
    response = client.get(f"/register/{capella.ref}/{address}")
    assert response.status_code == 302
    assert "next=/register/" in response["Location"]


@pytest.mark.parametrize("address", CHANGING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_of_staff_is_refused_with_a_reason(
    as_priya: Client, capella: Channel, address: str, method: str
) -> None:
    response = getattr(as_priya, method)(f"/register/{capella.ref}/{address}")
    assert response.status_code == 403
    assert "not change it" in response.content.decode()


@pytest.mark.parametrize("address", OF_A_CHANNEL)
def test_whose_role_ended_is_refused(as_grace: Client, capella: Channel, address: str) -> None:
    assert as_grace.get(f"/register/{capella.ref}/{address}").status_code == 403


@pytest.mark.parametrize("address", ["/register/add/", "/register/import/", "/register/?format=csv"])
def test_a_member_of_staff_neither_adds_nor_imports_nor_exports(as_priya: Client, address: str) -> None:
    assert as_priya.get(address).status_code == 403


@pytest.mark.parametrize("step", ["", "columns/", "confirm/", "discard/"])
def test_an_import_is_its_own_trusts(
    client: Client, as_tomasz: Client, as_priya: Client, batch: Batch, step: str
) -> None:
    address = f"/register/import/{batch.pk}/{step}"
    ask = "post" if step else "get"
    assert getattr(as_tomasz, ask)(address).status_code == 404
    assert getattr(as_priya, ask)(address).status_code == 403
    assert getattr(client, ask)(address).status_code == 302
    batch.refresh_from_db()
    assert batch.is_open


@pytest.mark.parametrize("address", ["/register/nothere/", "/register/nothere/edit/", "/register/import/999/"])
def test_what_is_not_there_is_not_there(as_amara: Client, address: str) -> None:
    assert as_amara.get(address).status_code == 404


@pytest.mark.parametrize("address", ["people/owner/", "facts/nonsense/"])
def test_an_unknown_kind_is_not_there(as_amara: Client, capella: Channel, address: str) -> None:
    assert as_amara.get(f"/register/{capella.ref}/{address}").status_code == 404
