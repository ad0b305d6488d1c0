"""Nothing is written into the log that nobody could ever read there: each kind says who may."""

import pytest
from django.urls import get_resolver

from charioteer.audit import kinds

get_resolver().url_patterns  # noqa: B018 (loads every view, and with it every action that declares a kind)


@pytest.mark.parametrize("kind", kinds.declared(), ids=lambda kind: kind.key)
def test_a_kind_says_who_may_read_it(kind: kinds.Kind) -> None:
    assert kind.visible is not None, f"{kind.key} is shown to nobody"
    assert kind.key.count(".") == 2
    assert kind.words[0].isupper()


def test_every_kind_that_people_show_is_declared() -> None:
    assert set(kinds._SHOWN) <= {kind.key for kind in kinds.declared()}
