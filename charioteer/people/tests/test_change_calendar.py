"""Adding, changing and removing terms and closures: who may, what is refused, what the log keeps."""

from datetime import date

import pytest

from charioteer.audit.models import Entry, Words
from charioteer.errors import BadInput, NotAllowed, NotNow
from charioteer.people.models import Closure, Person, School, Term, Trust
from charioteer.people.queries import calendar_for
from charioteer.people.tests import cast
from charioteer.people.tests.cast import NOW
from charioteer.people.year.actions import Days, add, change, remove, set_bank_holiday

D = date.fromisoformat
AUTUMN = Days("Autumn term", D("2026-09-02"), D("2026-12-18"))


@pytest.fixture
def capella(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="capella-house")


@pytest.fixture
def strathmore(auriga: Trust) -> School:
    return School.objects.get(trust=auriga, slug="strathmore")


@pytest.fixture
def term(auriga: Trust, amara: Person) -> Term:
    made = add(what=Term, trust=auriga, school=None, days=AUTUMN, by=amara, now=NOW)
    assert isinstance(made, Term)
    return made


@pytest.mark.parametrize(
    ("role", "at", "allowed"),
    [
        ("administrator", None, {"trust", "capella-house", "strathmore"}),
        ("ceo", None, {"trust", "capella-house", "strathmore"}),
        ("clerk", None, {"trust", "capella-house", "strathmore"}),
        ("clerk", "capella-house", {"capella-house"}),
        ("office", "capella-house", {"capella-house"}),
        ("office", "strathmore", {"strathmore"}),
        ("headteacher", "capella-house", set()),
        ("chair", None, set()),
        ("member", None, set()),
        (None, None, set()),
    ],
)
def test_who_may_change_which_calendar(auriga: Trust, role: str | None, at: str | None, allowed: set[str]) -> None:
    held_at = School.objects.get(trust=auriga, slug=at) if at else None
    person = cast.person("Joel Sharma", auriga, role, school=held_at)
    done = set()
    for place in ("trust", "capella-house", "strathmore"):
        school = None if place == "trust" else School.objects.get(trust=auriga, slug=place)
        try:
            add(what=Term, trust=auriga, school=school, days=AUTUMN, by=person, now=NOW)
            done.add(place)
        except NotAllowed:
            continue
    assert done == allowed


def test_another_trusts_calendar_is_not_theirs(auriga: Trust, tomasz: Person) -> None:
    with pytest.raises(NotAllowed, match="You cannot change the calendar of The Auriga Academy Trust"):
        add(what=Term, trust=auriga, school=None, days=AUTUMN, by=tomasz, now=NOW)
    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "where", "words"),
    [
        ("2027-03-25", "2027-01-04", "last_day", "would end on 4 January 2027, before it begins on 25 March 2027"),
        ("2027-01-04", "2028-01-05", "last_day", "A term of 367 days is longer than a year"),
        ("2026-12-18", "2027-03-25", "first_day", "overlap the term Autumn term, 2 September 2026 to 18 December 2026"),
        ("2026-08-01", "2026-09-02", "first_day", "A term begins after the one before has ended"),
        ("2026-10-01", "2026-10-02", "first_day", "overlap"),
        ("2026-01-01", "2026-12-31", "first_day", "overlap"),
    ],
)
def test_what_cannot_be_a_term(
    auriga: Trust, amara: Person, term: Term, first: str, last: str, where: str, words: str
) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        add(what=Term, trust=auriga, school=None, days=Days("Spring", D(first), D(last)), by=amara, now=NOW)
    assert refused.value.where == where
    assert list(Term.objects.all()) == [term]


def test_a_term_may_last_a_year_or_a_day_and_begin_after_the_last(auriga: Trust, amara: Person, term: Term) -> None:
    for days in (Days("One day", D("2026-12-19"), D("2026-12-19")), Days("Long", D("2027-01-01"), D("2028-01-01"))):
        add(what=Term, trust=auriga, school=None, days=days, by=amara, now=NOW)
    assert Term.objects.count() == 3


def test_a_school_may_have_its_own_at_the_same_time(auriga: Trust, amara: Person, term: Term, capella: School) -> None:
    own = Days("Own autumn", D("2026-09-07"), D("2026-12-16"))
    add(what=Term, trust=auriga, school=capella, days=own, by=amara, now=NOW)
    assert [one.name for one in calendar_for(capella.pk, auriga.pk).terms] == ["Own autumn"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-10-30", "2026-10-26", "before it begins"),
        ("2026-10-01", "2027-01-02", "longer than three months"),
        ("2026-10-26", "2026-10-30", "entered already, as Half-term"),
    ],
)
def test_what_cannot_be_a_closure(auriga: Trust, amara: Person, first: str, last: str, words: str) -> None:
    half = Days("Half-term", D("2026-10-26"), D("2026-10-30"))
    add(what=Closure, trust=auriga, school=None, days=half, by=amara, now=NOW)
    with pytest.raises(BadInput, match=words):
        add(what=Closure, trust=auriga, school=None, days=Days("Again", D(first), D(last)), by=amara, now=NOW)
    assert Closure.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\u202eb", "a\0b"])
