"""Texts that name no account, or only seem to; each refusal says why."""

import pytest

from charioteer.platforms import parse
from charioteer.platforms.clean import LONGEST

DISGUISES = [
    ("https://faceb00k.com/strathmoreschool", "is not facebook.com"),
    ("https://facebok.com/strathmoreschool", "is not facebook.com"),
    ("https://facebook.com-login.example/strathmoreschool", "ends in “com-login.example”|is not facebook.com"),
    ("https://www-facebook.com/strathmoreschool", "is not facebook.com"),
    ("https://facebook-help.example/x", "is not facebook.com"),
    ("https://lnstagram.com/bespokebeheard", "is not instagram.com"),
    ("https://instagrarn.com/bespokebeheard", "is not instagram.com"),
    ("https://twiter.com/HouseCapella", "is not twitter.com"),
    ("https://tvvitter.com/HouseCapella", "is not twitter.com"),
    ("https://youtube.example/@HouseCapella", "is not youtube.com"),
    ("https://x.com.evil.example/HouseCapella", "ends in “evil.example”"),
    ("https://www.x.com.evil.example/@HouseCapella", "ends in “evil.example”"),
    ("https://login.facebook.com.evil.co.uk/strathmoreschool", "ends in “evil.co.uk”"),
    ("https://facebook.com@evil.example/strathmoreschool", "leads to “evil.example”"),
    ("facebook.com@evil.example", "leads to “evil.example”"),
    ("https://user:pass@x.com/HouseCapella", "leads to “x.com”"),
    ("https://x.com:8443/HouseCapella", "after “x.com”:"),
    ("https://fаcebook.com/strathmoreschool", "looks like facebook.com, and is not"),
    ("https://xn--fcebook-8va.com/strathmoreschool", "looks like facebook.com, and is not"),
    ("https://ｘ。com/HouseCapella", "letters from"),
    ("https://x.com\\@evil.example/", "backslash"),
    ("facebook.com\\groups\\123", "backslash|does not say which platform"),
    ("https://192.168.0.1/@HouseCapella", "is not the name of a website"),
    ("https://[::1]/HouseCapella", "number or sign|is not the name"),
    ("javascript://x.com/HouseCapella", "begins with “javascript”"),
    ("ftp://x.com/HouseCapella", "begins with “ftp”"),
    ("https://x.com/HouseCapella/../evil", "odd characters"),
    ("https://x.com/House%2FCapella", "odd characters"),
    ("https://x.com/House%00Capella", "odd characters"),
]


@pytest.mark.parametrize(("text", "words"), DISGUISES)
def test_disguise_is_not_the_platform(catalogue, text, words):
    reading = parse(text, catalogue)
    assert reading.identity is None
    assert reading.platform is None
    assert any(part in reading.cannot_tell for part in words.split("|")), reading.cannot_tell


