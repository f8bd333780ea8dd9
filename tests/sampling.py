"""Which cases of a long list the quick suite takes: a seeded draw; the others are marked slow."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest


def drawn(cases: Iterable[Any], count: int) -> list[Any]:
    """The cases as parameters, of which `count` run by default and all with `make test-slow`."""
    every = list(cases)
    quick = set(random.Random(len(every)).sample(range(len(every)), min(count, len(every))))
    return [case if index in quick else _slow(case) for index, case in enumerate(every)]


def _slow(case: Any) -> Any:
    if hasattr(case, "marks"):  # it is a parameter already
        return pytest.param(*case.values, id=case.id, marks=[*case.marks, pytest.mark.slow])
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
