"""The policy by clause, for anybody."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from charioteer.people import door
from charioteer.people.access import who
from charioteer.people.models import Trust
from charioteer.people.queries import trusts
from charioteer.policy import clauses, public, queries
from charioteer.policy.clauses import AUTOMATION, KINDS, Wanted, Word
from charioteer.policy.models import Edition

_LONGEST_QUESTION = 100


@door.page
def index(request: HttpRequest) -> HttpResponseBase:
    """Every clause, by section, with the edition they are read from."""
    trust, others = _trust(request)
    wanted, notes = _wanted(request)
    register = queries.pack(trust)
    everything = clauses.chosen(register, Wanted())
    parts = queries.parts(register, wanted)
    context = {
        **_edition(request, queries.shown(trust)),
        "trust": trust,
        "others": others,
        "parts": parts,
        "wanted": wanted,
        "notes": notes,
        "found": sum(len(part.clauses) for part in parts),
        "total": len(everything),
        "answered": Counter(clause.automation.key for clause in everything),
        "kind_chips": _chips(request, "kind", KINDS.values(), wanted.kind),
        "answered_chips": _chips(request, "answered", AUTOMATION.values(), wanted.answered),
        "suffix": _suffix(request, trust),
    }
    return render(request, "policy/index.html", context)


@door.page
def clause(request: HttpRequest, key: str) -> HttpResponseBase:
    """One clause, with the one before and the one after."""
    trust, others = _trust(request)
    ordered = clauses.chosen(queries.pack(trust), Wanted())
    keys = [each.key for each in ordered]
    spelled = {each.lower(): each for each in keys}.get(key.lower())
    if spelled is None:
        raise Http404("There is no such clause.")
    suffix = _suffix(request, trust)
    if spelled != key:
        return redirect(reverse("policy_clause", args=[spelled]) + suffix)
    at = keys.index(key)
    edition = _edition(request, queries.shown(trust))
    context = {
        **edition,
        "trust": trust,
        "others": others,
        "clause": ordered[at],
        "section": queries.section(ordered[at].section),
        "before_this": ordered[at - 1] if at else None,
        "after_this": ordered[at + 1] if at + 1 < len(ordered) else None,
        "open_words": queries.open_words(key, trust),
        "here": [finding for finding in edition["findings"] if finding.clause == key],
        "suffix": suffix,
    }
    return render(request, "policy/clause.html", context)


def _trust(request: HttpRequest) -> tuple[Trust | None, list[Trust]]:
    """The trust that is meant, and the others there are."""
    all_trusts = trusts()
    person = who(request)
    asked = request.GET.get("trust", "")
    chosen = next((trust for trust in all_trusts if trust.slug == asked), None)
    if chosen is None and person:
        chosen = next((trust for trust in all_trusts if trust.pk == person.trust_id), None)
    if chosen is None and all_trusts:
        chosen = all_trusts[0]
    return chosen, [trust for trust in all_trusts if trust != chosen]


def _suffix(request: HttpRequest, trust: Trust | None) -> str:
    """What a link needs so that the next page is about the same trust."""
    return "?" + urlencode({"trust": trust.slug}) if trust and request.GET.get("trust") else ""


def _wanted(request: HttpRequest) -> tuple[Wanted, list[str]]:
    """What is looked for; a choice we do not know is passed over, and said."""
    words = "".join(letter if letter.isprintable() else " " for letter in request.GET.get("q", ""))
    words = " ".join(words.split())[:_LONGEST_QUESTION]
    chosen = {"kind": request.GET.get("kind", ""), "answered": request.GET.get("answered", "")}
    notes = []
    for field, known in (("kind", KINDS), ("answered", AUTOMATION)):
        if chosen[field] and chosen[field] not in known:
            notes.append("The address asks for a choice that does not exist here, so it was passed over.")
            chosen[field] = ""
    return Wanted(words=words, **chosen), notes[:1]


def _edition(request: HttpRequest, edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {"edition": None, "said": [], "findings": ()}
    person = who(request)
    in_full = person is not None and person.trust_id == edition.trust_id
    return {
        "edition": edition,
        "in_full": in_full,
        "said": public.lines(edition.stated, in_full=in_full),
        "findings": queries.findings_of(edition, timezone.localdate()),
    }


def _chips(request: HttpRequest, field: str, words: Any, chosen: str) -> list[dict[str, Any]]:
    """Links that keep everything else that was asked for."""
    kept = {key: request.GET[key] for key in ("q", "kind", "answered", "trust") if request.GET.get(key)}
    kept.pop(field, None)
    choices = [Word("", "All", ""), *words]
    return [
        {
            "word": choice.word,
            "key": choice.key,
            "current": choice.key == chosen,
            "href": "?" + urlencode({**kept, field: choice.key} if choice.key else kept),
        }
        for choice in choices
    ]
