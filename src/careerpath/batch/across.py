"""Ids of another knowledge in a people's file: people/crosswalk.py in arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careerpath.batch.layout import Array


class Ids:
    """The ids of a table, and those that the crosswalk carries into it."""

    def __init__(self, known: Sequence[str], walk: Mapping[str, tuple[str, int]]) -> None:
        place = {name: i for i, name in enumerate(known)}
        foreign = {name: to for name, to in walk.items() if name not in place}
        self.names = pa.array([*known, *foreign], pa.string())
        self.own = len(known)
        self.code = np.array([*range(self.own), *(place[to] for to, _ in foreign.values())], np.int32)
        self.loss = np.array([0] * self.own + [loss for _, loss in foreign.values()], np.int8)

    def places(self, ids: Any) -> Array:
        """Place of each id in `names`; -1: unknown."""
        if pa.types.is_dictionary(ids.type):
            found = pc.index_in(ids.dictionary, value_set=self.names).take(ids.indices)
        else:
            found = pc.index_in(ids, value_set=self.names)
        return np.asarray(pc.fill_null(found, -1).to_numpy().astype(np.int32))


def stand_in(at: Array, code: Array, moved: Array, value: Array) -> Array:
    """The place of the entry that stands for each one.

    Of entries of one list with the same code, where one was carried over (`moved`), it is the one of the highest
    value, the first of equals; else each stands for itself.
    """
    own = np.arange(len(code))
    if not moved.any():
        return own
    row = np.repeat(np.arange(len(at) - 1), np.diff(at))
    order = np.lexsort((-value, code, row))
    begins = np.concatenate([[True], (np.diff(row[order]) != 0) | (np.diff(code[order]) != 0)])
    best: Array = np.empty_like(own)
    best[order] = order[np.maximum.accumulate(np.where(begins, own, 0))]
    return np.where(moved | moved[best], best, own)


def left(at: Array, keep: Array) -> Array:
    """`at` of the lists when only the entries of the mask remain."""
    return np.asarray(np.concatenate([[0], np.cumsum(keep)])[at])
