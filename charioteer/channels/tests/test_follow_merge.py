"""A channel names whoever two entries of people became."""

from charioteer.channels.actions.following import follow_merge
from charioteer.channels.models import Channel, Slot
from charioteer.jobs.declared import FOLLOWERS
from charioteer.people.actions import merge
from charioteer.people.models import Person
from charioteer.people.tests.cast import NOW


def test_what_one_entry_held_is_held_by_the_one_that_stays(capella: Channel, amara: Person, priya: Person) -> None:
    twin = Person.objects.create(trust=priya.trust, name="P. Nair")
    row = {"channel": capella, "kind": "poster", "as_written": "P. Nair"}
    slot = Slot.objects.create(person=twin, position=7, **row)
    other = Slot.objects.create(person=amara, position=8, **row)
    merge(kept=priya, gone=twin, by=None, now=NOW)
    assert follow_merge(person_id=priya.pk, now=NOW) == 1
    assert follow_merge(person_id=priya.pk, now=NOW) == 0
    slot.refresh_from_db()
    other.refresh_from_db()
    assert (slot.person, slot.as_written, other.person) == (priya, "P. Nair", amara)


def test_it_is_told_of_every_merge() -> None:
    assert "channels.name_whoever_was_merged" in FOLLOWERS["people.person.merged"]
