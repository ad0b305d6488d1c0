"""Choosing a file, and saying which of its columns is what."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from charioteer.errors import BadInput
from charioteer.intake.importers import Column
from charioteer.intake.readers import limits

_KINDS = "A spreadsheet (.xlsx or .csv), or a Word, PDF or text document with a table in it"
_PREFIX = "column_"


class UploadForm(forms.Form):
    """One file. It is looked at first; nothing is written until somebody confirms."""

    file = forms.FileField(
        label="Choose a file",
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty. Choose it again, or save it again where it was made.",
            "invalid": "No file arrived. Choose it again.",
            "missing": "No file arrived. Choose it again.",
            "max_length": "The file's name is longer than 255 letters. Give it a shorter one.",
        },
        max_length=255,
        widget=forms.FileInput(attrs={"class": "govuk-file-upload"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        megabytes = settings.UPLOAD_LIMIT // limits.MEGABYTE
        self.fields["file"].help_text = f"{_KINDS}; up to {megabytes} MB. No passwords and no macros."

    def clean_file(self) -> Any:
        """Refuse by size before a byte is read."""
        file = self.cleaned_data["file"]
        try:
            limits.check_size(file.size, settings.UPLOAD_LIMIT)
        except BadInput as refusal:
            raise ValidationError(refusal.reason) from None
        return file

    def received(self) -> tuple[str, bytes]:
        """The file's name and its bytes, once the form is valid."""
        file = self.cleaned_data["file"]
        return file.name, file.read()


class MappingForm(forms.Form):
    """For each thing an importer takes, which column of the file it is.

    Args:
        columns: the importer's.
        header: the file's.
        chosen: what was matched so far.
    """

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Column],
        header: Sequence[str],
        chosen: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._columns = tuple(columns)
        heads = [(str(at), _head(header, at)) for at in range(len(header))]
        for column in self._columns:
            at = (chosen or {}).get(column.key)
            self.fields[f"{_PREFIX}{column.key}"] = forms.ChoiceField(
                label=column.name,
                help_text=column.hint,
                required=column.required,
                choices=[("", "Choose a column" if column.required else "Not in this file"), *heads],
                initial="" if at is None else str(at),
                error_messages={
                    "required": f"Say which column is “{column.name}”.",
                    "invalid_choice": f"Choose one of this file's columns for “{column.name}”.",
                },
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    def clean(self) -> dict[str, Any]:
        """One column of the file cannot be two things."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for column in self._columns:
            name = f"{_PREFIX}{column.key}"
            at = cleaned.get(name)
            if at and at in taken:
                self.add_error(name, f"This column was already chosen for “{taken[at]}”. Choose another one.")
            elif at:
                taken[at] = column.name
        return cleaned

    def mapping(self) -> dict[str, int]:
        """Column key to the place of the file's column, once the form is valid."""
        found = ((column.key, self.cleaned_data.get(f"{_PREFIX}{column.key}")) for column in self._columns)
        return {key: int(at) for key, at in found if at}


def _head(header: Sequence[str], at: int) -> str:
    words = " ".join(header[at].split())
    if not words:
        return f"Column {at + 1}, which has no name"
    twice = sum(" ".join(other.split()) == words for other in header) > 1
    return f"{words} (column {at + 1})" if twice else words
