"""People as arrays, and room for the answers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from careerpath.batch.layout import Array

GAPS = 3


class Skills(NamedTuple):
    """Stated levels; `at` as in the tables."""

    at: Array
    id: Array
    level: Array
    corrects: Array


class Roles(NamedTuple):
    """Roles held."""

    at: Array
    id: Array
    years: Array
    """NaN: not stated."""
    months: Array
    """The same in months, with what is assumed where nothing is stated."""
    full_years: Array
    """Those stated of which none is begun only."""
    gives: Array
    """List of `Tables.gives`: what the role gives after these years."""
    abroad: Array
    """Which jobs are done in another country: they need no license of the United States."""
    faded: Array
    """1 for a job that ended long ago, of which all counts a level lower."""
    current: Array
    """Of a person who marked none, the first of which it is not said that it ended."""


class Certifications(NamedTuple):
    """Certifications held; `expired` 1: it no longer counts."""

    at: Array
    id: Array
    expired: Array


class Licences(NamedTuple):
    """Licences stated, by role."""

    at: Array
    id: Array
    none: Array
    """By person: True who says that no license is valid, those of the jobs held now neither."""


class Studied(NamedTuple):
    """What finished degrees give; `at` as in the tables, `by` the list of each person (0: nothing)."""

    at: Array
    skill: Array
    level: Array
    by: Array


class Facts(NamedTuple):
    """One value a person."""

    education: Array
    """Place in EDUCATION_ORDER; -1: not stated."""
    field: Array
    """Row of `fits`; -1: not stated."""
    fits: Array
    """By stated field and set of wanted fields: whether it is one of them."""
    refusals: Array
    """A bit for each of CONDITIONS, the first the highest."""
    state: Array
    """Place in Names.states; -1: not stated, or without wages of its own."""
    hours: Array
    """A week; NaN: not stated."""
    interests: Array
    """Standardized; NaN where unknown or flat."""
    pay_now: Array
    """[USD a year]; 0: nothing is earned; NaN: not stated."""
    pay_floor: Array
    """What a job must pay at least [USD a year]; NaN: not stated."""


class People(NamedTuple):
    """All of a table."""

    skills: Skills
    roles: Roles
    certs: Certifications
    licences: Licences
    studied: Studied
    facts: Facts


class Answer(NamedTuple):
    """A row per person, a column per place."""

    status: Array
    doubtful: Array
    filled: Array
    role: Array
    rank: Array
    readiness: Array
    value: Array
    gap: Array
    """36 * skill + 6 * held level + needed level, or -1."""


def blank(people: int, top: int) -> Answer:
    """Room for the answers."""
    shape = (people, top)
    return Answer(
        np.zeros(people, np.int8), np.zeros(people, bool), np.zeros(people, np.int64), np.full(shape, -1, np.int32),
        np.zeros(shape, np.int32), np.zeros(shape), np.zeros(shape), np.full((*shape, GAPS), -1, np.int32),
    )  # fmt: skip
