"""What can go wrong in words: the few exceptions that the command line and the app turn into a sentence for people."""

from __future__ import annotations


class KgwError(Exception):
    """Anything that a user is told. `str(error)` is one sentence in the language in force: what, and what to do."""


class Refused(KgwError):
    """Asked for something that can't be done as it stands; nothing has been changed."""


class NotFound(Refused):
    """No record answers to what was asked for."""


class StoreError(KgwError):
    """Something is the matter with the place where the records are kept."""


class StoreUnavailable(StoreError):
    """The store can't be written or read just now (disk full, read-only, locked too long); trying again may help.

    `reason` says why in a few words without a capital ("the disk is full"), where there is room for no more; "" when
    only the sentence tells.
    """

    def __init__(self, sentence: str, reason: str = "") -> None:
        """What is said of it: the sentence, and in short."""
        super().__init__(sentence)
        self.reason = reason


class StoreDamaged(StoreError):
    """A file of the store isn't what was written; nothing has been changed."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of kgw; it is left untouched."""
