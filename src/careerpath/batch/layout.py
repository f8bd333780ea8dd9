"""The knowledge as arrays: what the kernel looks up instead of entries.

`held` numbers all roles of the knowledge, `ranked` those that can be recommended, in the order of their ids. In every
group with an `at`, `at[i]:at[i + 1]` are the places of the i-th list in the arrays that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, Any]
Entry: TypeAlias = tuple[Any, ...]
"""One place of a list, before its parts become arrays of their own."""


class Levels(NamedTuple):
    """Skills with levels, and weights where there are any: needs of ranked roles, what roles give and exams teach."""

    at: Array
    skill: Array
    level: Array
    weight: Array


class Weighted(NamedTuple):
    """Lists of numbers with weights."""

    at: Array
    to: Array
    weight: Array


class Held(NamedTuple):
    """Of each role one can hold."""

    ranked: Array
    """Its number among the ranked ones, or -1."""
    seniority: Array
    pay: Array
    """Row of `Rows.pay`; 0: none known."""
    education: Array
    """The usual one at hire."""
    reach: Array
    """Row of `Rows.reach` for who has not worked there a full year; one for each full year follows."""
    years: Array
    """How many of them follow."""
    local: Array
    """Wage by state [USD a year]; NaN: none."""


class Gates(NamedTuple):
    """Gates of the ranked roles, and what held roles mean for them."""

    at: Array
    kind: Array
    strength: Array
    """Place in `STRENGTHS`."""
    asks: Array
    """Education, licensing role or certification; of a practice gate the row of `practice`."""
    fields: Array
    """Place in `Names.fields`; -1: any field will do."""
    months: Array
    cost: Array
    """What it takes from the axis `gates` if it is preferred and not passed."""
    practice: Array
    """What a month in each held role counts, a row for each practice gate and each equivalent by work."""
    degrees: Array
    """By held role and set of fields: whether a degree gate of the held role shares one."""
    implied_at: Array
    implied: Array
    """Licences that nobody holds the role without."""


class Ways(NamedTuple):
    """Equivalents of the gates: all that one asks for must be held, and one of a gate's is enough."""

    at: Array
    """Of each gate."""
    practice: Array
    """Row of `Gates.practice`; -1: no work is asked for."""
    months: Array
    certs_at: Array
    certs: Array
    """Any one of these; none is asked for where the list is empty."""
    licence: Array
    """Licensing role; -1: none is asked for."""
    education: Array
    """Place in EDUCATION_ORDER; -1: none is asked for."""
    fields: Array
    """As in `Gates`."""


class Rows(NamedTuple):
    """Summands of the order value of all ranked roles, by one fact about the person; -inf keeps from the next ones.

    They are made by the functions of the plain engine, so that sums in its order give its value to the last bit.
    """

    reach: Array
    """The axis itself, by held role and full years there; row 0: nothing leads on."""
    near_only: Array
    """True for a role that is next only to people with a held role near it."""
    line: Array
    """Least readiness of a next role; -inf where beginners are taken."""
    step: Array
    """By seniority."""
    step_falls: Array
    """By seniority: 1 for a large step down."""
    pay: Array
    """Row 0: the wage is not known."""
    pay_falls: Array
    """As `pay`: 1 for a large fall."""
    outlook: Array
    """One for all people."""
    refusals: Array
    interests: Array
    """Standardized; NaN where unknown or flat."""
    local: Array
    """Wage by state, as in `Held`; the last row holds the national wages."""


class Most(NamedTuple):
    """Rows in single precision, for the most that an order value can be."""

    gated: Array
    """Whether the role has other gates than for a degree in any field."""
    line: Array
    """As in `Rows`, lower by ROUGH."""
    reach: Array
    """The axis itself, as in `Rows`."""
    pay: Array
    """With what a large fall takes."""
    rest: Array
    """By seniority, refusals and education: all other summands; other gates than for a degree count as passed."""


class Constants(NamedTuple):
    """Weights of `weights.yaml`, and tables by held level h and needed level n."""

    cap: float
    tie: float
    readiness: float
    reach: float
    gates: float
    interest: float
    pay: float
    fall: float
    """What each large fall takes from the order value."""
    rough: float
    """Far above what an order value loses by being summed in single precision."""
    pay_scale: float
    pay_drop: float
    practice_months: float
    grace: float
    share: Array
    """min(1, h / n)."""


class Rough(NamedTuple):
    """What a skill earns by itself, in single precision: a sum of these finds the roles that are worth an exact one."""

    earned: Array
    """By held level, for each entry of `needed`."""
    row: Array
    """Of a skill that many roles need its place in `rows` for level 1, else -1."""
    rows: Array
    """The same by role; the last row is empty."""


class Tables(NamedTuple):
    """Everything the kernel looks up."""

    needs: Levels
    needed: Weighted
    """Of skill s and needed level n, at 5 s + n - 1: the ranked roles that need it so."""
    relations: Weighted
    gives: Levels
    """A list for each held role and tier of practice: see `Roles.gives` in people.py."""
    teaches: Levels
    held: Held
    rough: Rough
    gates: Gates
    ways: Ways
    rows: Rows
    most: Most
    constants: Constants
    skill_order: Array
    """Place of each skill among the sorted ids."""


class Names(NamedTuple):
    """Ids by number."""

    skills: list[str]
    held: list[str]
    ranked: list[str]
    certs: list[str]
    fields: list[tuple[str, ...]]
    """Sets of fields that degree gates and equivalents ask for."""
    states: list[str]
    """Those with wages of their own."""


def number(names: Iterable[Any]) -> dict[Any, int]:
    """Each name's place."""
    return {name: i for i, name in enumerate(names)}


def lists(rows: Iterable[Sequence[Entry]], *kinds: Any) -> tuple[Array, ...]:
    """Begin of each list, and one array for each place of its tuples."""
    begins = [0]
    entries: list[Entry] = []
    for row in rows:
        entries.extend(row)
        begins.append(len(entries))
    columns = []
    for place, kind in enumerate(kinds):
        columns.append(np.array([entry[place] for entry in entries], kind))
    return np.array(begins), *columns
