"""What server keys are for: each purpose has a key of its own, and no key serves two."""

PURPOSES: dict[str, str] = {
    "django": "Signs what Django signs: sessions, forms, links for a new password.",
    "sign-in seeds": "Seals second factors and recovery codes in the database.",
    "sessions": "Seals what a session holds.",
    "quarantine": "Seals the bytes of files in quarantine.",
    "log heads": "Signs the heads of the log (Ed25519).",
}


def check(purpose: str) -> None:
    """See to it that a purpose is declared here.

    Raises:
        ValueError: it is not; declare it, with what it is for.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"No key is for “{purpose}”. Declare it in charioteer/keyring/purposes.py.")
