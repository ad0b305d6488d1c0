"""Handles and words: a platform and a name in either order, a platform cell, several accounts in one cell."""

import pytest

from charioteer.platforms import parse


def canonical(reading):
    return reading.identity.canonical if reading.identity else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twitter @HouseCapella", "x:housecapella"),
        ("@HouseCapella Twitter", "x:housecapella"),
        ("@HouseCapella (Twitter)", "x:housecapella"),
        ("@HouseCapella on Twitter", "x:housecapella"),
        ("@HouseCapella on X", "x:housecapella"),
        ("HouseCapella on X", "x:housecapella"),
        ("X: @HouseCapella", "x:housecapella"),
        ("X HouseCapella", "x:housecapella"),
        ("X (formerly Twitter) HouseCapella", "x:housecapella"),
        ("twitter:HouseCapella", "x:housecapella"),
        ("Twitter/HouseCapella", "x:housecapella"),
        ("twitter=@HouseCapella", "x:housecapella"),
        ("our Twitter account is @HouseCapella", "x:housecapella"),
        ("Is @HouseCapella the real Twitter?", "x:housecapella"),
        ("bespokebeheard on Instagram", "instagram:bespokebeheard"),
        ("insta: bespokebeheard", "instagram:bespokebeheard"),
        ("IG bespokebeheard", "instagram:bespokebeheard"),
        ("instagram – bespokebeheard", "instagram:bespokebeheard"),
        ("instagram account bespokebeheard", "instagram:bespokebeheard"),
        ("You Tube strathmoreschool589", "youtube:strathmoreschool589"),
        ("YouTube channel @strathmoreschool589", "youtube:strathmoreschool589"),
        ("fb strathmoreschool", "facebook:strathmoreschool"),
        ("Facebook page strathmoreschool", "facebook:strathmoreschool"),
        ("Facebook group: strathmoreparents", "facebook:group:strathmoreparents"),
        ("Messenger strathmoreschool", "facebook:strathmoreschool"),
        ("TikTok @house.capella", "tiktok:house.capella"),
        ("blue sky @capella.bsky.social", "bluesky:capella.bsky.social"),
        ("Ask.fm housecapella", "askfm:housecapella"),
        ("u/HouseCapella", "reddit:user:housecapella"),
        ("/u/HouseCapella", "reddit:user:housecapella"),
        ("r/TeachingUK", "reddit:subreddit:teachinguk"),
        ("Reddit HouseCapella", "reddit:user:housecapella"),
        ("@housecapella@mastodon.social", "mastodon:housecapella@mastodon.social"),
        ("housecapella@mastodon.social", "mastodon:housecapella@mastodon.social"),
        ("@housecapella@social.school.example", "mastodon:housecapella@social.school.example"),
        ("Mastodon housecapella@social.school.example", "mastodon:housecapella@social.school.example"),
        ("did:plc:abcdefghijklmnopqrstuvwx", "bluesky:did:did:plc:abcdefghijklmnopqrstuvwx"),
        ("Discord house_capella", "discord:house_capella"),
        ("Discord: HouseCapella#1234", "discord:tag:housecapella#1234"),
        ("see https://x.com/HouseCapella thanks", "x:housecapella"),
        ("x.com/HouseCapella @HouseCapella", "x:housecapella"),
        ("x.com/HouseCapella and https://twitter.com/housecapella", "x:housecapella"),
        ("www.school.example and x.com/HouseCapella", "x:housecapella"),
    ],
)
def test_words_name_one_account(catalogue, text, expected):
    reading = parse(text, catalogue)
    assert canonical(reading) == expected
    assert reading.cannot_tell == ""


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        ("HouseCapella", "X (formerly Twitter)", "x:housecapella"),
        ("HouseCapella", "Twitter / X", "x:housecapella"),
        ("Twitter", "twitter", None),
        ("strathmoreschool589", "You Tube", "youtube:strathmoreschool589"),
        ("UCabcdefghijklmnopqrstuv", "YouTube", "youtube:channel:UCabcdefghijklmnopqrstuv"),
        ("@UCabcdefghijklmnopqrstuv", "YouTube", "youtube:ucabcdefghijklmnopqrstuv"),
        ("strathmoreparents", "Facebook group", "facebook:group:strathmoreparents"),
        ("3651385304889119", "Facebook Group", "facebook:group:3651385304889119"),
        ("3651385304889119", "Facebook", None),
        ("strathmoreschool", "Our school’s Facebook page", "facebook:strathmoreschool"),
        ("strathmoreschool", "Facebook Messenger", "facebook:strathmoreschool"),
        ("https://www.facebook.com/strathmoreschool", "Messenger", "facebook:strathmoreschool"),
        ("capella.school.example", "Bluesky", "bluesky:capella.school.example"),
        ("housecapella@social.school.example", "Mastodon", "mastodon:housecapella@social.school.example"),
        ("housecapella", "Mastodon", None),
        ("school.example", "Website", "website:site:school.example"),
        ("https://www.school.example/blog", "WordPress", "website:site:school.example/blog"),
        ("HouseCapella", "LinkedIn", None),
        ("HouseCapella", "WhatsApp", None),
        ("house-capella", "Twitter", None),
        ("HouseCapella", "MySpace", None),
        ("HouseCapella", "Facebook and Instagram", None),
        ("https://www.instagram.com/bespokebeheard", "Facebook, Instagram", "instagram:bespokebeheard"),
        ("Twitter @HouseCapella", "Twitter", "x:housecapella"),
        ("Signal Box School", "Facebook", None),
    ],
)
def test_platform_cell_says_the_platform(catalogue, text, hint, expected):
    reading = parse(text, catalogue, platform_hint=hint)
    assert canonical(reading) == expected
    assert bool(reading.cannot_tell) == (expected is None)


