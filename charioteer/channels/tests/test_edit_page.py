"""Adding and changing by hand: reasons, errors at their field, look-alikes, and two people at once."""

import pytest
from django.test import Client

from charioteer.audit.models import Entry
from charioteer.channels.forms import initial_of
from charioteer.channels.models import Channel
from charioteer.channels.tests.conftest import put
from charioteer.channels.tests.test_channel_page import take_in
from charioteer.people.models import Person
from charioteer.reference import registers


def opened(client: Client, channel: Channel) -> dict[str, str]:
    """Open the form, and give what it holds."""
    form = client.get(f"/register/{channel.ref}/edit/").context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_change_needs_a_reason_and_is_told(as_amara: Client, capella: Channel) -> None:
    typed = {**opened(as_amara, capella), "purpose": "News for families"}
    response = as_amara.post(f"/register/{capella.ref}/edit/", typed)
    assert response.status_code == 422
    assert "Fill in “Why you change it”." in response.content.decode()
    assert "News for families" in response.content.decode()
    done = as_amara.post(f"/register/{capella.ref}/edit/", {**typed, "reason": "Agreed in March"}, follow=True)
    page = done.content.decode()
    assert "Changed: purpose." in page
    assert "Agreed in March" in page
    assert "Purpose: blank → “News for families”" in page
    capella.refresh_from_db()
    assert capella.purpose == "News for families"


def test_saving_what_is_there_changes_nothing(as_amara: Client, amara: Person) -> None:
    take_in(
        amara,
        "Twitter,@HouseCapella,Headteacher,,Opened: 1/9/21",
        "You Tube,Home Learning https://www.youtube.com/@strathmoreschool589,,,Opened: April 20",
        "Facebook,FOSS – Friends of Strathmore School https://www.facebook.com/FOSSFriends,,,6/3/17",
        "Facebook,Parents https://www.facebook.com/groups/3651385304889119,,,30/3/20",
        "Facebook,Clarendon Cycle Scheme,,,13/9/12",
        "LinkedIn (used for recruitment),The Auriga Academy Trust,,,20 Nov 2011",
        "Instagram,bespoke,,,31/02/20",
    )
    entries = Entry.objects.count()
    for channel in Channel.objects.all():
        typed = {**opened(as_amara, channel), "reason": "Looked"}
        response = as_amara.post(f"/register/{channel.ref}/edit/", typed, follow=True)
        assert "Nothing was different, so nothing was changed." in response.content.decode(), channel
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"opened": "31/02/20"}, "opened", "31 February 2020, which does not exist"),
        ({"opened": "soon"}, "opened", "We cannot read “soon” as a date."),
        ({"opened": "2020", "closed": "2019"}, "closed", "closed before it was opened"),
        ({"account": "@one @two"}, "account", ""),
        ({"account": "https://evil.example/housecapella"}, "account", ""),
        ({"account": "https://www.instagram.com/housecapella"}, "account", "but the account is on Instagram"),
        ({"account": "x" * 501}, "account", "can hold 500 letters"),
        ({"name": ""}, "name", "Fill in “Name”."),
        ({"platform": "nonsense"}, "platform", "is not one of the choices"),
        ({"school": "elsewhere"}, "school", "is not one of the choices"),
    ],
)
def test_an_error_stands_at_its_field_and_what_was_typed_stays(
    as_amara: Client, capella: Channel, typed: dict[str, str], field: str, sentence: str
) -> None:
    data = {**opened(as_amara, capella), "reason": "Because", **typed}
    response = as_amara.post(f"/register/{capella.ref}/edit/", data)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert sentence in str(form.errors[field])
    assert f'href="#id_{field}"' in response.content.decode()
    before, capella = capella.version, Channel.objects.get(pk=capella.pk)
    assert capella.version == before


@pytest.mark.parametrize("junk", ["\x00", "‮evil", "\u200b", "'; DROP TABLE", "🙂" * 50])
def test_junk_in_the_account_is_an_answer_not_a_crash(as_amara: Client, capella: Channel, junk: str) -> None:
    data = {**opened(as_amara, capella), "reason": "Because", "account": junk}
    assert as_amara.post(f"/register/{capella.ref}/edit/", data).status_code in {302, 422}


