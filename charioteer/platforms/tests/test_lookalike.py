"""Names that could be taken for one another, found by keys and explained in words."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.platforms.drawn import close, letters
from charioteer.platforms.lookalike import FEWEST, keys, likeness, skeleton

LETTERS = string.ascii_letters + string.digits + "_.-"
HANDLES = st.text(LETTERS, min_size=FEWEST, max_size=30).filter(lambda text: len(letters(text)) >= FEWEST)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HouseCapella", "housecapella"),
        ("HouseCapella", "House_Capella"),
        ("HouseCapella", "house.capella."),
        ("HouseCapella", "House-Capella"),
        ("HouseCapella", "HouseCapeIla"),
        ("HouseCapella", "HouseCape11a"),
        ("HouseCapella", "H0useCapella"),
        ("HouseCapella", "HouseCаpella"),  # Cyrillic а
        ("HouseCapella", "НouseCapella"),  # Cyrillic Н
        ("HouseCapella", "HouseCapélla"),
        ("HouseCapella", "ＨouseCapella"),
        ("HouseCapella", "@HouseCapella"),
        ("clarendonschool", "darendonschool"),
        ("strathmore", "strathrnore"),
        ("weststreet", "vveststreet"),
        ("School5", "Schools"),
        ("friendsof_strat", "fr1end5of.strat"),
        ("ВesрokeBeHeard", "bespokebeheard"),  # Cyrillic В and р
    ],
)
def test_drawn_alike(one, other):
    assert skeleton(one) == skeleton(other)
    assert keys(one) & keys(other)
    assert likeness(one, other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HouseCapella", "HouseCapellas"),
        ("HouseCapella", "HouseCapela"),
        ("HouseCapella", "HouseCapells"),
        ("HouseCapella", "HouesCapella"),
        ("HouseCapella", "xHouseCapella"),
        ("HouseCapella", "ouseCapella"),
        ("arnoldhouse", "arxnoldhouse"),
        ("arnoldhouse", "aroldhouse"),
        ("clock5", "cock5"),
    ],
)
def test_one_edit_apart(one, other):
    assert keys(one) & keys(other)
    assert likeness(one, other) is not None
    assert likeness(other, one) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HouseCapella", "HouseCapellaUK"),
        ("HouseCapella", "HouseVega"),
        ("HouseCapella", "strathmoreschool"),
        ("HouseCapella", "alleppaCesuoH"),
        ("abcd", "abce"),
        ("foss", "fosz"),
        ("", ""),
        ("...", "___"),
        ("HouseCapella", ""),
    ],
)
def test_not_alike(one, other):
    assert likeness(one, other) is None
    assert likeness(other, one) is None


def test_short_names_are_alike_only_if_drawn_the_same():
    assert likeness("f0ss", "foss") is not None
    assert likeness("foss", "fosse") is not None, "the longer has five letters"
    assert likeness("fos", "foss") is None


def test_keys_are_stable_numbers_that_fit_a_database():
    assert keys("foss") == frozenset({7068952334936059848})
    assert all(0 <= key < 2**63 for key in keys("HouseCapella"))
    assert len(keys("HouseCapella")) == 1 + len(set("housecapella")) + 2, "doubled letters leave the same word"


def edit(handle: str, kind: str, place: int, letter: str) -> str:
    place %= len(handle)
    if kind == "insert":
        return handle[:place] + letter + handle[place:]
    if kind == "delete":
        return handle[:place] + handle[place + 1 :]
    if kind == "change":
        return handle[:place] + letter + handle[place + 1 :]
    return handle[:place] + handle[place : place + 2][::-1] + handle[place + 2 :]


@given(HANDLES, st.sampled_from(["insert", "delete", "change", "swap"]), st.integers(0, 40), st.sampled_from(LETTERS))
def test_any_single_edit_shares_a_key(handle, kind, place, letter):
    edited = edit(handle, kind, place, letter)
    assert keys(handle) & keys(edited)
    if len(letters(edited)) >= FEWEST:
        assert likeness(edited, handle) is not None


@given(HANDLES, HANDLES)
def test_whatever_is_alike_shares_a_key(one, other):
    if likeness(one, other):
        assert keys(one) & keys(other)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_at_all(one, other):
    found = likeness(one, other)
    assert (found is None) == (likeness(other, one) is None)
    if found:
        assert keys(one) & keys(other)
        assert found.words.endswith(".")


def test_unrelated_names_are_never_alike():
    chance = random.Random(2)  # noqa: S311 - the same names in every run
    names = ["".join(chance.choices(string.ascii_lowercase, k=chance.randint(8, 14))) for _ in range(2_000)]
    held: dict[int, str] = {}
    for name in names:
        for key in keys(name):
            assert key not in held, (name, held.get(key))
        held |= dict.fromkeys(keys(name), name)


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein (optimal string alignment), written plainly as the measure to test against."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_close_is_a_distance_of_at_most_one(one, other):
    long_enough = max(len(one), len(other)) >= FEWEST
    near = distance(one, other) <= 1 if long_enough else one == other
    assert close(one, other) == (near and bool(one or other))


@pytest.mark.parametrize(
    ("asked", "ours", "about_asked", "about_ours", "marks"),
    [
        (
            "@HouseCapeIla",
            "@HouseCapella",
            ("The 10th letter is a capital I, as in India.",),
            ("The 10th letter is a small L, as in lion.",),
            (((9, 10),), ((9, 10),)),
        ),
        (
            "H0useCapella",
            "HouseCapella",
            ("The 2nd character is the digit 0 (zero).",),
            ("The 2nd letter is a small O, as in orange.",),
            (((1, 2),), ((1, 2),)),
        ),
        (
            "House_Capella",
            "HouseCapella",
            ("The 6th character is an underscore.",),
            ("Nothing stands between the 5th and the 6th character.",),
            (((5, 6),), ((5, 5),)),
        ),
        (
            "HouseCapellas",
            "HouseCapella",
            ("The 13th letter is a small S, as in sun.",),
            ("It ends after the 12th character, a small A, as in apple.",),
            (((12, 13),), ((12, 12),)),
        ),
        (
            "ouseCapella",
            "HouseCapella",
            ("It begins with a small O, as in orange.",),
            ("The 1st letter is a capital H, as in hat.",),
            (((0, 0),), ((0, 1),)),
        ),
        (
            "HouesCapella",
            "HouseCapella",
            ("Characters 4 and 5 are a small E, as in egg; and a small S, as in sun.",),
            ("Characters 4 and 5 are a small S, as in sun; and a small E, as in egg.",),
            (((3, 5),), ((3, 5),)),
        ),
        (
            "HouseCаpella",
            "HouseCapella",
            ("The 7th letter is “а”, which is no English letter (Cyrillic small letter a).",),
            ("The 7th letter is a small A, as in apple.",),
            (((6, 7),), ((6, 7),)),
        ),
    ],
)
def test_difference_in_words(asked, ours, about_asked, about_ours, marks):
    found = likeness(asked, ours)
    assert found.asked_words == about_asked
    assert found.ours_words == about_ours
    assert (found.asked_marks, found.ours_marks) == marks
    assert found.words == "One place differs."


def test_many_differences_are_counted_and_three_told():
    found = likeness("H.0.u.s.e_Cape1la", "HouseCapella")
    assert found.words == "Five places differ."
    assert len(found.asked_words) == len(found.ours_words) == 3
    assert len(found.asked_marks) == 5


def test_only_capitals_differ():
    found = likeness("housecapella", "HouseCapella")
    assert found.words == "Only capital letters differ."
    assert found.asked_marks == ()


def test_the_same_name():
    assert likeness("@HouseCapella", "HouseCapella").words == "The names are the same."
