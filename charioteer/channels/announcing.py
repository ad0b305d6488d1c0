"""What the register announces to whoever follows: that a channel changed, that a register was taken in."""

from charioteer.channels.models import Channel
from charioteer.jobs import announce

CHANGED = "channels.channel.changed"
IMPORTED = "channels.register.imported"


def tell(channel: Channel) -> None:
    """Say that something about a channel changed, in the caller's transaction."""
    announce(CHANGED, trust_id=channel.trust_id, channel_id=channel.pk)


def tell_of_import(trust_id: int) -> None:
    """Say once that many channels may have changed, in the caller's transaction."""
    announce(IMPORTED, trust_id=trust_id)
