"""Writes what a confirmed file of people says: new people and places in bulk, changes one by one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from charioteer import bulk
from charioteer.intake.importers import Taken
from charioteer.intake.lifecycle import Outcome
from charioteer.people.importing.judging import Token
from charioteer.people.importing.known import chunks
from charioteer.people.models import Engagement, Person

_PERSON = ("trust_id", "name", "email", "payroll_number", "merged_into_id")
_PLACE = (
    "person_id",
    "kind",
    "school_id",
    "centre_id",
    "job_title",
    "leader_id",
    "from_date",
    "until_date",
    "source",
)
_OWN = ("name", "email", "payroll_number")


class Writing:
    """One confirmed file on its way in. Give it every line to `people`, then every line again to `places`.

    Who is led by somebody further down can only be written once everybody is there.

    Args:
        trust_id: whose people.
        source: the list the file is an edition of.
        day: the day of the import; where no start is given, it is that.
    """

    def __init__(self, *, trust_id: int, source: str, day: date) -> None:
        self._trust_id, self._source, self._day = trust_id, source, day
        self.counts: Counter[str] = Counter({"people": 0, "places": 0, "changed": 0})
        self.leaving: list[tuple[int, date]] = []
        self._touched: set[Token] = set()

    def people(self, lines: Sequence[Taken]) -> None:
        """Add whoever is new, and correct what the file says otherwise of those known."""
        known = self._find(line.understood["token"] for line in lines)
        new: dict[Token, tuple[Any, ...]] = {}
        for line in lines:
            said, token = line.understood, line.understood["token"]
            if token not in known and token not in new:
                new[token] = (self._trust_id, said["name"], said["email"], said["payroll_number"], None)
            elif said.get("person") and token not in self._touched:
                self._correct(known[token], said["person"])
                self._touched.add(token)
        bulk.insert(Person, _PERSON, new.values())
        self.counts["people"] += len(new)

    def places(self, lines: Sequence[Taken]) -> None:
        """Put them where they are, with who leads them."""
        tokens = [line.understood[key] for line in lines for key in ("token", "leader")]
        known = self._find(token for token in tokens if token is not None)
        self._put([line for line in lines if line.outcome == Outcome.NEW], known)
        for line in lines:
            if line.outcome == Outcome.CHANGED:
                self.counts["changed"] += self._change(line.understood, known)

    def _put(self, lines: Sequence[Taken], known: dict[Token, int]) -> None:
        pairs = [(line.understood, known.get(line.understood["token"])) for line in lines]
        mine = {person for _, person in pairs if person is not None}
        # The list may have moved on since the preview: nobody is put where they are already.
        lasting = Engagement.objects.filter(person_id__in=mine).exclude(until_date__lt=self._day)
        held = set(lasting.values_list("person_id", "kind", "school_id", "centre_id"))
        rows = [
            self._place(said, person, known)
            for said, person in pairs
            if person is not None and (person, said["kind"], said["school"], said["centre"]) not in held
        ]
        bulk.insert(Engagement, _PLACE, rows)
        self.counts["places"] += len(rows)

    def _place(self, said: dict[str, Any], person: int, known: dict[Token, int]) -> tuple[Any, ...]:
        until = said["until"]
        begins = said["from"] or min(self._day.isoformat(), until or self._day.isoformat())
        leader = known.get(said["leader"]) if said["leader"] is not None else None
        leader = None if leader == person else leader
        spot = (said["school"], said["centre"], said["title"], leader)
        return person, said["kind"], *spot, begins, until, self._source

    def _correct(self, person: int, changes: dict[str, list[str]]) -> None:
        values = {name: now for name, (_, now) in changes.items() if name in _OWN}
        for name in ("email", "payroll_number"):
            taken = Person.objects.filter(trust_id=self._trust_id, **{name: values.get(name, "")}).exclude(pk=person)
            if values.get(name) and taken.exists():
                del values[name]  # somebody took it since the preview
        if values:
            Person.objects.filter(pk=person).update(**values)

    def _change(self, said: dict[str, Any], known: dict[Token, int]) -> bool:
        place = said.get("place") or {}
        values: dict[str, Any] = {}
        for name, (_, now) in place.items():
            if name == "leader":
                leader = known.get(now)
                if leader is not None and leader != known.get(said["token"]):
                    values["leader_id"] = leader
            elif name == "until_date":
                self.leaving.append((said["engagement"], date.fromisoformat(now)))
            else:
                values[name] = now
        if values:
            Engagement.objects.filter(pk=said["engagement"]).update(**values)
        return bool(place or said.get("person"))

    def _find(self, tokens: Iterable[Token]) -> dict[Token, int]:
        """Who these are now: looked up again, since the list may have moved on since the preview."""
        wanted = list(dict.fromkeys(tokens))
        mine = Person.objects.filter(trust_id=self._trust_id, merged_into=None)
        found: dict[Token, int] = {}
        for some in chunks(wanted):
            numbers = [one[2:] for one in some if isinstance(one, str) and one.startswith("p:")]
            addresses = [one[2:] for one in some if isinstance(one, str) and one.startswith("e:")]
            pks = [one for one in some if isinstance(one, int)]
            if numbers:
                pairs = mine.filter(payroll_number__in=numbers).values_list("payroll_number", "pk")
                found |= {f"p:{number}": pk for number, pk in pairs}
            if addresses:
                pairs = mine.filter(email__in=addresses).values_list("email", "pk")
                found |= {f"e:{address}": pk for address, pk in pairs}
            if pks:
                found |= self._still_there(pks)
        return found

    def _still_there(self, pks: Sequence[int]) -> dict[Token, int]:
        rows = Person.objects.filter(trust_id=self._trust_id, pk__in=pks).values_list("pk", "merged_into_id")
        return {pk: merged or pk for pk, merged in rows}
