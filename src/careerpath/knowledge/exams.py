"""The days of exams: which version of a certification can be sat when."""

from __future__ import annotations

from datetime import date, timedelta

from careerpath.knowledge.models import Certification, Exam, Window

DAY = len("YYYY-MM-DD")
MONTH = len("YYYY-MM")
A_LEAP_YEAR = 2024
"""Any year in which the 29th of February stays one."""


def first_day(partial: str) -> date:
    """The first day of a YYYY, YYYY-MM or YYYY-MM-DD."""
    return date.fromisoformat((partial + "-01-01")[:DAY])


def last_day(partial: str) -> date:
    """The last day of a YYYY, YYYY-MM or YYYY-MM-DD."""
    if len(partial) == DAY:
        return date.fromisoformat(partial)
    if len(partial) == MONTH:
        within_next_month = first_day(partial) + timedelta(days=31)
        return within_next_month.replace(day=1) - timedelta(days=1)
    return date(int(partial), 12, 31)


def is_ended(exam: Exam, today: date) -> bool:
    """True if it can no longer be sat."""
    return exam.ended or (exam.ends is not None and last_day(exam.ends) < today)


def is_ahead(exam: Exam, today: date) -> bool:
    """True if it cannot be sat yet."""
    return exam.opens is not None and first_day(exam.opens) > today


def can_be_sat(exam: Exam, day: date) -> bool:
    """True if the exam is held on that day."""
    return next_day(exam, day) == day


def next_day(exam: Exam, day: date) -> date | None:
    """The first day from `day` on, on which the exam is held; None if there is none."""
    if exam.ended:
        return None
    if exam.opens is not None:
        day = max(day, first_day(exam.opens))
    if exam.windows:
        window = next_window(exam, day)
        if window is None:
            return None
        day = max(day, window[0])
    if exam.ends is not None and day > last_day(exam.ends):
        return None
    return day


def next_window(exam: Exam, day: date) -> tuple[date, date] | None:
    """The days (first, last) of the window that `day` lies in, or of the next; None if no window is left."""
    to_come = []
    for window in exam.windows:
        for first, last in _spans(window, day):
            if last >= day:
                to_come.append((first, last))
    return min(to_come, default=None)


def _spans(window: Window, day: date) -> list[tuple[date, date]]:
    """The window as dates: the one it names, or those of last year, this year and the next two."""
    if len(window.first) == DAY:
        return [(first_day(window.first), first_day(window.last))]
    spans = []
    for year in range(day.year - 1, day.year + 3):
        over_new_year = window.last < window.first
        spans.append((_in_year(year, window.first), _in_year(year + over_new_year, window.last)))
    return spans


def _in_year(year: int, month_day: str) -> date:
    """That day of the year; a 29th of February becomes the 28th."""
    month, day = int(month_day[:2]), int(month_day[3:])
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if (month, day) == (2, 29) and not is_leap:
        day = 28
    return date(year, month, day)


def versions(cert: Certification) -> dict[str, tuple[Exam, ...]]:
    """Part of the certification -> its versions in English, in the order of the file. Trial runs are left out."""
    exams_of: dict[str, list[Exam]] = {}
    for exam in cert.exams:
        if not exam.languages and not exam.beta:
            exams_of.setdefault(exam.part or "", []).append(exam)
    return {part: tuple(exams) for part, exams in exams_of.items()}


def first_sitting(cert: Certification, day: date) -> date | None:
    """The first day from `day` on, by which an exam of each part is held; None where one is not held any more."""
    latest = day
    for exams in versions(cert).values():
        days = [held for exam in exams if (held := next_day(exam, day))]
        if not days:
            return None
        latest = max(latest, min(days))
    return latest


def versions_on(cert: Certification, day: date, margin_days: int = 0) -> tuple[Exam, ...]:
    """The exams to book for that day, one for each part; nothing where no version is held then.

    Of several versions the one that ends first is taken (its books are there), if it goes on for the margin: a second
    try should still be on the same version.
    """
    chosen = []
    for exams in versions(cert).values():
        held = [exam for exam in exams if can_be_sat(exam, day)]
        if not held:
            return ()
        lasting = [exam for exam in held if _end(exam) >= day + timedelta(margin_days)]
        chosen.append(min(lasting or held, key=_end))
    return tuple(chosen)


def _end(exam: Exam) -> date:
    """Its last day; one that is not known lies behind all others."""
    if exam.ends is None:
        return date.max
    return last_day(exam.ends)


def end_of_exam(cert: Certification, day: date, margin_days: int = 0) -> str | None:
    """The last day of what is booked for that day: of the certification if it retires, else of the first version."""
    if cert.status.value == "retiring":
        return cert.status.on
    ends = [exam.ends for exam in versions_on(cert, day, margin_days) if exam.ends]
    return min(ends, default=None)


def days_held(exam: Exam, first: date, last: date) -> list[tuple[date, date]]:
    """The stretches of days between two dates on which it can be sat."""
    stretches = []
    day = next_day(exam, first)
    while day is not None and day <= last:
        until = min(last, _end(exam))
        window = next_window(exam, day)
        if window is None:
            stretches.append((day, until))
            break
        until = min(until, window[1])
        stretches.append((day, until))
        day = next_day(exam, until + timedelta(days=1))
    return stretches


def days_in_words(exam: Exam, today: date) -> str:
    """When it can be sat: "until 2027-06-11", "from 2027-02-03", "ended 2026-08-31"."""
    if exam.ended:
        return "ended"
    if is_ended(exam, today):
        return f"ended {exam.ends}"
    parts = []
    if is_ahead(exam, today):
        parts.append(f"from {exam.opens}")
    elif exam.opens is not None:
        parts.append(f"since {exam.opens}")
    if exam.ends is not None:
        parts.append(f"until {exam.ends}")
    if exam.windows:
        parts.append("held " + " and ".join(_window_in_words(window) for window in exam.windows))
    return ", ".join(parts) or "open"


def _window_in_words(window: Window) -> str:
    """ "May 1-15" for one of every year, "2027-05-01 to 2027-05-15" for one that is held once."""
    if len(window.first) == DAY:
        return f"{window.first} to {window.last}"
    first, last = _in_year(A_LEAP_YEAR, window.first), _in_year(A_LEAP_YEAR, window.last)
    if first.month == last.month:
        return f"{first:%B} {first.day}-{last.day}"
    return f"{first:%B} {first.day} to {last:%B} {last.day}"
