"""The dozen people somebody may be in the demonstration, each with one sentence on why."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import slugify

from charioteer.demo.names import address
from charioteer.demo.offices import HOLDERS, LYRA
from charioteer.people.models import Person, User


@dataclass(frozen=True)
class Persona:
    """One person to be.

    Args:
        name: theirs.
        office: what they are ("headteacher of Vega House School").
        why: what there is to see as them.
    """

    name: str
    office: str
    why: str

    @property
    def key(self) -> str:
        """Their part of the address."""
        return slugify(self.name)


PERSONAS: tuple[Persona, ...] = (
    Persona("Wren Okafor", "headteacher of Vega House School", "Answers for a school: its channels, people and board."),
    Persona("Idris Bello", "safeguarding lead of Vega House School", "Receives what must reach nobody else."),
    Persona("Maya Lindgren", "chief executive", "Answers for the whole Trust, and decides when it goes live."),
    Persona("Ruth Castellan", "chair of trustees", "Hears what concerns the chief executive, and reads the board."),
    Persona("Amara Lindqvist", "administrator", "Set this house up, and has doubts of the register to settle."),
    Persona("Rowan Ito", "deputy headteacher of Sulafat School", "Acts for the headteacher, who is away."),
    Persona("Osman Lyle", "deputy safeguarding lead of Sulafat School", "Stands in for a lead who named nobody."),
    Persona("Tove Amari", "head of Vega House Primary", "Leads one centre of a school, and sees that and no more."),
    Persona("Carys Holt", "communications lead", "Looks after the channels day by day."),
    Persona("Dylan Mbeki", "HR manager", "Keeps who works where, from when until when."),
    Persona("Otis Fenwick", "data protection officer", "Advises from outside the Trust, and never decides."),
    Persona("Priya Nair", "teacher at Vega House School", "A member of staff like most others."),
)


def found() -> list[Persona]:
    """Those who are there, in this order."""
    there = set(_users().values_list("person__name", flat=True))
    return [persona for persona in PERSONAS if persona.name in there]


def user_of(key: str) -> User | None:
    """How the persona of that key signs in; None for anybody who is not one of the dozen."""
    persona = next((one for one in PERSONAS if one.key == key), None)
    return _users().filter(email=address(persona.name)).first() if persona else None


def office_of(person: Person) -> str:
    """What somebody is, in words; "" for whoever the demonstration did not invent."""
    for persona in PERSONAS:
        if person.email == address(persona.name):
            return persona.office
    return next((one.title.lower() for one in HOLDERS if person.email == address(one.name)), "")


def _users() -> QuerySet[User]:
    return User.objects.filter(person__trust__slug=LYRA["slug"], is_active=True).select_related("person")
