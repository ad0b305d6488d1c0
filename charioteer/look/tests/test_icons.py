"""Every sign is a word and a shape."""

import re

import pytest
from defusedxml import ElementTree

from charioteer.look import icons

SIGNS = {**icons.STANDINGS, **icons.STATES, **icons.FINDINGS}


@pytest.mark.parametrize("name", sorted(icons.SHAPES))
def test_a_shape_is_well_formed_and_hidden_from_screen_readers(name: str) -> None:
    drawn = ElementTree.fromstring(icons.icon(name))
    assert drawn.get("aria-hidden") == "true"
    assert drawn.get("viewBox") == "0 0 20 20"
    assert len(drawn) > 0


@pytest.mark.parametrize("name", sorted(icons.SHAPES))
def test_a_shape_takes_its_colour_from_the_words_and_no_style(name: str) -> None:
    assert "style=" not in icons.SHAPES[name]
    assert set(re.findall(r'(?:stroke|fill)="([^"]*)"', icons.SHAPES[name])) <= {"none", "currentColor"}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_every_sign_has_a_word_and_a_drawn_shape(sign: icons.Sign) -> None:
    assert sign.word
    assert sign.shape in icons.SHAPES


def test_a_standing_says_its_word_beside_its_shape() -> None:
    tag = icons.standing("official")
    assert tag.startswith('<strong class="govuk-tag ch-standing ch-standing--official"><svg')
    assert tag.endswith("Official</strong>")


def test_a_word_from_elsewhere_is_escaped() -> None:
    assert "<script>" not in icons.state("breach", "<script>")


def test_an_unknown_shape_is_a_bug_not_a_gap() -> None:
    with pytest.raises(KeyError):
        icons.icon("sparkle")


def test_a_sprite_is_drawn_once_and_referred_to() -> None:
    sprite = ElementTree.fromstring(icons.sprite("ok", "breach"))
    assert [symbol.get("id") for symbol in sprite] == ["i-ok", "i-breach"]
    assert '<use href="#i-ok"/>' in icons.state("ok", sprite=True)


def test_no_two_standings_share_a_shape() -> None:
    shapes = [sign.shape for sign in icons.STANDINGS.values()]
    assert len({icons.SHAPES[shape] for shape in shapes}) == len(shapes)


ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "Z": 0}
_N = r"[\s,]*[+-]?(?:\d+\.?\d*|\.\d+)"
NUMBER = re.compile(_N)
ARCS = re.compile(rf"(?:{_N}{_N}{_N}[\s,]*[01][\s,]*[01]{_N}{_N})+")  # its two flags may stand close together


@pytest.mark.parametrize("name", sorted(icons.SHAPES))
def test_a_browser_can_draw_every_path(name: str) -> None:
    for path in re.findall(r' d="([^"]*)"', icons.SHAPES[name]):
        assert path[0] in "Mm"
        for command, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
            assert _complete(command.upper(), numbers.strip()), f"{command}{numbers}"


def _complete(command: str, numbers: str) -> bool:
    if command == "A":
        return bool(ARCS.fullmatch(numbers))
    arity, count = ARITY[command], len(NUMBER.findall(numbers))
    return count == 0 if arity == 0 else count > 0 and count % arity == 0
