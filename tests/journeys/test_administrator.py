"""Somebody who looks after the register, from the invitation on: by keyboard, without script."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document

from tests.journeys.conftest import Window
from tests.journeys.eyes import Eyes
from tests.journeys.site import Site
from tests.journeys.steps import PASSWORD, arrive, fill, sign_in

pytestmark = pytest.mark.browser

HEAD = [
    "Platform",
    "Account/Page name",
    "Master administration role",
    "Approved users (posting)",
    "Date Opened / Closed",
]
ROWS = [
    ["Instagram", "@capella_garden", "Priya Nair (Teacher)", "Priya Nair", "Opened: 3/9/25"],
    ["You Tube", "https://www.youtube.com/@capellachoir", "Joel Sharma (Office)", "", "Opened: April 20"],
    ["Faceboook", "Capella Quiz @one @two", "", "", "31/02/20"],
]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A policy with the register's table in it, as Word writes it."""
    made = Document()
    made.add_heading("Social media policy")
    made.add_paragraph("The accounts of our schools are:")
    table = made.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    path = tmp_path / "policy.docx"
    made.save(str(path))
    return path


def test_comes_by_invitation_and_signs_in_again(site: Site, window: Window) -> None:
    eyes = window()
    secret = arrive(eyes, site, "Miriam Osei", "miriam.osei@auriga.example")
    assert eyes.fits_everybody() == []
    eyes.tab_to("I have kept them: go on")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/mine/")
    leave(eyes)
    again = window()
    sign_in(again, "miriam.osei@auriga.example", secret)
    again.page.wait_for_url("**/mine/")
    again.says("Miriam Osei")


def test_a_link_works_once(site: Site, window: Window) -> None:
    link = site.charioteer("invite", "grace.adebayo@auriga.example")["link"].removeprefix(site.address)
    first = window()
    first.go(link)
    fill(first, "Your name", "Grace Adebayo")
    for _ in range(2):
        first.press("Tab")
        first.page.keyboard.type(PASSWORD)
    first.press("Enter")
    first.says("Set up your second factor")
    second = window()
    assert second.go(link).status == 404
    assert second.fits_everybody() == []


def test_takes_a_register_in_from_the_policy(document: Path, window: Window, signed_in: str) -> None:
    eyes = window(state=signed_in)
    eyes.go("/register/import/")
    eyes.page.get_by_label("Choose a file").set_input_files(document)
    eyes.tab_to("Read the file")
    eyes.press("Enter")
    eyes.page.wait_for_url("**/register/import/*/")
    eyes.says("Nothing is written yet")
    eyes.says("3 rows read")
    for cell in ("Opened: April 20", "31/02/20", "Faceboook"):
        eyes.says(cell)
    assert eyes.fits_everybody() == []
    missing = window()
    missing.go("/check/?q=instagram.com/capella_garden")
    missing.says("not registered")
    eyes.page.get_by_role("button", name="Take in").first.focus()
    eyes.press("Enter")
    eyes.says("Taken in: 2 new channels")
    assert eyes.fits_everybody() == []
    missing.go("/check/?q=instagram.com/capella_garden")
    missing.says("the Trust lists this account")


def test_changes_a_channel_with_a_reason(window: Window, signed_in: str) -> None:
    eyes = window(state=signed_in)
    open_channel(eyes, "Clarendon Cycle Scheme")
    eyes.tab_to("Change what the list says")
    eyes.press("Enter")
    fill(eyes, "Purpose", "Rides to school on Fridays.")
    eyes.tab_to("Save the change")
    eyes.press("Enter")
    eyes.says("One thing before we go on")
    assert eyes.page.title().startswith("Error: ")
    assert eyes.fits_everybody() == []
    fill(eyes, "Why you change it", "Asked the school office.")
    eyes.tab_to("Save the change")
    eyes.press("Enter")
    eyes.says("Rides to school on Fridays.")
    eyes.says("Why: Asked the school office.")
    eyes.says("by Amara Lindqvist")
    assert eyes.fits_everybody() == []


def test_two_people_change_one_channel(window: Window, signed_in: str) -> None:
    first, second = window(state=signed_in), window(state=signed_in)
    for eyes in (first, second):
        open_channel(eyes, "friendsof_strat")
        eyes.page.get_by_role("link", name="Change what the list says").click()
    for eyes, words in ((first, "Events of the friends."), (second, "Fairs and fêtes.")):
        fill(eyes, "Purpose", words)
        fill(eyes, "Why you change it", "Read their page.")
        eyes.tab_to("Save the change")
        eyes.press("Enter")
    first.says("Events of the friends.")
    second.says("changed this channel first")
    second.says("Events of the friends.")
    second.says("Fairs and fêtes.")
    assert second.documents[-1].status == 409
    assert second.fits_everybody() == []


def test_takes_the_register_along(window: Window, signed_in: str) -> None:
    eyes = window(state=signed_in)
    eyes.go("/register/")
    with eyes.page.expect_download() as taken:
        eyes.page.get_by_role("link", name="CSV").first.click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) > 9
    assert any("Clarendon Cycle Scheme" in cell for row in rows for cell in row)


def test_signs_out(site: Site, window: Window) -> None:
    eyes = window()
    arrive(eyes, site, "Priya Nair", "priya.nair@auriga.example")
    leave(eyes)
    eyes.go("/register/")
    assert "/sign-in/" in eyes.page.url


def open_channel(eyes: Eyes, name: str) -> None:
    """Find a channel in the register and open it."""
    eyes.go(f"/register/?q={name}")
    eyes.page.get_by_role("link", name=name).first.click()
    eyes.page.wait_for_url("**/register/*/")


def leave(eyes: Eyes) -> None:
    """Sign out, and say so."""
    eyes.go("/sign-out/")
    eyes.page.get_by_role("main").get_by_role("button", name="Sign out").focus()
    eyes.press("Enter")
    eyes.page.wait_for_url("**/")
    eyes.says("Staff sign in")