def test_bare_name_says_which_platform_is_missing_and_keeps_the_name(catalogue):
    reading = parse("@bespokebeheard", catalogue)
    assert (reading.identity, reading.platform, reading.handle) == (None, None, "bespokebeheard")
    assert "does not say which platform" in reading.cannot_tell


def test_platform_without_a_name(catalogue):
    reading = parse("Facebook", catalogue)
    assert reading.platform.key == "facebook"
    assert reading.cannot_tell.startswith("That names Facebook, but no account on it.")


@pytest.mark.parametrize(
    "text",
    ["HouseCapella / friendsof_strat", "@HouseCapella @friendsof_strat", "HouseCapella, friendsof_strat",
     "HouseCapella/friendsof_strat", "HouseCapella;friendsof_strat", "@HouseCapella and @friendsof_strat",
     "x.com/HouseCapella x.com/friendsof_strat", "x.com/HouseCapella @friendsof_strat",
     "x.com/HouseCapella https://faceb00k.com/a"],
)  # fmt: skip
def test_two_accounts_in_one_cell_are_told_apart_by_nobody(catalogue, text):
    reading = parse(text, catalogue, platform_hint="Twitter")
    assert reading.identity is None
    assert "several_accounts" in [doubt.code for doubt in reading.doubts]


def test_two_platforms_for_one_name(catalogue):
    reading = parse("bespokebeheard Twitter and Instagram", catalogue)
    assert reading.identity is None
    assert "more than one platform" in reading.cannot_tell


@pytest.mark.parametrize(
    ("text", "hint", "said"),
    [
        ("https://x.com/HouseCapella", "Facebook", "given as Facebook, but the account is on X"),
        ("https://www.school.example/news", "Facebook", "given as Facebook, but the account is on Website"),
        ("Instagram @HouseCapella", "Twitter", "given as X, but the account is on Instagram"),
        ("u/HouseCapella", "Twitter", "more than one account"),
    ],
)
def test_platform_cell_that_contradicts_the_address(catalogue, text, hint, said):
    reading = parse(text, catalogue, platform_hint=hint)
    assert reading.identity is None
    assert said in reading.cannot_tell


def test_words_that_contradict_the_address(catalogue):
    reading = parse("Instagram: https://x.com/HouseCapella", catalogue)
    assert reading.identity is None
    assert [doubt.code for doubt in reading.doubts] == ["platform_mismatch"]


def test_kind_that_contradicts_the_address_is_doubted(catalogue):
    reading = parse("https://www.facebook.com/strathmoreschool", catalogue, platform_hint="Facebook group")
    assert canonical(reading) == "facebook:strathmoreschool"
    assert "It is called a group, but the address is of a page or profile." in [d.words for d in reading.doubts]


def test_platform_cell_adds_the_kind_that_the_address_leaves_open(catalogue):
    reading = parse("https://www.facebook.com/strathmoreschool", catalogue, platform_hint="Facebook page")
    assert reading.identity.kind == "page"


def test_unknown_platform_is_doubted_but_the_address_is_read(catalogue):
    reading = parse("https://x.com/HouseCapella", catalogue, platform_hint="MySpace")
    assert canonical(reading) == "x:housecapella"
    assert [doubt.code for doubt in reading.doubts] == ["platform_unknown"]


def test_broken_rule_is_said_and_the_name_kept(catalogue):
    reading = parse("house-capella", catalogue, platform_hint="Twitter")
    assert reading.cannot_tell == "A name on X has up to 15 letters, digits and underscores."
    assert (reading.platform.key, reading.handle) == ("x", "house-capella")


def test_e_mail_address_is_no_account(catalogue):
    reading = parse("office@school.example", catalogue)
    assert reading.identity is None
    assert "e-mail address" in reading.cannot_tell


@pytest.mark.parametrize("text", ["Miss Nair History @ Capella", "Mr X", "House Capella", "a b c d e f g"])
def test_names_of_several_words_name_no_account(catalogue, text):
    reading = parse(text, catalogue)
    assert reading.identity is None
    assert reading.name == text
