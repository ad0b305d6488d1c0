"""Forms of address: a path written as "/groups/{group}/**", made ready to be compared with what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from charioteer.platforms.platform import Kind, NameRule

ANYTHING = "any"
TAB = "tab"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of address of one platform.

    Args:
        kind: the kind of account it leads to.
        rule: how the name in it is written.
        length: how many parts its path has.
        more: the path may go on.
        literals: parts that must be there, by place, in lower case.
        at: the place of the name; -1 if it is in the query.
        prefix: what stands before the name in its part ("@").
        tabs: the place of a part that must be one of the platform's own tabs ("about"); -1 if none.
        query: the parameter that holds the name; "" if it is in the path.
        doubt: the doubt it always carries ("read_from_post"); "" if none.
    """

    kind: Kind
    rule: NameRule
    length: int
    more: bool
    literals: tuple[tuple[int, str], ...]
    at: int
    prefix: str
    tabs: int
    query: str
    doubt: str

    def name_in(self, lowered: Sequence[str], parts: Sequence[str], query: str, tabs: frozenset[str]) -> str | None:
        """The name at its place in an address, or None if the address is of another form.

        Args:
            lowered: `parts` in lower case.
            parts: the path, cut at its strokes.
            query: what follows the question mark.
            tabs: the platform's own tabs.
        """
        length = len(parts)
        if length != self.length and not (self.more and length > self.length):
            return None
        for place, literal in self.literals:
            if lowered[place] != literal:
                return None
        if self.tabs >= 0 and lowered[self.tabs] not in tabs:
            return None
        if self.query:
            values = parse_qs(query, max_num_fields=100).get(self.query) if query.count("&") < 100 else None
            return values[0] if values else None
        part = parts[self.at]
        if not self.prefix:
            return part
        return part[len(self.prefix) :] if part.startswith(self.prefix) else None


@dataclass(frozen=True, slots=True)
class AddressRules:
    """Everything needed to read the path of an address on one platform.

    Args:
        by_first: forms that begin with a fixed part, by that part.
        open: forms that begin with the name.
        reserved: first parts that are no names, with the category of what they are.
        tabs: parts after a name that only show another side of the account.
    """

    by_first: dict[str, tuple[Form, ...]]
    open: tuple[Form, ...]
    reserved: dict[str, str]
    tabs: frozenset[str]


def address_rules(record: Mapping[str, Any], names: Mapping[str, NameRule], kinds: Mapping[str, Kind]) -> AddressRules:
    """Make one platform's forms ready.

    Args:
        record: the platform's entry in the catalogue data.
        names: its rules for names.
        kinds: its kinds of account.
    """
    by_first: dict[str, list[Form]] = {}
    opened: list[Form] = []
    for written in record.get("forms", ()):
        form = _form(written, names, kinds[written["kind"]])
        first = next((literal for place, literal in form.literals if place == 0), None)
        if first is None:
            opened.append(form)
        else:
            by_first.setdefault(first, []).append(form)
    reserved = {part.lower(): category for category, parts in record.get("reserved", {}).items() for part in parts}
    return AddressRules(
        by_first={first: tuple(forms) for first, forms in by_first.items()},
        open=tuple(opened),
        reserved=reserved,
        tabs=frozenset(record.get("tabs", ())),
    )


def _form(written: Mapping[str, Any], names: Mapping[str, NameRule], kind: Kind) -> Form:
    parts = [part for part in written["path"].split("/") if part]
    more = bool(parts) and parts[-1] == "**"
    if more:
        parts.pop()
    literals: list[tuple[int, str]] = []
    at, prefix, tabs, rule = -1, "", -1, kind.rule
    for place, part in enumerate(parts):
        before, brace, name = part.partition("{")
        name = name.rstrip("}")
        if not brace:
            literals.append((place, part.lower()))
        elif name == TAB:
            tabs = place
        elif name != ANYTHING:
            at, prefix, rule = place, before, names[name]
    query = next(iter(written.get("query", {})), "")
    if query:
        rule = names[written["query"][query].strip("{}")]
    return Form(
        kind=kind,
        rule=rule,
        length=len(parts),
        more=more,
        literals=tuple(literals),
        at=at,
        prefix=prefix,
        tabs=tabs,
        query=query,
        doubt=written.get("doubt", ""),
    )
