"""Loading the demonstration: once, where it may be, all of it or nothing."""

import pytest
from django.conf import LazySettings

from charioteer.audit.models import Entry
from charioteer.demo import loading
from charioteer.errors import BadInput
from charioteer.people.models import Trust
from charioteer.people.tests.cast import NOW


def test_it_is_loaded_once_and_only_where_it_may_be(db: None, settings: LazySettings) -> None:
    with pytest.raises(BadInput, match="CHARIOTEER_DEMO=yes"):
        loading.load(now=NOW)
    assert not Trust.objects.exists()
    settings.DEMO = True
    assert len(loading.load(now=NOW)) == len(loading.STEPS)
    assert loading.load(now=NOW) == ["The demonstration is there already."]
    assert Entry.objects.filter(kind="demo.trust.loaded").count() == 1


def test_half_of_it_is_none_of_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(ground: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(loading, "STEPS", (*loading.STEPS[:2], loading.Step("people", breaks)))
    with pytest.raises(RuntimeError):
        loading.invent(now=NOW)
    assert not Trust.objects.exists()
