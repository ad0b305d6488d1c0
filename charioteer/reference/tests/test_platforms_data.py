"""The platforms' data: it keeps to its schema, and to what the schema cannot say."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from charioteer.platforms import Catalogue
from charioteer.platforms.catalogue import LONGEST_ALIAS, words_of

DATA = Path(__file__).parents[1] / "data"
REGISTER = json.loads((DATA / "platforms.json").read_text(encoding="utf-8"))
SCHEMA = json.loads((DATA / "platforms.schema.json").read_text(encoding="utf-8"))
ENTRIES = REGISTER["entries"]
BY_KEY = {entry["key"]: entry for entry in ENTRIES}
POLICY = "facebook x linkedin instagram snapchat reddit pinterest youtube wordpress tumblr askfm whatsapp messenger"
each = pytest.mark.parametrize("entry", ENTRIES, ids=[entry["key"] for entry in ENTRIES])


def test_data_keeps_to_its_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(REGISTER)] == []


@pytest.mark.parametrize(
    "change",
    [{"kind": "shop"}, {"minimum_age": "13"}, {"hosts": ["https://x.com"]}, {"certainty": "sure"}, {"extra": 1},
     {"official": False, "official_words": ""}, {"status": "closed"},
     {"school_use": {"default": "maybe", "reason": "a"}}],
)  # fmt: skip
def test_schema_refuses_a_wrong_entry(change):
    wrong = REGISTER | {"entries": [BY_KEY["x"] | change]}
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(wrong))


def test_every_platform_of_the_policy_is_there():
    assert set(POLICY.split()) <= set(BY_KEY)
    assert [entry["key"] for entry in ENTRIES if entry["kind"] == "game"]


def test_keys_hosts_and_aliases_belong_to_one_platform():
    owners: dict[object, str] = {}
    for entry in ENTRIES:
        hosts = {
            *entry["hosts"],
            *entry.get("special_hosts", ()),
            *entry.get("host_paths", ()),
            *entry.get("servers", ()),
        }
        written = [entry["name"], entry["short_name"], *entry["aliases"]]
        written += [alias for kind in entry.get("kinds", ()) for alias in kind.get("aliases", ())]
        for owned in {entry["key"], *hosts} | {tuple(words_of(alias)) for alias in written}:
            assert owners.setdefault(owned, entry["key"]) == entry["key"], owned


@each
def test_entry_refers_only_to_what_it_has(entry):
    names, kinds = set(entry.get("names", ())), {kind["key"] for kind in entry.get("kinds", ())}
    assert {kind["rule"] for kind in entry.get("kinds", ())} <= names
    assert set(entry.get("typed", ())) | set(entry.get("prefixes", {}).values()) <= kinds
    for form in entry.get("forms", ()):
        placed = re.findall(r"\{(\w+)\}", form["path"] + "".join(form.get("query", {}).values()))
        assert set(placed) <= names | {"any", "tab"}
        assert len([name for name in placed if name not in {"any", "tab"}]) == 1, form
        assert form["kind"] in kinds
    assert not entry.get("belongs_to") or kinds <= {kind["key"] for kind in BY_KEY[entry["belongs_to"]]["kinds"]}


@each
def test_entry_can_be_read_and_explains_itself(entry):
    platform = Catalogue.from_records([entry]).get(entry["key"])
    for rule in entry.get("names", {}).values():
        groups = re.compile(rule["pattern"]).groupindex
        assert set(groups) <= {"key"}
        assert re.compile(rule["pattern"]).groups == len(groups)
    assert platform.kinds or platform.no_account_words
    assert all(len(words_of(alias)) <= LONGEST_ALIAS for alias in entry["aliases"])
    sentences = [platform.delegation, platform.settings.words, platform.report.words, platform.school_use.reason]
    assert all(sentence.endswith((".", ".)")) for sentence in sentences)


def test_a_closed_platform_says_when():
    platform = Catalogue.from_records([BY_KEY["askfm"]]).get("askfm")
    assert platform.closed_on == "2024-12-01"
    assert Catalogue.from_records([BY_KEY["x"]]).get("x").closed_on == ""


def test_personal_profiles_and_games_are_never_official():
    kinds = {
        (entry["key"], kind["key"]): kind.get("official", True) for entry in ENTRIES for kind in entry.get("kinds", ())
    }
    assert not kinds["facebook", "profile"]
    assert not kinds["linkedin", "person"]
    assert all(not entry["official"] for entry in ENTRIES if entry["kind"] == "game")
