"""Every right is asked: by the module the table names, and by no other app."""

import ast
from collections import defaultdict

from charioteer.people.roles import Right
from tests.architecture.source import modules, tree

# Where the rule stands that asks each right. Other modules of the same app may ask it too (a button, a list).
ASKED_IN = {
    Right.READ_REGISTER: "charioteer/channels/views/scoped.py",
    Right.EDIT_REGISTER: "charioteer/channels/rules.py",
    Right.IMPORT_REGISTER: "charioteer/channels/rules.py",
    Right.EXPORT_REGISTER: "charioteer/channels/rules.py",
    Right.SET_PLATFORMS: "charioteer/channels/rules.py",
    Right.LOAD_POLICY: "charioteer/policy/rules.py",
    Right.INVITE: "charioteer/people/rules/inviting.py",
    Right.READ_PEOPLE: "charioteer/people/models/persons.py",
    Right.EDIT_PEOPLE: "charioteer/people/rules/staffing.py",
    Right.IMPORT_PEOPLE: "charioteer/people/rules/staffing.py",
    Right.EXPORT_PEOPLE: "charioteer/people/rules/staffing.py",
    Right.GIVE_ROLES: "charioteer/people/rules/appointing.py",
    Right.READ_TRAIL: "charioteer/people/trail.py",
    Right.HELP_BACK_IN: "charioteer/people/rules/entering.py",
    Right.EDIT_CALENDAR: "charioteer/people/year/rules.py",
    Right.SET_UP: "charioteer/people/set_up/rules.py",
    Right.DECIDE_MODE: "charioteer/people/mode/rules.py",
    Right.READ_BOARD: "charioteer/assurance/places.py",
    Right.ASK_BOARD: "charioteer/assurance/rules.py",
    Right.EXPORT_TRAIL: "charioteer/assurance/rules.py",
    Right.SEE_WORK: "charioteer/web/work.py",
}
# These give rights and name them; they do not ask.
GIVING = {"charioteer/people/roles.py", "charioteer/people/access.py"}


def _asked() -> dict[Right, set[str]]:
    found: dict[Right, set[str]] = defaultdict(set)
    for name, path in modules():
        for node in ast.walk(tree(path)) if name not in GIVING else ():
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Right":
                found[Right[node.attr]].add(name)
    return found


def test_every_right_is_asked_somewhere() -> None:
    assert set(ASKED_IN) == set(Right)
    assert set(_asked()) == set(ASKED_IN), "a right is asked that the table has not, or is asked nowhere"


# Rooms above that ask the same right again, of what they show.
ALSO = {Right.READ_REGISTER: {"people"}, Right.READ_TRAIL: {"assurance"}, Right.SEE_WORK: {"people"}}


def test_each_right_has_one_rule_and_one_app() -> None:
    for right, places in _asked().items():
        assert ASKED_IN[right] in places, f"{right} is not asked by {ASKED_IN[right]}"
        apps = {place.split("/")[1] for place in places} - ALSO.get(right, set())
        assert apps == {ASKED_IN[right].split("/")[1]}, f"{right} is asked by {sorted(apps)}"
