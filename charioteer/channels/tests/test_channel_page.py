"""The page of one channel: the answer first, then why, who, what, and what happened."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from charioteer.channels import actions
from charioteer.channels.actions.importing import RegisterImporter
from charioteer.channels.models import Channel, SlotKind
from charioteer.channels.standing import REQUIRED, FactKind
from charioteer.channels.tests.conftest import put
from charioteer.intake.actions import confirm, preview
from charioteer.people.models import Person

HEADER = "Platform,Account/Page name,Master administration role,Approved users (posting),Date Opened / Closed\n"


def take_in(by: Person, *rows: str, header: str = HEADER) -> None:
    """Import rows as an administrator does."""
    now = timezone.now()
    importer, data = RegisterImporter(now=now), (header + "\n".join(rows) + "\n").encode()
    batch = preview(importer=importer, file_name="policy.csv", data=data, trust_id=by.trust_id, by=by, now=now)
    confirm(batch=batch, importer=importer, by=by, now=now)


def text(client: Client, channel: Channel) -> str:
    """The page of a channel, as a person reads it."""
    response = client.get(f"/register/{channel.ref}/")
    assert response.status_code == 200
    return response.content.decode()


def test_an_imported_channel_tells_what_was_read_and_what_is_in_doubt(as_amara: Client, amara: Person) -> None:
    take_in(amara, "Twitter,@HouseCapella,Priya Nair (Headteacher) / Beth Stone,Head of Centre,Opened: 1/9/21")
    page = text(as_amara, Channel.objects.get())
    assert "X (formerly Twitter)" in page
    assert 'listed as <span class="ch-written">Twitter</span>' in page
    assert "On the list, but nobody has assessed its risk." in page
    assert "1 September 2021" in page
    assert 'As written: <span class="ch-written">1/9/21</span> (day taken before month)' in page
    assert "We read “1/9/21” day first" in page
    assert '<span class="ch-written">Priya Nair (Headteacher) / Beth Stone</span>' in page
    assert "Put on the list by an import" in page
    assert "From policy.csv." in page
    assert "File read for an import" not in page


def test_people_are_a_person_an_office_words_or_unknown(as_amara: Client, amara: Person, priya: Person) -> None:
    take_in(amara, "Twitter,@HouseCapella,Priya Nair (Teacher) / Head of Centre / Beth Stone,,1/9/21")
    page = text(as_amara, Channel.objects.get())
    assert "Priya Nair, Teacher" in page
    assert "Head of centre" in page
    assert '<span class="ch-written">Beth Stone</span>' in page
    assert "Not matched to anybody here" in page
    assert "Blank is unknown, not nobody." in page


def test_the_next_step_is_one_thing_and_only_who_may_can_press_it(
    as_amara: Client, as_priya: Client, capella: Channel
) -> None:
    mine, theirs = text(as_amara, capella), text(as_priya, capella)
    assert mine.count("ch-panel--gold") == 1
    assert "The next step is yours" in mine
    assert f'href="/register/{capella.ref}/people/master/">Record who holds it</a>' in mine
    assert "The next step is an administrator’s" in theirs
    assert "You may read the register, not change it." in theirs
    assert "/edit/" not in theirs


def test_what_is_left_at_the_end_is_a_decision_of_the_headteacher(as_amara: Client, amara: Person) -> None:
    channel = put(
        amara, platform="x", account="@HouseCapella", name="House", school="capella-house", purpose="News for families"
    )
    prove(channel, amara, but={FactKind.RISK_ASSESSMENT, FactKind.APPROVAL})
    page = text(as_amara, channel)
    assert "The next step is for the headteacher" in page
    assert "Six of eight things are proved; two stand between it and official." in page


def prove(channel: Channel, by: Person, *, but: set[FactKind] = frozenset(), until: datetime | None = None) -> None:
    """Everything standing asks, as the register's own actions record it."""
    for kind in SlotKind:
        actions.set_people(channel=channel, kind=kind, written="Headteacher", reason="Told", by=by, now=timezone.now())
    for kind in REQUIRED:
        if kind not in but:
            now = timezone.now()
            actions.note_fact(
                channel=channel, kind=kind, holds=True, at=now, expires_at=until, evidence="Seen", by=by, now=now
            )


def test_a_name_very_like_another_is_said(as_amara: Client, amara: Person, capella: Channel) -> None:
    put(amara, platform="instagram", account="house.capella", name="House Capella", school="capella-house")
    page = text(as_amara, capella)
    assert "A name very like this one is on the list" in page
    assert "house.capella" in page


def test_every_change_stands_in_the_history_with_its_reason(as_amara: Client, amara: Person, capella: Channel) -> None:
    now = timezone.now()
    actions.set_people(
        channel=capella, kind=SlotKind.MASTER, written="Headteacher", reason="She said so", by=amara, now=now
    )
    evidence = "Signed in from the office mailbox"
    actions.note_fact(
        channel=capella,
        kind=FactKind.KEYS,
        holds=True,
        at=now,
        expires_at=now + timedelta(days=90),
        evidence=evidence,
        by=amara,
        now=now,
    )
    page = text(as_amara, capella)
    assert "Who holds master access changed" in page
    assert "She said so" in page
    assert "unknown → Headteacher" in page
    assert "Recorded: master access" in page
    assert page.count(evidence) == 2  # beside the reason, and in the history
    assert "Recorded by Amara Lindqvist, as of" in page
    assert "Put on the list</h3>" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"closed": "31 August 2024", "opened": "2017"},
            "Closed 31 August 2024. Anything posted there since is not ours.",
        ),
        ({"owner": "Friends of Strathmore"}, "Run by Friends of Strathmore, not by the school. No agreement on"),
    ],
)
def test_the_page_opens_with_the_answer(as_amara: Client, amara: Person, typed: dict[str, str], sentence: str) -> None:
    channel = put(amara, platform="x", account="@HouseCapella", name="House", **typed)
    assert sentence in text(as_amara, channel)


def test_what_people_typed_is_never_markup(as_amara: Client, amara: Person) -> None:
    channel = put(amara, platform="x", account="@HouseCapella", name="<script>x</script>", purpose="<b>bold</b>")
    page = text(as_amara, channel)
    assert "<script>" not in page
    assert "<b>bold" not in page
    assert "<script>" not in as_amara.get("/register/").content.decode()
