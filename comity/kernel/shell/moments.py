"""Moments and places in the words of the reader's language, by the locale data of Babel."""

from datetime import date, datetime
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_skeleton, get_timezone_location
from django.utils import timezone
from django.utils.translation import get_language


@lru_cache(maxsize=16)
def locale_of(language: str) -> Locale:
    """Return the locale of a language code; English is British, as the organisation writes it."""
    named = {"en": "en_GB", "zh-hans": "zh_Hans"}.get(language, language.replace("-", "_"))
    return Locale.parse(named)


def day_words(day: date, year: bool = True) -> str:
    """Write a day: 25 Nov 2026."""
    return format_skeleton("yMMMd" if year else "MMMd", day, locale=locale_of(get_language() or "en"))


def moment_words(moment: datetime) -> str:
    """Write a moment in the reader's zone: 25 Nov 2026, 09:12."""
    here = timezone.localtime(moment) if moment.tzinfo else moment
    return f"{day_words(here.date())}, {here:%H:%M}"


@lru_cache(maxsize=500)
def _place(zone: str, language: str) -> str:
    return get_timezone_location(zone, locale=locale_of(language), return_city=True)


def place_words(zone: str) -> str:
    """Name the city of a time zone: Nairobi."""
    return zone if zone == "UTC" else _place(zone, get_language() or "en")
