"""Whether the same things fail as before, told without keeping which: a digest that no order changes.

It is three power sums of the ids. Sets that differ by up to three things on each side never have the same (Newton's
identities: count and three power sums determine three numbers); larger changes are missed once in about 10^18. It tells
a change, and protects against nobody. A database can work it out as it counts, which it could not with a hash.
"""

from collections.abc import Iterable

PRIME = 2_147_483_647  # the cube of an id is taken in two steps, so that neither leaves 63 bits


def digest(ids: Iterable[int]) -> str:
    """The digest of a set of ids; "" for none."""
    kept = [number % PRIME for number in ids]
    if not kept:
        return ""
    squares = [number * number % PRIME for number in kept]
    cubes = [square * number % PRIME for square, number in zip(squares, kept, strict=True)]
    return written(sum(kept), sum(squares), sum(cubes))


def written(first: int, second: int, third: int) -> str:
    """Three sums as one text, which is how a digest is kept."""
    return f"{first:x}.{second:x}.{third:x}"
