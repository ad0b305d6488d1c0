"""`charioteer doctor` (and Django's own checks) say when the log could be changed."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from charioteer.audit import triggers


@register("database")
def triggers_installed(**_: Any) -> list[CheckMessage]:
    """A warning for each append-only trigger that is not there.

    A warning and not an error, because an error would stop the very command that mends it.
    """
    return [
        Warning(f"The trigger {name} is missing.", hint="Run `charioteer migrate`.", id="audit.W001")
        for name in triggers.missing()
    ]
