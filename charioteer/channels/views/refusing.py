"""A refusal laid on the form it is about, so that what was typed stays."""

from typing import TypeVar

from django.forms import BaseForm

from charioteer.errors import BadInput, Refused

F = TypeVar("F", bound=BaseForm)


def put_on(form: F, refusal: Refused) -> F:
    """The form, with the refusal at the field it is about, or at the top."""
    where = refusal.where if isinstance(refusal, BadInput) else ""
    form.add_error(where if where in form.fields else None, refusal.reason)
    return form
