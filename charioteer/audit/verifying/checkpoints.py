"""What the tree must come to, and at which size: the stored heads, the published ones, and one brought from outside."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

from charioteer import keyring
from charioteer.audit import heads
from charioteer.audit.heads import SignedHead
from charioteer.audit.models import Head, PublishedHead, SigningKey
from charioteer.audit.verifying.report import Report

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Checkpoint:
    """At this size the tree must have this root (and, of a stored head, this frontier)."""

    size: int
    root: str
    words: str
    frontier: str | None = None
    outside: bool = False


def check_keys(report: Report) -> None:
    """Whether the public keys that are kept belong to the masters on this server, as far as those are here."""
    here = keyring.versions(settings.DATA)
    for key in SigningKey.objects.filter(version__in=here):
        if keyring.signer(settings.DATA, key.version).public != key.public or keyring.key_id(key.public) != key.key_id:
            report.found(
                f"The public key {key.key_id} does not belong to this server’s master-{key.version}: either the log or"
                " the keys folder was replaced."
            )


def collect(
    report: Report, *, trust_id: int | None, only: bool, outside: SignedHead | None
) -> dict[int | None, list[Checkpoint]]:
    """Every checkpoint of each log, the smallest size last; signatures are checked on the way."""
    found: dict[int | None, list[Checkpoint]] = defaultdict(list)
    keys, versions = heads.public_keys(), dict(SigningKey.objects.values_list("key_id", "version"))
    newest = 0
    for head in _of(Head.objects.order_by("pk"), trust_id, only):
        words = f"the head of {head.size} entries"
        found[head.trust_id].append(Checkpoint(head.size, head.root, words, head.frontier))
        _check_signature(report, heads.shown(head, keys), words)
        version = versions.get(head.key_id, 0)
        if version < newest:
            report.found(f"{words.capitalize()} was signed with an older key than the one before it.")
        newest = max(newest, version)
    for shown in _of(PublishedHead.objects.order_by("pk"), trust_id, only):
        words = f"the head of {shown.size} entries published for {shown.at:%Y-%m-%d %H:%M} UTC"
        found[shown.trust_id].append(Checkpoint(shown.size, shown.root, words))
        _check_signature(report, heads.shown(shown, keys), words)
    if outside is not None:
        words = "the head you brought"
        found[outside.trust_id].append(Checkpoint(outside.size, outside.root, words, outside=True))
        _check_signature(report, outside, words)
        if outside.key_id not in keys:
            report.found(f"The head you brought was signed with a key ({outside.key_id}) that this log does not know.")
    for log in found.values():
        log.sort(key=lambda one: -one.size)
    return found


def _of(chosen: "QuerySet[M]", trust_id: int | None, only: bool) -> "Iterator[M]":
    return (chosen.filter(trust_id=trust_id) if only else chosen).iterator()


def _check_signature(report: Report, head: SignedHead, words: str) -> None:
    if not head.public:
        report.found(f"{_begin(words)} was signed with a key ({head.key_id}) that is not kept.", trust_id=head.trust_id)
    elif not head.good:
        report.found(f"The signature of {words} does not hold.", trust_id=head.trust_id)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
