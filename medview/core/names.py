"""Person names, dates, times and ages as DICOM stores them (PS3.5 6.2), and as people read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from medview.core.text import tr

_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9d]")
_DATE = re.compile(r"(\d{4})(?:[.-]?(\d{2})(?:[.-]?(\d{2}))?)?")
_TIME = re.compile(r"(\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.\d{1,6})?)?)?")
_MOMENT = re.compile(r"(\d{4}(?:\d{2}){0,2})((?:\d{2}){0,3})(?:\.\d{1,6})?([+-]\d{4})?")
_AGE = re.compile(r"(\d{1,3})([DWMY])")


@dataclass(frozen=True)
class NameGroup:
    """One way to write a name: in letters, in ideographs, or as it sounds.

    Args:
        family: Family name complex.
        given: Given name complex.
        middle: Middle name.
        prefix: Such as ``Rev.``
        suffix: Such as ``B.A.``
    """

    family: str = ""
    given: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def text(self) -> str:
        """The group for people: ``Adams, Rev. John, B.A.``; in East Asian scripts the name is one word."""
        if _EAST_ASIAN.search(self.family + self.given):
            word = f"{self.family}{self.given}{self.middle}"
            return " ".join(part for part in (self.prefix, word, self.suffix) if part)
        rest = " ".join(part for part in (self.prefix, self.given, self.middle) if part)
        return ", ".join(part for part in (self.family, rest, self.suffix) if part)


@dataclass(frozen=True)
class PersonName:
    """A person's name (value representation PN).

    Args:
        alphabetic: In letters, or in whatever script the first group has.
        ideographic: In ideographs.
        phonetic: As it sounds.
    """

    alphabetic: NameGroup = NameGroup()
    ideographic: NameGroup = NameGroup()
    phonetic: NameGroup = NameGroup()

    @property
    def text(self) -> str:
        """The name for people: ``Yamada, Tarou (山田太郎)``; how it sounds only where nothing else is known."""
        first, second = self.alphabetic.text, self.ideographic.text
        if not first:
            return second or self.phonetic.text
        return f"{first} ({second})" if second and second != first else first


def person_name(stored: str) -> PersonName:
    """Take a name apart: groups divided by ``=``, components by ``^``."""
    groups = [_group(part) for part in stored.split("=")[:3]]
    return PersonName(*groups)


def _group(stored: str) -> NameGroup:
    return NameGroup(*(" ".join(part.split()) for part in stored.split("^")[:5]))


def person_text(stored: str) -> str:
    """A stored name for people; empty where there is none."""
    return person_name(stored).text


def date_text(stored: str) -> str:
    """A date (``YYYYMMDD``, or its beginning) as ISO 8601; what cannot be one stays as it is."""
    found = _DATE.fullmatch(stored.strip())
    if not found:
        return stored
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return stored
    return "-".join(part for part in found.groups() if part)


def time_text(stored: str) -> str:
    """A time (``HHMMSS.FFFFFF``, or its beginning) to the second; what cannot be one stays as it is."""
    found = _TIME.fullmatch(stored.strip())
    if not found:
        return stored
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 23 or minute > 59 or second > 60:
        return stored
    return ":".join(part or "00" for part in found.groups()[: 3 if found[3] else 2])


def moment_text(stored: str) -> str:
    """A date and time (``YYYYMMDDHHMMSS.FFFFFF&ZZXX``, or its beginning); what cannot be one stays as it is."""
    found = _MOMENT.fullmatch(stored.strip())
    if not found:
        return stored
    day, clock, zone = found.groups()
    parts = (date_text(day), time_text(clock) if clock else "", f"{zone[:3]}:{zone[3:]}" if zone else "")
    if (parts[0] == day and len(day) > 4) or (clock and parts[1] == clock):
        return stored
    return " ".join(part for part in parts if part)


def age_text(stored: str) -> str:
    """An age (``042Y``) as ``42 y``; what cannot be one stays as it is."""
    found = _AGE.fullmatch(stored.strip())
    if not found:
        return stored
    unit = {"D": tr("d"), "W": tr("wk"), "M": tr("mo"), "Y": tr("y")}[found[2]]
    return f"{int(found[1])} {unit}"


def age_between(born: str, day: str) -> str:
    """How old somebody born on one date was on another (both ``YYYYMMDD``): years, below two of them months, below two
    months days; empty where a date is missing or cannot be.
    """
    first, last = _whole_date(born), _whole_date(day)
    if first is None or last is None or last < first:
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months >= _MONTHS_TOLD:
        return f"{months // 12} {tr('y')}"
    return f"{months} {tr('mo')}" if months >= _DAYS_TOLD else f"{(last - first).days} {tr('d')}"


_MONTHS_TOLD, _DAYS_TOLD = 24, 2
"""From this many months on ages are told in years, and in months."""


def _whole_date(stored: str) -> date | None:
    found = _DATE.fullmatch(stored.strip())
    if not found or not found[3]:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