NO_ACCOUNTS = [
    ("https://www.instagram.com/p/CxYz123/", "instagram", "a post, not an account"),
    ("https://www.instagram.com/reel/CxYz123/", "instagram", "a post, not an account"),
    ("https://www.instagram.com/explore/tags/school/", "instagram", "a search"),
    ("https://www.instagram.com/accounts/login/", "instagram", "sign-in"),
    ("https://www.instagram.com/direct/t/123/", "instagram", "private conversation"),
    ("https://www.youtube.com/watch?v=abc", "youtube", "a video, not an account"),
    ("https://www.youtube.com/shorts/abc", "youtube", "a video, not an account"),
    ("https://youtu.be/abc", "youtube", "a video, not an account"),
    ("https://www.youtube.com/results?search_query=x", "youtube", "a search"),
    ("https://www.youtube.com/playlist?list=PL1", "youtube", "a page of YouTube itself"),
    ("https://www.youtube.com/channel/UCshort", "youtube", "UC and 22 more"),
    ("https://www.youtube.com/", "youtube", "front page of YouTube"),
    ("youtube.com", "youtube", "front page of YouTube"),
    ("https://x.com/home", "x", "a page of X itself"),
    ("https://x.com/search?q=capella", "x", "a search"),
    ("https://x.com/hashtag/capella", "x", "a search"),
    ("https://x.com/intent/tweet?text=hello", "x", "shared link"),
    ("https://x.com/i/flow/login", "x", "a page of X itself"),
    ("https://x.com/login", "x", "sign-in"),
    ("https://x.com/ANameThatIsFarTooLong", "x", "up to 15 letters"),
    ("https://x.com/house-capella", "x", "up to 15 letters"),
    ("https://t.co/AbC", "x", "short link"),
    ("https://www.facebook.com/groups/", "facebook", "a page of Facebook itself"),
    ("https://www.facebook.com/groups/feed/", "facebook", "/groups/"),
    ("https://www.facebook.com/events/123/", "facebook", "an event"),
    ("https://www.facebook.com/watch/?v=123", "facebook", "a video"),
    ("https://www.facebook.com/share/1AbC/", "facebook", "shared link"),
    ("https://www.facebook.com/sharer/sharer.php?u=x", "facebook", "shared link"),
    ("https://www.facebook.com/photo.php?fbid=1", "facebook", "a post"),
    ("https://www.facebook.com/login.php", "facebook", "sign-in"),
    ("https://www.facebook.com/marketplace/", "facebook", "a page of Facebook itself"),
    ("https://www.facebook.com/profile.php", "facebook", "a page of Facebook itself"),
    ("https://www.facebook.com/profile.php?id=abc", "facebook", "digits only"),
    ("https://www.facebook.com/abcd", "facebook", "5 to 50 letters"),
    ("https://fb.me/strathmore", "facebook", "short link"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.example", "facebook", "leads on to somewhere else"),
    ("https://developers.facebook.com/docs/", "facebook", "developers.facebook.com is a page of Facebook itself"),
    ("https://help.instagram.com/123", "instagram", "help.instagram.com is a page of Instagram itself"),
    ("https://instagr.am/bespokebeheard", "instagram", "short link"),
    ("https://www.instagram.com/bad..name/", "instagram", "no two together"),
    ("https://lnkd.in/abc", "linkedin", "short link"),
    ("https://www.linkedin.com/feed/update/urn:li:activity:1/", "linkedin", "a post"),
    ("https://www.linkedin.com/jobs/view/1", "linkedin", "a page of LinkedIn itself"),
    ("https://www.linkedin.com/company/", "linkedin", "a page of LinkedIn itself"),
    ("https://vm.tiktok.com/ZM1/", "tiktok", "short link"),
    ("https://www.tiktok.com/t/ZT1/", "tiktok", "short link"),
    ("https://www.tiktok.com/tag/school", "tiktok", "a search"),
    ("https://www.tiktok.com/discover/school", "tiktok", "a search"),
    ("https://wa.me/447700900123", "whatsapp", "a telephone number"),
    ("https://signal.group/#CjQKIabc", "signal", "invitation to a private group"),
    ("https://m.me/j/AbCdEf/", "messenger", "invitation to a private group"),
    ("https://www.snapchat.com/add/1bad", "snapchat", "begins with a letter"),
    ("https://www.snapchat.com/spotlight/abc", "snapchat", "a video"),
    ("https://redd.it/abc", "reddit", "short link"),
    ("https://www.pinterest.co.uk/pin/123/", "pinterest", "a post"),
    ("https://pin.it/abc", "pinterest", "short link"),
    ("https://www.tumblr.com/tagged/school", "tumblr", "a search"),
    ("https://en.wordpress.com/", "wordpress", "WordPress itself|front page"),
    ("https://vimeo.com/123456789", "vimeo", "at least one letter"),
    ("https://bsky.app/search?q=capella", "bluesky", "a search"),
    ("https://mastodon.social/explore", "mastodon", "a page of mastodon.social itself"),
    ("https://discord.com/channels/1/2", "discord", "private conversation"),
    ("https://classroom.google.com/c/abc", "googleclassroom", "no public accounts"),
    ("https://www.classdojo.com/ul/p/addKid?x=1", "classdojo", "no public accounts"),
    ("https://seesaw.me/abc", "seesaw", "no public accounts"),
    ("https://zoom.us/j/123", "zoom", "meetings, not public accounts"),
    ("https://worldofwarcraft.blizzard.com/en-gb/character/eu/x/y", "worldofwarcraft", "no address"),
]


@pytest.mark.parametrize(("text", "platform", "words"), NO_ACCOUNTS)
def test_address_without_an_account_says_what_it_is(catalogue, text, platform, words):
    reading = parse(text, catalogue)
    assert reading.identity is None
    assert reading.platform is not None
    assert reading.platform.key == platform
    assert any(part in reading.cannot_tell for part in words.split("|")), reading.cannot_tell
    assert reading.cannot_tell.endswith(".")
    assert "{" not in reading.cannot_tell


@pytest.mark.parametrize("text", ["https://signal.group/#CjQKIabc", "https://m.me/j/AbCdEf/"])
def test_invitation_without_identity_is_not_stored_either(catalogue, text):
    reading = parse(text, catalogue)
    assert reading.secret
    assert text not in reading.to_store


def test_too_long_is_refused_with_a_sentence(catalogue):
    text = "https://x.com/" + "a" * LONGEST
    reading = parse(text, catalogue)
    assert reading.identity is None
    assert reading.cannot_tell.startswith("That is longer than 2,000 characters")
    assert reading.as_entered == text


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\t\n", "…", "()", "@"])
def test_nothing_is_refused_with_a_sentence(catalogue, text):
    reading = parse(text, catalogue)
    assert reading.identity is None
    assert "nothing to read" in reading.cannot_tell or "no name after the @" in reading.cannot_tell


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x.com/House\u200bCapella", "hidden_characters"),
        ("\ufeffx.com/HouseCapella", "hidden_characters"),
        ("x.com/House\x00Capella", "hidden_characters"),
        ("x.com/House\u00adCapella", "hidden_characters"),
        ("x.com/\u202eHouseCapella", "direction_marks"),
        ("\u2066x.com/HouseCapella\u2069", "direction_marks"),
        ("x.com/Ｈouse\uff23apella", "letters_changed"),
        ("https\uff1a//x.com/HouseCapella", "letters_changed"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_said(catalogue, text, code):
    reading = parse(text, catalogue)
    assert reading.identity.canonical == "x:housecapella"
    assert code in [doubt.code for doubt in reading.doubts]
    assert reading.as_entered == text


def test_hidden_characters_are_counted_and_named(catalogue):
    reading = parse("x.com/House\u200b\u200bCapella", catalogue)
    assert "2 marks" in reading.doubts[0].words
    assert "zero width space" in reading.doubts[0].words


def test_ordinary_spaces_are_no_doubt(catalogue):
    assert parse("Twitter\u00a0@HouseCapella\r\n", catalogue).doubts == ()


def test_letters_of_another_alphabet_break_the_rule_and_stay_visible(catalogue):
    reading = parse("x.com/HouseCаpella", catalogue)
    assert reading.identity is None
    assert reading.handle == "HouseCаpella"


@pytest.mark.parametrize(
    ("text", "hint", "words"),
    [
        ("home", "Twitter", "a page of X itself"),
        ("@explore", "Instagram", "a search"),
        ("marketplace", "Facebook", "a page of Facebook itself"),
        ("www", "Substack", "a page of Substack itself"),
        ("faceb00k.com", "Website", "is not facebook.com"),
        ("house", "Website", "is not the name of a website"),
        ("@HouseCapella@x.com", "", "“x.com” belongs to X"),
        ("@HouseCapella@faceb00k.com", "", "is not facebook.com"),
        ("HouseCapella@mastodon.social:8080", "Mastodon", "name, an @ and its server|needs its server"),
    ],
)
def test_typed_name_that_is_something_else(catalogue, text, hint, words):
    reading = parse(text, catalogue, platform_hint=hint)
    assert reading.identity is None
    assert any(part in reading.cannot_tell for part in words.split("|")), reading.cannot_tell


@pytest.mark.parametrize("host", ["switch.example", "credit.example", "strathmore.sch.uk", "teams.school.example"])
def test_ordinary_host_is_no_disguise(catalogue, host):
    assert parse(f"https://{host}/news", catalogue).identity.platform == "website"


def test_list_of_addresses_is_refused_without_reading_each(catalogue):
    text = " ".join(f"https://www.school{number}.example/a" for number in range(50))
    reading = parse(text, catalogue)
    assert [doubt.code for doubt in reading.doubts] == ["several_accounts"]
