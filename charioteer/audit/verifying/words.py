"""Whether what is said about people is what the entries were written with, and whether what is gone was erased."""

import json
from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery

from charioteer.audit.bodies import words_hash
from charioteer.audit.models import Entry, Words
from charioteer.audit.queries import erased_refs
from charioteer.audit.verifying.report import Report


def check(report: Report, *, trust_id: int | None, only: bool, sealed: int) -> None:
    """Compare all words that stand with the hash in their entry, and look for words that vanished.

    Args:
        sealed: how many of the sealed entries say something about people.
    """
    erased = erased_refs()
    entry = Entry.objects.filter(ref=OuterRef("ref"))
    standing = Words.objects.annotate(
        body=Subquery(entry.values("body")[:1]), trust_id=Subquery(entry.values("trust_id")[:1])
    )
    if only:
        standing = standing.filter(trust_id=trust_id)
    for one in standing.order_by("pk").values_list("ref", "salt", "text", "body", "trust_id", named=True).iterator():
        report.words += 1
        if one.body is None:
            report.found(f"Words stand beside no entry (reference {one.ref}).")
        elif json.loads(one.body).get("words") != words_hash(one.salt, one.text):
            sentence = f"What the entry with reference {one.ref} says about people was changed."
            report.found(sentence, trust_id=one.trust_id, ref=one.ref)
        if one.ref in erased:
            sentence = f"What the entry with reference {one.ref} said about people was erased, and stands again."
            report.found(sentence, trust_id=one.trust_id, ref=one.ref)
    if report.words != sealed:  # otherwise none is missing: as many stand as were sealed, each beside its own entry
        _look_for_missing(report, erased, trust_id, only)


def _look_for_missing(report: Report, erased: set[str], trust_id: int | None, only: bool) -> None:
    missing = [(ref, whose) for ref, whose in _without(trust_id, only) if ref not in erased]
    erased = erased_refs() if missing else erased  # some may have been erased while we read
    for ref, whose in missing:
        if ref not in erased:
            sentence = f"What the entry with reference {ref} said about people is gone"
            report.found(f"{sentence}, and no entry says that it was erased.", trust_id=whose, ref=ref)


def _without(trust_id: int | None, only: bool) -> Iterator[tuple[str, int | None]]:
    bare = Entry.objects.annotate(said=Subquery(Words.objects.filter(ref=OuterRef("ref")).values("pk")[:1]))
    bare = bare.filter(said=None).exclude(body__endswith='"words":null}')
    if only:
        bare = bare.filter(trust_id=trust_id)
    yield from bare.order_by("pk").values_list("ref", F("trust_id")).iterator()
