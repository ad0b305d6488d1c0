"""Somebody who looks after the register, from the invitation on: by keyboard, without script."""

import pytest

from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.steps import arrive

pytestmark = pytest.mark.browser


def test_joins_by_invitation(site: Site, window: Window) -> None:
    eyes = window()
    arrive(eyes, site, "Miriam Osei", "miriam.osei@auriga.example")
    eyes.tab_to("I have kept them: go on")
