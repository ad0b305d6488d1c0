"""Proofs for strangers: one entry with its path to a signed head, or a head with its path from an earlier one.

They are files that `docs/verify_proof.py` checks with Python alone.
"""

from typing import Any

from charioteer.audit import heads, merkle
from charioteer.audit.heads import SignedHead
from charioteer.audit.models import Entry, Head, Position, Words
from charioteer.errors import BadInput, NotNow

WHAT = "charioteer proof 1"


def proof(*, ref: str, with_words: bool) -> dict[str, Any]:
    """Prove that an entry stands in the log.

    Args:
        ref: its reference, or the beginning of it.
        with_words: also what it says about people, which the entry holds only a salted hash of.
    Raises:
        BadInput: there is no such entry, or more than one begins like that.
        NotNow: it is not sealed yet; or its words were asked for and are erased.
    """
    entry = _entry(ref)
    place = Position.objects.filter(entry_id=entry.pk).first()
    head = Head.objects.filter(trust_id=entry.trust_id).order_by("-size").first()
    if place is None or head is None or head.size <= place.position:
        raise NotNow("This entry is not sealed yet. It will be within a second or two of a running worker.")
    path = merkle.inclusion(_leaves(entry.trust_id, head.size), place.position)
    said = {
        "what": WHAT,
        "leaf": entry.body,
        "position": place.position,
        "path": [step.hex() for step in path],
        "head": heads.shown(head, heads.public_keys()).as_json(),
    }
    return said | ({"words": _words(entry)} if with_words else {})


def head_since(*, head: SignedHead, since: SignedHead | None) -> dict[str, Any]:
    """A head as a file; with the path that proves that it grew out of an earlier one.

    Raises:
        BadInput: the earlier head is of another log, or larger.
    """
    if since is None:
        return head.as_json()
    if since.trust_id != head.trust_id or since.size > head.size:
        raise BadInput("No path leads from the earlier head: it is of another log, or covers more than this one has.")
    path = merkle.consistency(_leaves(head.trust_id, head.size), since.size)
    return {**head.as_json(), "since": since.as_json(), "path": [step.hex() for step in path]}


def _entry(ref: str) -> Entry:
    found = list(Entry.objects.filter(ref__startswith=ref)[:2]) if len(ref) >= 6 and ref.isalnum() else []
    if len(found) != 1:
        many = "More than one entry begins" if found else "No entry begins"
        raise BadInput(f"{many} with “{ref}”. Write the whole reference, as the log shows it.", where="REF")
    return found[0]


def _leaves(trust_id: int | None, size: int) -> list[bytes]:
    placed = Position.objects.filter(trust_id=trust_id, position__lt=size).order_by("position")
    return [bytes.fromhex(leaf) for leaf in placed.values_list("leaf", flat=True).iterator(10_000)]


def _words(entry: Entry) -> dict[str, Any]:
    said = Words.objects.filter(ref=entry.ref).first()
    if said is None:
        raise NotNow("This entry says nothing about people, or what it said was erased. Ask without its words.")
    return {"salt": said.salt, "text": said.text}
