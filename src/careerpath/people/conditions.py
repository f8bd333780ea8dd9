"""The working conditions that a person can refuse: one table for every place that asks, judges or names them."""

from __future__ import annotations

from typing import NamedTuple

MET = {"no": 1.0, "varies": 0.5, "yes": 0.0, None: 0.5}
"""How far a role whose condition has this value meets a refusal; where nothing is known, as far as where it varies."""


class Condition(NamedTuple):
    """A limit of the profile and the condition of a role that it is about."""

    limit: str
    """Field of `limits`: True accepts, False refuses, null is not stated."""
    field: str
    """Field of a role's `conditions`: yes, no or varies."""
    title: str
    """As a heading: "Nights, weekends and holidays"."""
    words: str
    """Inside a sentence: "it means night, weekend and holiday shifts"."""
    short: str
    """After "no": "no nights"."""
    headings: tuple[str, ...]
    """Other headings of such a column in people's tables."""


CONDITIONS = (
    Condition(
        limit="night_shift",
        field="shifts",
        title="Nights, weekends and holidays",
        words="night, weekend and holiday shifts",
        short="nights",
        headings=("nights", "night shifts"),
    ),
    Condition(
        limit="on_call",
        field="on_call",
        title="On-call duty: being phoned at home",
        words="on-call duty",
        short="on-call",
        headings=(),
    ),
    Condition(
        limit="patient_facing",
        field="patient_contact",
        title="Contact with patients",
        words="contact with patients",
        short="patients",
        headings=("patients", "patient contact"),
    ),
    Condition(
        limit="on_site",
        field="on_site",
        title="Coming in to a workplace: it must be work from home",
        words="work on site",
        short="work on site",
        headings=("on site", "work on site"),
    ),
)


def refused(limits: object) -> tuple[Condition, ...]:
    """The conditions that these limits refuse."""
    return tuple(condition for condition in CONDITIONS if getattr(limits, condition.limit) is False)
