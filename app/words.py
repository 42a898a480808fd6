"""What Parlor says, in the language of the person: sentences, numbers of things, days. Knows no window and no settings.

The words in the source are English; the catalogues in ``assets/locale`` have the other languages. Tk thread, but for
``_`` and what is like it: they only read, and any thread may call them.

1. Every text that people are shown goes through ``_``, at the moment when it is shown or put into a model:
   a text in a table is marked with ``N_`` and translated where it leaves the table.
2. What varies is named: ``_("Welcome to {room}").format(room=name)``, never an f-string, so that another language
   can put it elsewhere. What depends on a number is said with ``ngettext``.
3. ``make words`` gathers the texts and compiles the catalogues.
"""

import gettext
from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

import assets
from server.protocol.sentences import Sentence

DOMAIN = "parlor"
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "zh_CN": "简体中文"}
"""Every language that Parlor speaks, by its name among catalogues, as those who speak it call it."""
_USUAL_PLACES = {"en": "en_GB"}
"""Where a language is taken to be spoken when the system does not say; a day has 24 hours there."""


class _Spoken:
    """The language in force: the one thing here that changes."""

    language = "en"
    place = "en_GB"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str, system: str = "") -> None:
    """Speak one of ``LANGUAGES`` from now on; "" is the system's, or English where that one is none of them.

    ``system`` is the locale of this computer (``de_AT``): it also decides how days and hours are written, as far as its
    language is spoken.
    """
    chosen = language if language in LANGUAGES else _nearest(system)
    _Spoken.catalogue = gettext.translation(DOMAIN, assets.path("locale"), [chosen], fallback=chosen == "en")
    _Spoken.language = chosen
    same = bool(system) and _nearest(system, "") == chosen
    _Spoken.place = system if same and "_" in system else _USUAL_PLACES.get(chosen, chosen)
    _locale.cache_clear()


def language() -> str:
    """The one of ``LANGUAGES`` that is spoken."""
    return _Spoken.language


def _(text: str) -> str:
    """This text in the language that is spoken."""
    return _Spoken.catalogue.gettext(text) if text else ""  # to gettext, "" is a catalogue's own description


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a text that goes with this number of things. Languages have from one form to six."""
    return _Spoken.catalogue.ngettext(one, many, number)


def N_(text: str) -> str:  # noqa: N802 - what gettext's tools look for
    """Mark a text for the catalogues that is translated later, by ``_``."""
    return text


def told(sentence: str) -> str:
    """What the words of the protocol have to say (``server.protocol``), which knows English alone."""
    if isinstance(sentence, Sentence):
        return _(sentence.template).format(**sentence.values)
    return _(sentence)


def counted(number: int) -> str:
    """A number as it is written here: ``12,345``."""
    from babel.numbers import format_decimal  # here and below: slow to load, and seldom needed

    return format_decimal(number, locale=locale())


def size_in_words(size: int) -> str:
    """How large a file is: ``2.4 MB``."""
    from babel.numbers import format_decimal

    number, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if number < 999.5:
            break
        number, unit = number / 1000, larger
    digits = "0.#" if unit != "B" and number < 10 else "0"
    return f"{format_decimal(number, digits, locale=locale())} {unit}"


def listed(names: Sequence[str]) -> str:
    """These names in a row: ``Ada, Grace and Lin``."""
    from babel.lists import format_list

    return format_list(names, locale=locale())


def locale() -> Locale:
    """How days, hours and numbers are written here."""
    return _locale(_Spoken.place)


@cache
def _locale(place: str) -> Locale:
    try:
        return Locale.parse(place)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_USUAL_PLACES.get(_Spoken.language, _Spoken.language))


def _nearest(system: str, otherwise: str = "en") -> str:
    """Which of ``LANGUAGES`` somebody with this locale would like best."""
    if system in LANGUAGES:
        return system
    spoken = system.partition("_")[0]
    return next((known for known in LANGUAGES if known.partition("_")[0] == spoken), otherwise)
