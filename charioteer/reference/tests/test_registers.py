"""Every packaged register keeps its schema, and one that does not is refused in words."""

import json
from datetime import date
from itertools import pairwise

import jsonschema
import pytest

from charioteer.reference import registers

GOOD = {"register": "fruit", "checked_on": "2026-11-22", "source": "a shop", "schema": "fruit.schema.json"}


@pytest.mark.parametrize("name", registers.names())
def test_a_register_keeps_its_schema(name: str) -> None:
    body = json.loads((registers.FOLDER / f"{name}.json").read_text())
    schema = json.loads((registers.FOLDER / body["schema"]).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(body)
    assert registers.load(name).checked_on <= date.today()


def test_a_schema_refuses_what_it_should() -> None:
    body = json.loads((registers.FOLDER / "clauses.json").read_text())
    schema = json.loads((registers.FOLDER / "clauses.schema.json").read_text())
    body["entries"][0]["modal"] = "ought"
    with pytest.raises(jsonschema.ValidationError, match="ought"):
        jsonschema.Draft202012Validator(schema).validate(body)


def test_the_clause_pack_holds_every_row_in_order() -> None:
    clauses = registers.load("clauses").entries
    sections = registers.load("sections").by_key
    assert len(clauses) == 71
    assert [clause["order"] for clause in clauses] == sorted({clause["order"] for clause in clauses})
    assert {clause["section"] for clause in clauses} <= set(sections)
    # A section without a clause of its own is only a roof over its parts.
    assert set(sections) - {clause["section"] for clause in clauses} == {"5"}
    assert {section["part_of"] for section in sections.values()} <= {"", "5"}


def test_what_tells_people_is_not_counted_as_a_check() -> None:
    for clause in registers.load("clauses").entries:
        if clause["automation"] == "automated":
            assert clause["shows"], f"{clause['key']} is answered by machine, so it shows something"
        if clause["automation"] == "informational":
            assert set(clause["kinds"]) <= {"I", "R"}, clause["key"]


def test_editions_follow_one_another_without_a_gap() -> None:
    for guidance in registers.load("guidance").entries:
        editions = guidance["editions"]
        assert [edition["in_force_until"] for edition in editions].count("") == 1
        assert editions[-1]["in_force_until"] == ""
        for before, after in pairwise(editions):
            gap = date.fromisoformat(after["in_force_from"]) - date.fromisoformat(before["in_force_until"])
            assert gap.days == 1, guidance["key"]


def test_paragraphs_belong_to_known_editions_and_nobody_claims_to_have_verified_them() -> None:
    guidance = registers.load("guidance").by_key
    for row in registers.load("guidance-paragraphs").entries:
        editions = {edition["key"] for edition in guidance[row["guidance"]]["editions"]}
        assert row["edition"] in editions
        assert row["from"] <= row["to"]
        assert row["verified_on"] == row["verified_by"] == ""


def test_what_replaces_a_law_is_itself_in_the_register() -> None:
    laws = registers.load("legislation")
    for law in laws.entries:
        assert set(law["replaced_by"]) <= set(laws.by_key) - {law["key"]}
        assert law["status"] != "superseded_in_part" or law["replaced_by"]


def test_undefined_terms_name_real_clauses() -> None:
    clauses = registers.load("clauses").by_key
    for term in registers.load("undefined-terms").entries:
        assert set(term["clauses"]) <= set(clauses)


def test_a_register_is_read_once_and_cannot_be_changed() -> None:
    clauses = registers.load("clauses")
    assert registers.load("clauses") is clauses
    with pytest.raises(TypeError):
        clauses.by_key["2.6"]["title"] = "something else"
    with pytest.raises(TypeError):
        clauses.by_key["2.6"]["kinds"][0] = "P"


def test_thawing_gives_plain_json_back() -> None:
    entry = registers.load("clauses").entries[0]
    assert json.loads(json.dumps(registers.thawed(entry)))["key"] == "1.1"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"register": "veg"}, "does not say that it is the register 'fruit'"),
        ({"source": " "}, "source is missing"),
        ({"schema": None}, "schema is missing"),
        ({"checked_on": "22/11/26"}, "checked_on is not a day"),
        ({"checked_on": None}, "checked_on is not a day"),
        ({"entries": []}, "there are no entries"),
        ({"entries": [{"key": "a"}, {"name": "b"}]}, "entry 2 has no key"),
        ({"entries": ["a"]}, "entry 1 has no key"),
        ({"entries": [{"key": "a"}, {"key": "a"}]}, "two entries have the key 'a'"),
    ],
)
def test_a_broken_register_says_which_rule(change: dict[str, object], says: str) -> None:
    body = {**GOOD, "entries": [{"key": "a"}], **change}
    with pytest.raises(registers.BrokenRegister, match=says):
        registers.understand("fruit", json.dumps(body).encode())


def test_what_is_not_json_and_what_is_not_there() -> None:
    with pytest.raises(registers.BrokenRegister, match="not JSON"):
        registers.understand("fruit", b"{")
    with pytest.raises(registers.BrokenRegister, match="There is no register called"):
        registers.load("../settings")
