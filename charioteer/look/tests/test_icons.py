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
