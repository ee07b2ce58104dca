"""Words in the user's language: gettext catalogues, with English as the text in the code."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("nl", "en")
DEFAULT: Final = "nl"
_LOCALE_DIR: Final = Path(__file__).parent / "locale"
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def _(message: str) -> str:
    """`message` (the English text) in the language in force."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """`singular` or `plural`, whichever fits `count`, in the language in force."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a constant for translation; it is translated with `_` when it is shown."""
    return message


def current_language() -> str:
    """The language in force: `nl` or `en`."""
    return _language.get()


def set_language(code: str) -> None:
    """Use `code` (one of LANGUAGES) from now on; anything else is ignored."""
    if code in LANGUAGES:
        _language.set(code)


@contextmanager
def language(code: str) -> Generator[None]:
    """Use another language for a while: a document in English from a Dutch program."""
    token = _language.set(code if code in LANGUAGES else _language.get())
    try:
        yield
    finally:
        _language.reset(token)


def preferred_language(configured: str = "") -> str:
    """The language to start in: the settings', else the locale's, else Dutch."""
    if configured in LANGUAGES:
        return configured
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value[:2] in LANGUAGES:
            return value[:2]
        if value:
            break
    return DEFAULT


def english_month_first() -> bool:
    """Whether the machine's locale writes 03/12 for 12 March (en-US only; CAPTURE.md, "Dates")."""
    names = (os.environ.get("LC_ALL"), os.environ.get("LC_TIME"), os.environ.get("LANG"), locale.getlocale()[0])
    first = next((name for name in names if name), "")
    return first.startswith("en_US")


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("kgw", _LOCALE_DIR, [code], fallback=True)