def test_a_name_is_needed(auriga: Trust, amara: Person, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        add(what=Term, trust=auriga, school=None, days=Days(name, D("2027-01-04"), D("2027-03-25")), by=amara, now=NOW)
    assert refused.value.where == "name"


def test_a_change_keeps_what_was_and_why(term: Term, amara: Person) -> None:
    days = Days("Autumn term", D("2026-09-03"), D("2026-12-18"))
    change(entry=term, days=days, reason="The builders need a day.", by=amara, now=NOW)
    term.refresh_from_db()
    assert term.first_day == D("2026-09-03")
    entry = Entry.objects.get(kind="people.term.changed")
    assert '"first_day_before":"2026-09-02"' in entry.body
    assert "builders" not in entry.body
    assert Words.objects.get(ref=entry.ref).text == {"reason": "The builders need a day."}


def test_a_term_does_not_overlap_itself(term: Term, amara: Person) -> None:
    change(entry=term, days=Days("Michaelmas", term.first_day, term.last_day), reason="Tradition.", by=amara, now=NOW)
    assert Term.objects.get().name == "Michaelmas"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_change_needs_a_reason(term: Term, amara: Person, reason: str) -> None:
    for verb, more in ((change, {"days": AUTUMN}), (remove, {})):
        with pytest.raises(BadInput, match="Say why") as refused:
            verb(entry=term, reason=reason, by=amara, now=NOW, **more)
        assert refused.value.where == "reason"


def test_somebody_of_one_school_changes_nothing_of_another(
    auriga: Trust, amara: Person, capella: School, strathmore: School
) -> None:
    office = cast.person("Noor Haddad", auriga, "office", school=strathmore)
    theirs = add(what=Term, trust=auriga, school=capella, days=AUTUMN, by=amara, now=NOW)
    for verb, more in ((change, {"days": AUTUMN}), (remove, {})):
        with pytest.raises(NotAllowed, match="not of Capella House School"):
            verb(entry=theirs, reason="Because.", by=office, now=NOW, **more)
    assert Term.objects.get() == theirs


def test_what_is_removed_is_gone_once(term: Term, amara: Person) -> None:
    again = Term.objects.get(pk=term.pk)
    remove(entry=term, reason="Entered twice.", by=amara, now=NOW)
    assert not Term.objects.exists()
    assert Entry.objects.filter(kind="people.term.removed").count() == 1
    with pytest.raises(NotNow, match="Somebody removed “Autumn term”"):
        remove(entry=again, reason="Entered twice.", by=amara, now=NOW)
    with pytest.raises(NotNow, match="Somebody removed"):
        change(entry=again, days=AUTUMN, reason="Late.", by=amara, now=NOW)
    assert Entry.objects.filter(kind__startswith="people.term.").count() == 2


def _set(trust: Trust, by: Person, **said: object) -> None:
    given = {"day": D("2027-05-10"), "name": "A coronation", "kept": True, "reason": "Proclaimed.", **said}
    set_bank_holiday(trust=trust, by=by, now=NOW, **given)


def test_a_bank_holiday_is_added_taken_off_and_put_back(auriga: Trust, amara: Person) -> None:
    _set(auriga, amara)
    assert calendar_for(None, auriga.pk).bank_holidays[D("2027-05-10")] == "A coronation"
    _set(auriga, amara, kept=False, name="")
    assert D("2027-05-10") not in calendar_for(None, auriga.pk).bank_holidays
    _set(auriga, amara, day=D("2027-05-03"), kept=False, name="")
    _set(auriga, amara, day=D("2027-05-03"), kept=True, name="")
    assert calendar_for(None, auriga.pk).bank_holidays[D("2027-05-03")] == "Early May bank holiday"
    assert Entry.objects.filter(kind="people.bank_holiday.set").count() == 4


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": D("2027-05-03")}, "on the list already, as Early May bank holiday"),
        ({"day": D("2027-05-08")}, "Saturday or Sunday"),
        ({"kept": False}, "no bank holiday, so there is nothing to take off"),
        ({"name": " "}, "Type a name"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_what_cannot_be_said_of_a_bank_holiday(
    auriga: Trust, amara: Person, said: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        _set(auriga, amara, **said)
    assert not Entry.objects.filter(kind="people.bank_holiday.set").exists()


def test_bank_holidays_are_the_whole_trusts(auriga: Trust, capella: School) -> None:
    office = cast.person("Noor Haddad", auriga, "office", school=capella)
    with pytest.raises(NotAllowed, match="not of the whole Trust"):
        _set(auriga, office)
