"""The one way out: fetching an address that somebody else wrote, without being led astray.

Whatever reads from another server goes through here. An address may point into our own network, a name may mean one
machine when it is checked and another when it is asked, an answer may never end: all that is refused, with a sentence.
"""

from charioteer.outbound.fetching import Fetched, Fetcher, fetch
from charioteer.outbound.refusing import AddressRefused, NoAnswer, NotFetched, TooMuch, TooSlow

__all__ = ["AddressRefused", "Fetched", "Fetcher", "NoAnswer", "NotFetched", "TooMuch", "TooSlow", "fetch"]
