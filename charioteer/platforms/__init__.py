"""Plain Python: from anything a person types to one identity on one platform."""

from charioteer.platforms.catalogue import Catalogue
from charioteer.platforms.identity import Doubt, Identity, Reading
from charioteer.platforms.parser import parse
from charioteer.platforms.platform import Platform

__all__ = ["Catalogue", "Doubt", "Identity", "Platform", "Reading", "parse"]
