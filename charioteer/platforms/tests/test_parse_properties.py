"""What holds for every text: no exception, one answer, and an account that stays the same when written again."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.platforms import Catalogue, parse
from charioteer.platforms.tests.conftest import DATA

CATALOGUE = Catalogue.from_records(json.loads(DATA.read_text(encoding="utf-8"))["entries"])
HOSTS = sorted(CATALOGUE.hosts)
PIECES = st.sampled_from(
    ["https://", "http://", "x.com", "/", "@", "facebook.com", "groups", "?id=", "#", "%40", "%2F", "\\", ":", "..",
     "profile.php", "youtube.com/@", "Twitter", "on", " ", "\u200b", "\u202e", "а", "instagram", "u/", "did:plc:",
     "chat.whatsapp.com/", "mastodon.social", "xn--", "é", "\ud800", "１", "&", "=", "tumblr.com", "…"]
)  # fmt: skip
NAMES = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=30)


def check(text: str, hint: str = "") -> None:
    reading = parse(text, CATALOGUE, platform_hint=hint)
    assert (reading.identity is None) == bool(reading.cannot_tell)
    assert reading.as_entered == text
    if reading.identity:
        assert reading.platform is not None
        assert reading.identity.key
    if reading.address:
        again = parse(reading.address, CATALOGUE)
        assert again.identity is not None, reading
        assert again.identity.canonical == reading.identity.canonical


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text(text, hint):
    check(text, hint)


@given(st.lists(PIECES | NAMES, max_size=10).map("".join), st.sampled_from(["", "Facebook", "Website", "Twitter/X"]))
def test_any_pieces_of_addresses(text, hint):
    check(text, hint)


@given(st.sampled_from(HOSTS), st.lists(st.text(max_size=20) | NAMES, max_size=4), st.text(max_size=20))
def test_any_path_on_every_host(host, parts, query):
    check(f"https://{host}/{'/'.join(parts)}?{query}")


@given(st.sampled_from(sorted(CATALOGUE.platforms)), NAMES)
def test_any_name_on_every_platform(platform, name):
    check(name, CATALOGUE.platforms[platform].name)
    check(f"@{name}", CATALOGUE.platforms[platform].name)


@given(st.sampled_from(["x.com/", "instagram.com/", "facebook.com/", "tiktok.com/@", "reddit.com/r/"]), NAMES)
def test_capitals_make_no_difference(start, name):
    small = parse(f"https://{start}{name.lower()}", CATALOGUE)
    capital = parse(f"HTTPS://{start.upper()}{name.upper()}", CATALOGUE)
    assert small.identity == capital.identity


@pytest.mark.parametrize("host", HOSTS)
def test_every_known_host_followed_by_another_is_refused(host):
    reading = parse(f"https://{host}.evil.example/HouseCapella", CATALOGUE)
    assert reading.identity is None or reading.identity.platform in {"website"}
    if "." in host:
        assert reading.identity is None, host


@given(st.sampled_from(["facebook", "instagram", "twitter", "youtube", "linkedin"]), st.integers(0, 8), NAMES)
def test_host_with_one_letter_changed_is_never_the_platform(label, place, name):
    place %= len(label)
    host = label[:place] + ("z" if label[place] != "z" else "q") + label[place + 1 :]
    reading = parse(f"https://{host}.com/{name}", CATALOGUE)
    assert reading.identity is None
    assert reading.platform is None
