"""Finding the channel an address means, within what a person may see."""

from django.http import Http404, HttpRequest

from charioteer.channels.models import Channel
from charioteer.channels.queries import register
from charioteer.people import access
from charioteer.people.models import Person
from charioteer.people.roles import Right


def channel_for(request: HttpRequest, ref: str) -> tuple[Person, Channel]:
    """The person who asks and the channel they mean.

    Raises:
        Http404: there is none, or it is another trust's: the same answer for both.
        NotAllowed: the person may not read the register.
    """
    person = access.who(request)
    channel = register(person).filter(ref=ref).first() if person else None
    if person is None or channel is None:
        raise Http404
    access.require(request, Right.READ_REGISTER)
    return person, channel