def test_two_people_editing_lose_nobodys_words(as_amara: Client, as_joel: Client, capella: Channel) -> None:
    mine, theirs = opened(as_amara, capella), opened(as_joel, capella)
    address = f"/register/{capella.ref}/edit/"
    as_joel.post(address, {**theirs, "purpose": "Joel’s purpose", "audience": "Families", "reason": "First"})
    typed = {**mine, "purpose": "Amara’s purpose", "other_route": "Letters", "reason": "Second"}
    response = as_amara.post(address, typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Joel Sharma changed this channel first" in page
    assert 'The list says: <span class="ch-written">Joel’s purpose</span>' in page
    form = response.context["form"]
    assert form["purpose"].value() == "Amara’s purpose"
    assert form["audience"].value() == "Families"  # only Joel touched it: his words are in the form already
    capella.refresh_from_db()
    assert (capella.purpose, capella.other_route) == ("Joel’s purpose", "")
    again = {name: form[name].value() or "" for name in form.fields}
    assert as_amara.post(address, again).status_code == 302
    capella.refresh_from_db()
    assert (capella.purpose, capella.audience, capella.other_route) == ("Amara’s purpose", "Families", "Letters")


def test_a_form_with_a_broken_seal_is_a_clash_not_a_crash(as_amara: Client, capella: Channel) -> None:
    data = {**opened(as_amara, capella), "opened_with": "forged", "purpose": "New", "reason": "Because"}
    response = as_amara.post(f"/register/{capella.ref}/edit/", data)
    assert response.status_code == 409
    assert response.context["form"]["purpose"].value() == "New"


def test_a_channel_is_added_and_is_never_official(as_amara: Client, amara: Person) -> None:
    response = as_amara.post(
        "/register/add/", {"platform": "instagram", "account": "@capella.house", "name": "Capella on Instagram"}
    )
    channel = Channel.objects.get()
    assert response["Location"] == f"/register/{channel.ref}/"
    assert (channel.identity, channel.standing, channel.trust_id) == (
        "instagram:capella.house",
        "unassessed",
        amara.trust_id,
    )


def test_the_same_account_is_not_listed_twice(as_amara: Client, capella: Channel) -> None:
    data = {"platform": "x", "account": "https://twitter.com/housecapella", "name": "Again", "compared": "on"}
    response = as_amara.post("/register/add/", data)
    assert response.status_code == 409
    assert "This account is on the list already as “@HouseCapella”." in response.content.decode()


def test_a_name_very_like_another_is_compared_before_it_is_saved(as_amara: Client, capella: Channel) -> None:
    data = {"platform": "instagram", "account": "@housecapela", "name": "Capella"}
    response = as_amara.post("/register/add/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Not saved yet: a name very like this one is on the list" in page
    assert '<a href="#id_compared">A name very like this one is on the list.' in page  # seen from the top of the page
    assert f"/register/{capella.ref}/" in page
    assert Channel.objects.count() == 1
    assert as_amara.post("/register/add/", {**data, "compared": "on"}).status_code == 302
    assert Channel.objects.count() == 2


def test_a_school_left_open_is_not_said_to_be_taken_from_the_name(amara: Person) -> None:
    channel = put(amara, platform="instagram", account="@art_news", name="Capella House art")
    assert channel.scope == "unstated"
    said = {doubt["code"] for doubt in channel.doubts}
    assert "school_not_stated" in said
    assert "school_from_name" not in said


def test_nobody_is_asked_to_compare_when_the_account_stays(as_amara: Client, amara: Person, capella: Channel) -> None:
    put(amara, platform="instagram", account="@housecapella", name="On Instagram")
    data = {**opened(as_amara, capella), "purpose": "News", "reason": "Agreed"}
    assert as_amara.post(f"/register/{capella.ref}/edit/", data).status_code == 302


def test_a_doubt_is_over_once_what_it_is_about_was_changed(as_amara: Client, amara: Person) -> None:
    take_in(amara, "Instagram,bespoke,Headteacher,Headteacher,31/02/20")
    channel = Channel.objects.get()
    assert {"opened_unreadable", "purpose_unstated", "one_master"} <= {doubt["code"] for doubt in channel.doubts}
    data = {**opened(as_amara, channel), "opened": "28 February 2020", "purpose": "Art", "reason": "Asked the school"}
    as_amara.post(f"/register/{channel.ref}/edit/", data)
    channel.refresh_from_db()
    left = {doubt["code"] for doubt in channel.doubts}
    assert not {"opened_unreadable", "purpose_unstated"} & left
    assert "one_master" in left
    people = {"written": "Headteacher\nIT lead", "reason": "Two now", "version": channel.version}
    assert as_amara.post(f"/register/{channel.ref}/people/master/", people).status_code == 302
    channel.refresh_from_db()
    assert "one_master" not in {doubt["code"] for doubt in channel.doubts}


def test_the_form_holds_what_the_list_says(capella: Channel) -> None:
    said = initial_of(capella, registers.catalogue())
    assert (said["account"], said["school"], said["platform"]) == ("@HouseCapella", "capella-house", "x")
