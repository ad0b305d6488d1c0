"""What every page's shell needs: who is asking, which trust, whether the public is answered."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Looks up nothing until a template asks."""
    return {"person": getattr(request, "person", None), "public_register": settings.PUBLIC_REGISTER}
