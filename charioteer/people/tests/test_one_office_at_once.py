"""An office of one, and three doors to it pressed in the same moment: whoever is second finds it filled."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from charioteer.errors import NotNow
from charioteer.people.actions import accept, give_role, invite
from charioteer.people.models import RoleHolding
from charioteer.people.set_up.actions import fill
from charioteer.people.slots import one_slot
from tests.cast import NOW, PASSWORD, assemble
from tests.committed import Committed


def test_three_givers_and_one_holder(committed: Committed) -> None:
    cast = assemble()
    lyra, amara, joel, noor = cast.lyra, cast["amara"], cast["joel"], cast["noor"]
    token = invite(email="otis@lyra.example", role="dpo", trust=lyra, by=amara, now=NOW)
    slot = one_slot(lyra, "dpo")
    assert slot is not None
    given = {"school": None, "from_date": NOW.date(), "by": amara, "now": NOW}
    doors: list[Callable[[], object]] = [
        lambda: give_role(person=joel, role="dpo", **given),
        lambda: fill(slot=slot, person=noor, by=amara, now=NOW),
        lambda: accept(token=token, name="Otis Fenwick", password=PASSWORD, now=NOW),
    ]
    started, refused = Barrier(len(doors)), []

    def press(door: Callable[[], object]) -> None:
        started.wait(10)
        try:
            door()
        except NotNow as late:
            refused.append(late)
        connection.close()

    threads = [Thread(target=press, args=(door,)) for door in doors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RoleHolding.objects.filter(role="dpo", person__trust=lyra).count() == 1
    assert len(refused) == len(doors) - 1
