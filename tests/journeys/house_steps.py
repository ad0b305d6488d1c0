"""Setting up a trust by keyboard, step by step, as often as a journey needs it."""

from tests.journeys.eyes import Eyes
from tests.journeys.steps import fill

# Who holds what, in the order in which the pages ask: two people of each name would be refused.
NEW = (
    "Grace Adebayo",
    "Noor Haddad",
    "Daniel Reyes",
    "Beth Okafor",
    "Samira Khan",
    "Owen Price",
    "Lucy Brandt",
    "Amit Desai",
    "Carys Morgan",
    "Femi Balogun",
    "Hana Novak",
    "Ruth Ellery",
    "Karim Aziz",
    "Petra Lind",
    "Ada Whitfield",
)
MOST = 80


def begin(eyes: Eyes) -> None:
    """Open the set-up, and go on to the first step that is not done."""
    eyes.go("/set-up/")
    eyes.tab_to("Go on: Offices")
    eyes.press("Enter")
    eyes.says("Who holds which office")


def name_somebody(eyes: Eyes, name: str, domain: str) -> None:
    """On the page of an office: type somebody new who is not invited yet, and save."""
    fill(eyes, "Their name", name)
    eyes.press("Tab")
    eyes.page.keyboard.type(f"{name.lower().replace(' ', '.')}@{domain}")
    eyes.press("Tab", "ArrowDown")  # “Show me the link” is chosen already; the next one is “Not yet”
    eyes.press("Enter")


def choose(eyes: Eyes, name: str) -> None:
    """On the page of an office: choose somebody who is known, by typing the beginning of the name, and save."""
    eyes.tab_onto(eyes.page.get_by_label("Somebody we know"), "Somebody we know")
    eyes.page.keyboard.type(name)
    eyes.tab_to("Save and go on")
    eyes.press("Enter")


def there_is_none(eyes: Eyes, instead: str) -> None:
    """On the page of an office: say that there is none, and who does it instead."""
    fill(eyes, "Who does it instead", instead)
    eyes.press("Enter")


def fill_step(eyes: Eyes, path: str, people: list[str]) -> int:
    """Fill every office of one step: open the first gap, and let saving lead on from one to the next.

    Args:
        eyes: on any page.
        path: the page of the step.
        people: who is known, chosen turn by turn.
    Returns:
        How many times somebody was chosen.
    """
    eyes.go(path)
    eyes.tab_to("Fill ")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/set-up/office/**")
    for number in range(MOST):
        here = eyes.page.url
        choose(eyes, people[number % len(people)])
        eyes.says(people[number % len(people)])  # in the message of what was done
        if "/set-up/office/" not in eyes.page.url:
            return number + 1
        assert eyes.page.locator(".govuk-error-summary").count() == 0, f"{here}: {eyes.page.inner_text('main')}"
    raise AssertionError(f"{path} asks for more than {MOST} people")
