"""The sentences for an address that leads to no account we can name."""

WORDS = {
    "front": "That is the front page of {name}. It names no account.",
    "page": "That is a page of {name} itself, not an account. Open the account and copy its address.",
    "post": "That is a post, not an account. Open the account that posted it and copy its address.",
    "video": "That is a video, not an account. Open the account it belongs to and copy its address.",
    "search": "That is a search on {name}, not an account. Open the account and copy its address.",
    "event": "That is an event, not an account. Open the account that holds it and copy its address.",
    "sign_in": "That is a sign-in or settings page of {name}, not an account. Open the account and copy its address.",
    "message": "That is a private conversation on {name}, not an account. Open the account and copy its address.",
    "share": "That is a shared link. It does not show which account it leads to. Open it if you trust who sent it, "
    "then copy the address of the account.",
    "short": "That is a short link, which hides where it leads, and we do not follow links. Open it if you trust who "
    "sent it, then copy the full address.",
    "onward": "That is a link that leads on to somewhere else, and we do not follow links. Copy the address of the "
    "account itself.",
    "phone": "That is a telephone number on {name}, not an account that can be listed.",
    "invitation": "That is an invitation to a private group on {name}. Whoever has it can join, so it is a secret: "
    "do not publish it. It does not show whose group it is.",
    "code": "That is a post, page or file on {name}, not an account. Open the account and copy its address.",
}
"""By the category that the catalogue gives a reserved path or host; `{name}` is the platform's short name."""

SECRET = frozenset({"invitation"})


def why(category: str, name: str) -> str:
    """The sentence for one category of address on the platform called `name`."""
    return WORDS[category].format(name=name)
