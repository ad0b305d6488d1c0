"""Why something was not fetched, in plain sentences."""


class NotFetched(Exception):
    """Nothing was fetched.

    Args:
        reason: one or two plain sentences, fit for whoever typed the address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AddressRefused(NotFetched):
    """We do not ask this address, whoever wants it."""


class NoAnswer(NotFetched):
    """The name is not known, nobody answered, or the answer could not be understood. Asking later may help."""


class TooMuch(NotFetched):
    """The answer was larger than we take."""


class TooSlow(NotFetched):
    """The answer took longer than we wait."""
