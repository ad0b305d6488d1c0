"""People as cells name them: kept as written, offices known by their words, outside bodies told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charioteer.channels.reading.offices import learn_bodies, office_of, read_people, reads_as_person


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Headteacher", "headteacher"),
        ("Head teacher", "headteacher"),
        ("Primary Head of Centre", "head_of_centre"),
        ("Head of Centre", "head_of_centre"),
        ("Deputy Headteacher", "deputy_head"),
        ("Executive Headteacher", "headteacher"),
        ("CEO", "ceo"),
        ("DSL", "dsl"),
        ("FOSS Chair", ""),
        ("headteacher’s friend from church", ""),
        ("", ""),
    ],
)
def test_office_of(words: str, office: str) -> None:
    assert office_of(words) == office


def test_a_name_with_an_office() -> None:
    (one,) = read_people("Amara Lindqvist (Headteacher)")
    assert (one.name, one.role, one.office) == ("Amara Lindqvist", "Headteacher", "headteacher")


def test_a_name_without_an_office_is_not_given_one() -> None:
    (one,) = read_people("Amara Lindqvist")
    assert (one.name, one.office) == ("Amara Lindqvist", "")


def test_an_office_without_a_name() -> None:
    (one,) = read_people("Headteacher")
    assert (one.name, one.office) == ("", "headteacher")


def test_blank_is_nobody_known() -> None:
    assert read_people("  \n ") == ()


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Amara Lindqvist / Joel Sharma / Priya Nair", ["Amara Lindqvist", "Joel Sharma", "Priya Nair"]),
        ("Amara Lindqvist, Joel Sharma and Priya Nair", ["Amara Lindqvist", "Joel Sharma", "Priya Nair"]),
        ("Amara Lindqvist\nJoel Sharma", ["Amara Lindqvist", "Joel Sharma"]),
        ("Lindqvist, Amara", ["Lindqvist, Amara"]),  # a comma inside one name parts nobody
    ],
)
def test_several(cell: str, names: list[str]) -> None:
    assert [one.name for one in read_people(cell)] == names


def test_an_outside_body_is_known_by_the_name_the_register_explains() -> None:
    bodies = learn_bodies(["FOSS – Friends of Strathmore School", "@HouseCapella"])
    assert bodies == {"FOSS": "Friends of Strathmore School"}
    (chair,) = read_people("Grace Adebayo (FOSS Chair)", bodies=tuple(bodies))
    assert (chair.outside_body, chair.office) == ("FOSS", "")


@pytest.mark.parametrize("role", ["PTA Chair", "Chair, Friends of Hill School", "Parents' Association treasurer"])
def test_outside_bodies_by_their_usual_names(role: str) -> None:
    (one,) = read_people(f"Grace Adebayo ({role})")
    assert one.outside_body


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("Grace Adebayo PTA", "PTA"),
        ("PTA (Grace Adebayo)", "PTA"),
        ("Grace Adebayo – Friends of Hill School", "Friends of Hill School"),
        ("Friends of Hill: Grace Adebayo", "Friends of Hill"),
        ("Friends of Hill Grace Adebayo", "Friends of Hill"),
        ("Grace Adebayo (Friends of St Anne's School – Joel Sharma)", "Friends of St Anne's School"),
        ("Grace Adebayo (Chair of Friends of Hill School)", "Friends of Hill School"),
        ("Grace Adebayo (Headteacher)", ""),
    ],
)
def test_a_body_is_told_without_whoever_stands_beside_it(cell: str, body: str) -> None:
    (one,) = read_people(cell)
    assert one.outside_body == body


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Grace Adebayo", True),
        ("Mrs G. Adebayo", True),
        ("Grace Adebayo (Headteacher)", True),
        ("Headteacher", True),
        ("Adebayo", False),
        ("Friends of Hill School", False),
        ("Hill Rovers Football Club", False),
        ("Clean Windows Ltd", False),
        ("PTA", False),
    ],
)
def test_a_person_is_not_taken_for_a_body(words: str, person: bool) -> None:
    assert reads_as_person(words) is person


def test_a_single_name_is_a_person_where_the_row_says_so() -> None:
    assert reads_as_person("adebayo", read_people("Adebayo"))


@given(st.text(max_size=120))
def test_never_raises_and_loses_no_letter(cell: str) -> None:
    read = read_people(cell)
    assert all(one.as_written.strip() for one in read)
    for one in read:
        assert one.as_written.split()[0] in cell
