"""The nine rows of the policy's register, read from their platform and name cells."""

import pytest

from charioteer.platforms import parse

ROWS = [
    ("Twitter", "@HouseCapella", "x", "handle", "x:housecapella", "@HouseCapella", ""),
    (
        "You Tube",
        "Strathmore School Home Learning https://www.youtube.com/@strathmoreschool589",
        "youtube",
        "handle",
        "youtube:strathmoreschool589",
        "@strathmoreschool589",
        "Strathmore School Home Learning",
    ),
    (
        "Facebook",
        "FOSS – Friends of Strathmore School https://www.facebook.com/FOSSFriendsofStrathmoreSchool",
        "facebook",
        "unknown",
        "facebook:fossfriendsofstrathmoreschool",
        "FOSSFriendsofStrathmoreSchool",
        "FOSS – Friends of Strathmore School",
    ),
    ("Twitter", "@friendsof_strat", "x", "handle", "x:friendsof_strat", "@friendsof_strat", ""),
    (
        "Facebook",
        "Strathmore Parents Account https://www.facebook.com/groups/3651385304889119",
        "facebook",
        "group",
        "facebook:group:3651385304889119",
        "3651385304889119",
        "Strathmore Parents Account",
    ),
    ("Facebook", "Clarendon Cycle Scheme", "facebook", "unknown", None, "", "Clarendon Cycle Scheme"),
    ("Twitter", "bespokebeheard", "x", "handle", "x:bespokebeheard", "@bespokebeheard", ""),
    ("Instagram", "bespokebeheard", "instagram", "handle", "instagram:bespokebeheard", "@bespokebeheard", ""),
    (
        "LinkedIn (used for recruitment)",
        "The Auriga Academy Trust",
        "linkedin",
        "unknown",
        None,
        "",
        "The Auriga Academy Trust",
    ),
]


@pytest.mark.parametrize(("cell", "text", "platform", "kind", "canonical", "handle", "name"), ROWS)
def test_row_of_the_register(catalogue, cell, text, platform, kind, canonical, handle, name):
    reading = parse(text, catalogue, platform_hint=cell)
    assert reading.platform is not None
    assert reading.platform.key == platform
    assert (reading.kind, reading.handle, reading.name) == (kind, handle, name)
    assert (reading.identity.canonical if reading.identity else None) == canonical
    assert bool(reading.cannot_tell) == (canonical is None)
    assert reading.as_entered == text


def test_a_name_without_an_address_is_doubted(catalogue):
    reading = parse("Clarendon Cycle Scheme", catalogue, platform_hint="Facebook")
    assert [doubt.code for doubt in reading.doubts] == ["no_address"]
    assert "“Clarendon Cycle Scheme” is a name, not an address" in reading.cannot_tell


def test_the_same_name_on_two_platforms_is_two_accounts(catalogue):
    first = parse("bespokebeheard", catalogue, platform_hint="Twitter").identity
    second = parse("bespokebeheard", catalogue, platform_hint="Instagram").identity
    assert first.key == second.key
    assert first.canonical != second.canonical


def test_words_beside_the_address_are_kept_and_said(catalogue):
    text = "Strathmore School Home Learning https://www.youtube.com/@strathmoreschool589"
    reading = parse(text, catalogue, platform_hint="You Tube")
    assert [doubt.code for doubt in reading.doubts] == ["words_around"]
    assert "Strathmore School Home Learning" in reading.doubts[0].words
