"""The site's own settings, with the bench's one address more."""

from charioteer.settings import *  # noqa: F403

ROOT_URLCONF = "peer_urls"
ALLOWED_HOSTS = ["*"]
