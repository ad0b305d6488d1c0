"""What is typed to accept an invitation."""

from typing import Any

from django import forms


class Acceptance(forms.Form):
    """A name and a password, typed twice. What they must be like, the action decides."""

    name = forms.CharField(max_length=200, error_messages={"required": "Type your name."})
    password = forms.CharField(
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={
            "required": "Choose a password.",
            "max_length": "Choose a password of fewer than 4,096 letters.",
        },
    )
    again = forms.CharField(
        strip=False, widget=forms.PasswordInput, error_messages={"required": "Type the password a second time."}
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same, letter for letter."""
        given = super().clean() or {}
        if {"password", "again"} <= given.keys() and given["password"] != given["again"]:
            self.add_error("again", "The two passwords differ. Type both again.")
        return given
