"""How long to wait before something is tried again: twice as long each time, up to an hour, and never in step."""

import random
from datetime import timedelta

FIRST = timedelta(seconds=10)
LONGEST = timedelta(hours=1)
LONGEST_OF_SCHEDULE = timedelta(minutes=15)


def before_try(tries: int, chance: random.Random) -> timedelta:
    """How long a job waits after it has failed so often.

    Args:
        tries: how often it was tried, at least once.
        chance: spreads the waits over a half to the whole of their length, so that what failed together is not tried
            together.
    """
    spread = 0.5 + chance.random() / 2
    return _grown(tries, LONGEST) * spread


def before_turn(failures: int, every: timedelta, tries: int) -> timedelta:
    """How long a scheduled job waits after it has failed so often in a row.

    One that comes seldom is tried again sooner, until its tries are used up; one that comes often slows down, to sixty
    times its interval at most (a job of each second still comes every minute).
    """
    if failures >= tries and every > LONGEST_OF_SCHEDULE:
        return every
    return min(max(_grown(failures, LONGEST_OF_SCHEDULE), min(every, FIRST)), longest_turn(every))


def longest_turn(every: timedelta) -> timedelta:
    """The longest that the next turn of a failing job can be away."""
    return max(every, min(LONGEST_OF_SCHEDULE, 60 * every))


def _grown(times: int, longest: timedelta) -> timedelta:
    doubled: int = 2 ** min(times - 1, 20)
    return min(longest, FIRST * doubled)
