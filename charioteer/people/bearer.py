"""How a program says for whom it reads: `Authorization: Bearer chr_…`. It gets what they may read at this moment."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Schema
from ninja.security import HttpBearer

from charioteer.errors import NotSignedIn
from charioteer.people.actions.tokens import use_token
from charioteer.people.entrance import limits
from charioteer.people.models import ApiToken, Person

NEEDED = "This needs a token. Send it as “Authorization: Bearer chr_…”; make one at /account/tokens/."


class Refusal(Schema):
    """Why there is no answer (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="What is wrong, and how to mend it.")
    who_can: str | None = Field(None, description="The office that could, where there is one.")
    clause: str | None = Field(None, description="The clause of the policy behind it, where there is one.")


REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 422, 429), Refusal)
"""What every signed-in reading may answer instead."""


def problems() -> dict[str, Any]:
    """For the OpenAPI document: a refusal has a media type of its own."""
    told = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {"responses": {status: {"content": told} for status in REFUSALS}}


class Bearer(HttpBearer):
    """Lets a program in, and leaves the person it reads for on the request."""

    def __call__(self, request: HttpRequest) -> Any:
        """Read the header ourselves, so that what is missing is said."""
        scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise NotSignedIn(NEEDED)
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Person:
        """The person whose token it is; wrong tokens are counted by address, right ones by token."""
        try:
            found = use_token(secret=token, now=timezone.now())
        except NotSignedIn:
            limits.count(request, "unknown_token")
            raise
        limits.count(request, "token", str(found.pk))
        request.person, request.token = found.person, found  # type: ignore[attr-defined]
        return found.person


def token_of(request: HttpRequest) -> ApiToken:
    """The token a request came with; only behind `Bearer`."""
    token: ApiToken = request.token  # type: ignore[attr-defined]
    return token
