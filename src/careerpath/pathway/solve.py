"""The search for the best choice: a relaxation without dates proposes, a small model with dates confirms.

Nearly always the cheapest (or fastest, ...) choice that forgets the dates can be put on dates at no loss; then it is
proven best without ever building the whole model. Where it cannot, the whole model decides. Measures are made best one
after the other, each fixed before the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from careerpath.pathway.interruption import UndecidedError
from careerpath.pathway.model import Model
from careerpath.pathway.problem import Bounds, Measure, Problem, Solution
from careerpath.record import replace

NEAR = (1.1, 1.4)
"""Ends that are tried first, as shares of the earliest that the relaxation allows."""
DETERMINISTIC_LIMIT = 12.0
"""The solver's own measure of work for the first measure; one to three seconds each."""
TIE_SHARE = 1 / 8
"""Share of that limit for each of the measures that only break ties."""


def solve(
    problem: Problem, bounds: Bounds, measures: Sequence[Measure], *, limit: float = DETERMINISTIC_LIMIT
) -> Solution | None:
    """The best choice, or None if there is none. Doors are made large, everything else small.

    Without measures: any choice, to know whether there is one. If the user stops it, the best so far is returned and
    marked; with nothing in hand KeyboardInterrupt is raised, or UndecidedError where the limit ended the search.
    """
    return _Search(problem, bounds, limit).run(measures)


class _Search:
    def __init__(self, problem: Problem, bounds: Bounds, limit: float) -> None:
        self.problem, self.bounds, self.limit, self.tie_limit = problem, bounds, limit, limit * TIE_SHARE
        self.fixed: list[tuple[Measure, int]] = []
        self.relaxed = self._model(timed=False)
        self.full: Model | None = None

    def run(self, measures: Sequence[Measure]) -> Solution | None:
        """Measure by measure. The first is the objective, and `optimal` speaks of it; the others only break ties."""
        known: Solution | None = None
        for name in measures or (None,):
            try:
                better = self._stage(name, known)
            except (KeyboardInterrupt, UndecidedError) as stop:
                if known is None:
                    raise
                stopped = isinstance(stop, KeyboardInterrupt)
                return replace(known, optimal=not stopped, interrupted=stopped)
            if better is None:
                return None
            if known is None:
                known = better
                if not known.optimal:
                    return known  # nothing is fixed that is not proven
            elif better.interrupted:
                return replace(known, optimal=False, interrupted=True)
            else:
                known = replace(better, bound=known.bound, gap=known.gap)
                if not known.optimal:
                    return replace(known, optimal=True)  # the objective is proven, and only a tie is not
            if name is None:
                return known
            self._fix(name, better.value(name), known)
            self.limit = self.tie_limit
        return known

    def _stage(self, name: Measure | None, before: Solution | None) -> Solution | None:
        """The best choice by one measure; `before`: by the measures before it, which stay as they are."""
        proposed = self._proposed(name)
        if proposed is None and before is None:
            return None
        if not isinstance(proposed, Solution) or not proposed.optimal:
            return self._best(name, before, proposed)
        dated = self._dated(proposed)
        if dated is not None:
            is_as_good = name is None or dated.value(name) == proposed.value(name)
            if is_as_good or dated.interrupted:
                return _judged(dated, name, proposed)
        try:
            best = self._best(name, before or dated, proposed)
        except (KeyboardInterrupt, UndecidedError) as stop:
            if dated is None:
                raise
            return _judged(replace(dated, interrupted=isinstance(stop, KeyboardInterrupt)), name, proposed)
        if best is None or best.optimal:
            return best
        # Both models prove a bound: the nearer one counts.
        judged = _judged(best, name, proposed)
        if judged.gap <= best.gap:
            return judged
        return best

    def _best(
        self, name: Measure | None, known: Solution | None, proposed: Solution | UndecidedError | None
    ) -> Solution | None:
        """From the whole model. Whether there is an end near its bound is asked first: those models are small."""
        if self.full is None and name == "finish" and isinstance(proposed, Solution):
            for share in NEAR:
                near = self._model(ceil(share * proposed.bound))
                solution = near.stage(name, self.limit)
                if solution is not None:
                    self.full = near
                    return solution
        if self.full is None:
            latest = None
            if known is not None and name == "finish":
                latest = known.finish
            self.full = self._model(latest)
        if known is not None:
            self.full.hint(known.starts)
        return self.full.stage(name, self.limit)

    def _model(self, end: int | None = None, *, timed: bool = True) -> Model:
        """The whole model, with no end later than this."""
        ends = [day for day in (end, self.bounds.finish) if day is not None]
        model = Model(self.problem, replace(self.bounds, finish=min(ends, default=None)), timed=timed)
        for measure, value in self.fixed:
            model.fix(measure, value)
        return model

    def _proposed(self, name: Measure | None) -> Solution | UndecidedError | None:
        try:
            proposed = self.relaxed.stage(name, self.limit)
        except UndecidedError as undecided:
            return undecided
        if proposed is not None and proposed.interrupted:
            raise KeyboardInterrupt
        return proposed

    def _dated(self, proposed: Solution) -> Solution | None:
        """The proposed items on dates, as early an end as can be; None if they do not fit."""
        items = tuple(item for item in self.problem.items if item.id in proposed.starts)
        model = Model(replace(self.problem, items=items), self.bounds, every=True)
        for name, value in self.fixed:
            model.fix(name, value)
        try:
            dated = model.stage("finish", self.limit)
        except UndecidedError:
            return None
        if dated is None or not (dated.optimal or dated.interrupted):
            return None
        return dated

    def _fix(self, name: Measure, value: int, best: Solution) -> None:
        """Hold a measure at its best value from now on."""
        self.fixed.append((name, value))
        if name == "finish":  # many items are too late now: smaller models are faster than the old ones
            self.bounds, self.full = replace(self.bounds, finish=value), None
            self.relaxed = self._model(timed=False)
        self.relaxed.fix(name, value)
        self.relaxed.hint(best.starts)
        if self.full is not None:
            self.full.fix(name, value)


def _judged(dated: Solution, name: Measure | None, proposed: Solution) -> Solution:
    """Dated items with what the relaxation proved: nothing is better than its bound."""
    reached = 0
    if name is not None:
        reached = dated.value(name)
    distance = abs(reached - proposed.bound)
    if distance < 0.5 and not dated.interrupted:  # values are whole numbers, bounds are not
        return replace(dated, optimal=True, bound=proposed.bound, gap=0.0)
    return replace(dated, optimal=False, bound=proposed.bound, gap=distance / max(1.0, abs(reached)))
