"""Ids of another knowledge in a people's file: people/crosswalk.py in arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careerpath.batch.layout import Array, number


class Ids:
    """The ids of a table, and those that the crosswalk carries into it."""

    def __init__(self, known: Sequence[str], walk: Mapping[str, tuple[str, int]]) -> None:
        number_of = number(known)
        names = list(known)
        codes = list(range(len(known)))
        losses = [0] * len(known)
        for name, (target, loss) in walk.items():
            if name not in number_of:
                names.append(name)
                codes.append(number_of[target])
                losses.append(loss)
        self.names = pa.array(names, pa.string())
        self.own = len(known)
        """So many of the names are ids of the table; those behind them were carried over."""
        self.code = np.array(codes, np.int32)
        """Of each name: the number of the id that it means."""
        self.loss = np.array(losses, np.int8)
        """Of each name: the levels that a skill loses on the way."""

    def places(self, ids: Any) -> Array:
        """Place of each id in `names`; -1: unknown."""
        if pa.types.is_dictionary(ids.type):
            places = pc.index_in(ids.dictionary, value_set=self.names).take(ids.indices)
        else:
            places = pc.index_in(ids, value_set=self.names)
        return np.asarray(pc.fill_null(places, -1).to_numpy().astype(np.int32))


def stand_in(at: Array, code: Array, moved: Array, value: Array) -> Array:
    """For each entry, the place of the entry that stands for it.

    `at` are the begins of the lists, `code` says what each entry means, `moved` which entries were carried over from
    another knowledge. What means the same in one list is represented by its entry of the highest value, the first of
    equals, if one of the two was carried over. Every other entry stands for itself: what a person wrote twice stays
    twice, and is refused later.
    """
    own = np.arange(len(code))
    if not moved.any():
        return own
    row = np.repeat(np.arange(len(at) - 1), np.diff(at))
    # What means the same in one list comes side by side, the highest value first; the sort keeps equals in order.
    order = np.lexsort((-value, code, row))
    is_other_row = np.diff(row[order]) != 0
    is_other_code = np.diff(code[order]) != 0
    is_first = np.concatenate([[True], is_other_row | is_other_code])
    first_of_group = np.maximum.accumulate(np.where(is_first, own, 0))
    best: Array = np.empty_like(own)
    best[order] = order[first_of_group]
    return np.where(moved | moved[best], best, own)


def left(at: Array, keep: Array) -> Array:
    """`at` of the lists when only the entries of the mask remain."""
    return np.asarray(np.concatenate([[0], np.cumsum(keep)])[at])
