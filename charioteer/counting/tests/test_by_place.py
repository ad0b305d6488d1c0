"""What the database counts is what Python counts, to the digest."""

import pytest
from django.db.models import Q

from charioteer.controls import Finding, Scope, State
from charioteer.counting import behind, by_place, judged
from charioteer.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_database_counts_as_python_does(cast: Cast) -> None:
    seen = judged(Person.objects.all(), fails=Q(name__icontains="a"), unknown=Q(name__contains="o"))
    found = {one.trust_id: one for one in by_place(seen, school="merged_into_id")}
    for trust in (cast.lyra, cast.corvus):
        people = list(Person.objects.filter(trust=trust))
        failing = [one.pk for one in people if "a" in one.name.lower()]
        unknown = [one.pk for one in people if "a" not in one.name.lower() and "o" in one.name.lower()]
        wanted = Finding(trust.pk, None, len(people), failing, unknown)
        got = found[trust.pk]
        assert (got.total, got.fails, got.doubted, got.digest, got.stands) == (
            wanted.total,
            wanted.fails,
            wanted.doubted,
            wanted.digest,
            wanted.stands,
        )


def test_the_things_behind_it_come_page_by_page(cast: Cast) -> None:
    seen = judged(Person.objects.all(), fails=Q(trust=cast.lyra))
    scope = {"trust_id": cast.lyra.pk, "school_id": None, "most": 2}
    first = list(behind(seen, Scope(**scope), school="merged_into_id"))
    second = list(behind(seen, Scope(**scope, after=first[-1].pk), school="merged_into_id"))
    assert [one.pk for one in first + second] == sorted(
        Person.objects.filter(trust=cast.lyra).values_list("pk", flat=True)
    )[: len(first) + len(second)]
    assert len(first) == 2
    assert list(behind(seen, Scope(**scope, state=State.UNKNOWN), school="merged_into_id")) == []
