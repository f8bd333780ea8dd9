"""Ranges and units of figures, as pydantic reads them; imported only where data is validated."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, TypeVar

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator

T = TypeVar("T")


def _checked(text: str, pattern: str, message: str) -> str:
    """The text, if it has this form and begins with a day that exists. Raises ValueError with the message."""
    try:
        if re.fullmatch(pattern, text, re.ASCII) and 1900 <= date.fromisoformat(f"{text}-01-01"[:10]).year <= 2150:
            return text
    except ValueError:
        pass
    raise ValueError(f"{text[:40]!r} is no date{message}")


def _day(text: str) -> str:
    return _checked(text, r"\d{4}-\d\d-\d\d", "; write it as 2027-01-31")


def _partial_date(text: str) -> str:
    return _checked(text, r"\d{4}(-\d\d(-\d\d)?)?", " (YYYY-MM-DD)")


def _window_day(text: str) -> str:
    if re.fullmatch(r"\d\d-\d\d", text, re.ASCII):
        _checked(f"2024-{text}", r"\d{4}-\d\d-\d\d", "; write it as 05-31")
        return text
    return _checked(text, r"\d{4}-\d\d-\d\d", "; write it as 05-31 (every year) or 2027-05-31")


Day = Annotated[str, AfterValidator(_day)]
"""YYYY-MM-DD."""
PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""YYYY, YYYY-MM or YYYY-MM-DD."""
WindowDay = Annotated[str, AfterValidator(_window_day)]
"""MM-DD, a day of every year, or YYYY-MM-DD."""
AtLeastOne = Annotated[T, MinLen(1)]
Level = Annotated[int, Ge(0), Le(5)]
"""Dreyfus level (see the glossary)."""
TaughtLevel = Annotated[int, Ge(1), Le(5)]
Rating = Annotated[int, Ge(1), Le(5)]
Usd = Annotated[float, Ge(0), Le(2_000_000)]
Hours = Annotated[float, Ge(0), Le(20_000)]
Months = Annotated[int, Ge(0), Le(600)]
Weeks = Annotated[int, Ge(1), Le(520)]
ExamMinutes = Annotated[int, Ge(1), Le(2000)]
Days = Annotated[int, Ge(0), Le(1000)]
Percent = Annotated[float, Ge(-100), Le(500)]
Count = Annotated[int, Ge(0)]
Amount = Annotated[float, Ge(0)]
ValidYears = Annotated[float, Ge(0.5), Le(20)]
Units = Annotated[float, Ge(0), Le(500)]
OnetInterest = Annotated[float, Ge(1), Le(7)]
Text = Annotated[str, MinLen(1)]
Years = Annotated[float, Ge(0), Le(70)]
Interest = Annotated[float, Ge(0), Le(40)]
Budget = Annotated[float, Ge(0), Le(1_000_000)]
HoursPerWeek = Annotated[float, Ge(0.5), Le(80)]
StateCode = Annotated[str, MinLen(2), MaxLen(2)]
Name = Annotated[str, MaxLen(200)]
