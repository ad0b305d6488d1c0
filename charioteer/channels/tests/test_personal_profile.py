"""A personal profile is one person's own: it is never official, and the public reads nothing of it."""

import pytest
from django.test import Client

from charioteer.channels import checking, deriving
from charioteer.channels.models import Channel, Fact
from charioteer.channels.standing import REQUIRED, FactKind, Word
from charioteer.channels.tests.public_cast import NOW, auriga, hold, listed
from charioteer.people.tests import cast

pytestmark = pytest.mark.django_db
PROFILE = "https://www.linkedin.com/in/grace-adebayo/"


@pytest.fixture
def profile() -> Channel:
    channel = listed(auriga(), "linkedin", PROFILE, purpose="recruitment")
    assert channel.kind == "person"
    return channel


def test_it_is_never_official(profile: Channel) -> None:
    hold(profile, "School office")
    for kind in REQUIRED:
        Fact.objects.create(channel=profile, kind=FactKind(kind), holds=True, at=NOW, evidence="Seen")
    found = deriving.standing_of(profile, NOW)
    assert found.word is Word.UNASSESSED
    assert [reason.code for reason in found.reasons if reason.state != "ok"] == ["kind", "website_link"]


@pytest.mark.parametrize(
    "page",
    ["/", "/channels/", "/channels/list.csv", "/channels/list.json", "/channels/changes.atom", "/api/v1/channels"],
)
def test_no_list_and_no_feed_names_it(profile: Channel, client: Client, page: str) -> None:
    answered = client.get(page)
    said = b"".join(answered) if answered.streaming else answered.content
    assert answered.status_code == 200
    assert b"adebayo" not in said.lower()
    assert profile.ref.encode() not in said


def test_the_privacy_notice_and_its_own_page_do_not_name_it(profile: Channel, client: Client) -> None:
    assert "adebayo" not in client.get("/channels/for-websites/").text.lower()
    assert client.get(f"/channels/{profile.ref}/").status_code == 404


@pytest.mark.parametrize("asked", [PROFILE, "https://www.linkedin.com/in/grace-adebay0/"])
def test_who_asks_is_told_no_more_than_they_typed(profile: Channel, asked: str) -> None:
    verdict, _ = checking.check(asked, now=NOW)
    assert (verdict.answer, verdict.channel, verdict.like) == ("not_registered", None, None)


def test_who_is_signed_in_sees_it_and_why(profile: Channel) -> None:
    amara = cast.person("Amara Lindqvist", profile.trust, "administrator")
    page = cast.sign_in(Client(), amara).get(f"/register/{profile.ref}/").text
    assert "An account of this kind cannot be official" in page
    assert f'"/channels/{profile.ref}/' not in page
