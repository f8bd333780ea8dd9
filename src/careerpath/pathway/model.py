"""A problem as a CP-SAT model: linear rows, one worker and a fixed seed, so that equal questions get equal answers.

Chosen items lie on one study track (`days` long, nothing beside them) and are done after their span. Measures are made
best one after the other, each fixed before the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from careerpath.pathway.interruption import UndecidedError, stoppable
from careerpath.pathway.problem import Bonus, Bounds, Item, Measure, Problem, Solution, useful
from careerpath.record import replace
from careerpath.rules.want import Want

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Expression: TypeAlias = Any
"""A linear expression of the solver, or a plain number where there is nothing to choose."""
ARRANGING_LIMIT = 0.5
MEASURED: tuple[Measure, ...] = ("cost", "hours", "count", "years", "changes", "most", "least")
"""Measures that are sums over the chosen items."""


def order_steps(
    problem: Problem,
    solution: Solution,
    ranks: Mapping[str, tuple[float, float]],
    advice: Iterable[tuple[str, str]],
    kept: Sequence[str] = (),
    latest: int | None = None,
) -> dict[str, int]:
    """Start days of the same items in the order people would take them, none of it later than the solution ends.

    Those of an earlier plan begin in their order of then (`kept`), if by `latest` all can be done so.

    Lower ranks come first (the sum of place times start day is made small), `advice` pairs in their order if that
    costs no time.
    """
    items = tuple(item for item in problem.items if item.id in solution.starts)
    if len(items) < 2:
        return solution.starts
    chosen = replace(problem, items=items, doors=(), ready_needed=0)
    if kept:
        model = Model(chosen, Bounds(finish=solution.finish if latest is None else latest), every=True)
        model.begin_in_order([key for key in kept if key in solution.starts])
        if starts := model.arranged(ranks):
            return starts
    advised = _as_advised(items, advice)
    for eager in (advised, items) if advised != items else (items,):  # without the advice where it costs time
        model = Model(replace(chosen, items=eager), Bounds(finish=solution.finish), every=True)
        if starts := model.arranged(ranks):
            return starts
    return solution.starts


def _as_advised(items: tuple[Item, ...], advice: Iterable[tuple[str, str]]) -> tuple[Item, ...]:
    """The items, of which each wants what it is advised to come after."""
    before: dict[str, tuple[Want, ...]] = {item.id: () for item in items}
    for first, then in advice:
        if first in before and then in before:
            before[then] += (Want("advice", ((first, 1),)),)
    return tuple(replace(item, wants=(*item.wants, *before[item.id])) for item in items)


class Model:
    """The rows of one problem. Without `timed` the items have no dates: a relaxation that is solved in no time.

    With `every` all items are in; else those that can serve nothing in time are left out from the beginning.
    """

    def __init__(self, problem: Problem, bounds: Bounds, *, timed: bool = True, every: bool = False) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model: Any = cp_model.CpModel()
        self.problem, self.bounds, self.timed = problem, bounds, timed
        self.interrupted = False
        self.latest = problem.horizon if bounds.finish is None else min(problem.horizon, bounds.finish)
        allowed = {item.id: item for item in problem.items if item.id not in bounds.without}
        self.items, self.ready, self.last = useful(allowed, allowed if every else problem.goals, self.latest)
        self.possible = self.latest >= 0 and not (every and len(self.items) < len(allowed))
        self._add_variables(every)
        self._load()
        if timed:
            self._add_dates()
        else:
            for item in self.items.values():
                self._require(item)
        for want in problem.wants:
            self._fulfil(want)
        if problem.ready_needed > 0:
            self._reach_ready()
        self._begin()
        self.measure: dict[Measure, Expression] = {name: self._measured(name) for name in MEASURED}
        self.measure |= {"finish": self.finish, "doors": self._reached(problem.doors)}
        self._bound("most", bounds.cost)
        self._bound("years", bounds.years)

    def _add_variables(self, every: bool) -> None:
        """What is chosen, and of what has dates when it starts and how long it lasts."""
        least = 1 if every else 0
        self.chosen = {key: self.model.new_int_var(least, 1, key) for key in self.items}
        self.start: dict[str, Any] = {}
        self.lasts: dict[str, tuple[Expression, Expression]] = {}
        """Item -> (days, span): numbers, or variables where they follow from the start."""
        if self.timed:
            for key, item in self.items.items():
                self.start[key] = self._start(item)
            for key, item in self.items.items():
                self.lasts[key] = self._lasts(item)
        self.finish = self.model.new_int_var(0, max(0, self.latest), "finish")

    def _add_dates(self) -> None:
        """One thing at a time, each after what it wants."""
        self._track()
        for item in self.items.values():
            self._place(item)

    def _begin(self) -> None:
        """With the item that is named as the first, if it is chosen."""
        first = self.problem.first
        if first in self.start:
            self.model.add(self.start[first] == 0).only_enforce_if(self.chosen[first])

    def _bound(self, name: Measure, most: int | None) -> None:
        if most is not None:
            self.model.add(self.measure[name] <= most)

    def _track(self) -> None:
        """Study is done one thing at a time."""
        track: list[cp_model.IntervalVar] = []
        for key, item in self.items.items():
            if item.days:
                track.append(self._study(key))
        if len(track) > 1:
            self.model.add_no_overlap(track)

    def _start(self, item: Item) -> Any:
        possible = item.starts(self.ready[item.id], self.last[item.id])
        if not possible:
            self.model.add(self.chosen[item.id] == 0)
            possible = [[0, 0]]
        domain = self.cp.Domain.from_intervals(possible)
        return self.model.new_int_var_from_domain(domain, f"start {item.id}")

    def _lasts(self, item: Item) -> tuple[Expression, Expression]:
        if not item.by_start:
            return item.days, item.span
        possible = item.starts(self.ready[item.id], self.last[item.id]) or [[0, 0]]
        first, last, settled = possible[0][0], possible[-1][1], item.by_start[-1][0]
        place: Expression = self.start[item.id]
        if last > settled >= first:  # beyond it nothing changes: a short table does
            place = self.model.new_int_var(first, settled, f"place {item.id}")
            self.model.add_min_equality(place, [self.start[item.id], settled])
        table = [item.lasts(day) for day in range(first, max(first, min(last, settled)) + 1)]
        days = self._looked_up([days for days, _ in table], place - first, item.id)
        span = self._looked_up([span for _, span in table], place - first, item.id)
        return days, span

    def _looked_up(self, table: list[int], place: Expression, name: str) -> Expression:
        if min(table) == max(table):
            return table[0]
        found = self.model.new_int_var(min(table), max(table), f"length {name}")
        self.model.add_element(place, table, found)
        return found

    def _study(self, key: str) -> cp_model.IntervalVar:
        start, days, chosen = self.start[key], self.lasts[key][0], self.chosen[key]
        made: cp_model.IntervalVar
        if isinstance(days, int):
            made = self.model.new_optional_fixed_size_interval_var(start, days, chosen, f"time {key}")
        else:
            end = self.model.new_int_var(0, self.latest, f"end {key}")
            made = self.model.new_optional_interval_var(start, days, end, chosen, f"time {key}")
        return made

    def _load(self) -> None:
        """The plan lasts at least as long as all its study."""
        room = self.problem.room
        if len(room) > 1:
            work = sum(item.work * self.chosen[key] for key, item in self.items.items() if item.work)
            settled = len(room) - 1
            place = self.model.new_int_var(0, settled, "settled")
            self.model.add_min_equality(place, [self.finish, settled])
            before = self.model.new_int_var(0, room[-1], "room")
            self.model.add_element(place, list(room), before)
            self.model.add(work <= before + (room[-1] - room[-2]) * (self.finish - place))
            return
        effort = [item.least_days * self.chosen[key] for key, item in self.items.items() if item.least_days]
        if effort:
            self.model.add(sum(effort) <= self.finish)

    def _done(self, key: str) -> Expression:
        return self.start[key] + self.lasts[key][1]

    def _place(self, item: Item) -> None:
        chosen = self.chosen[item.id]
        self.model.add(self.finish >= self._done(item.id)).only_enforce_if(chosen)
        if item.done_with in self.start:
            self.model.add(self._done(item.id) == self._done(item.done_with)).only_enforce_if(chosen)
        for want in item.wants:
            counted = self._counted(want, chosen)
            for key, counts in counted.items():
                self.model.add(self.start[item.id] >= self._done(key)).only_enforce_if(counts)
                until = self._until(key)
                if until is not None:
                    self.model.add(self._done(item.id) <= until).only_enforce_if(counts)

    def _require(self, item: Item) -> None:
        """What `_place` asks for, without dates."""
        chosen = self.chosen[item.id]
        self.model.add(self.finish >= self.ready[item.id] * chosen)
        for want in item.wants:
            self.model.add(sum(self._brought(want)) >= want.needed * chosen)

    def _brought(self, want: Want) -> list[Expression]:
        """What each item brings of what is wanted, if it is chosen."""
        return [amount * self.chosen[key] for key, amount in want.amounts if key in self.items]

    def _fulfil(self, want: Want) -> None:
        if not self.timed:
            brought = self._brought(want)
            if brought:
                self.model.add(sum(brought) >= want.needed)
            else:
                self.model.add_bool_or([])  # nothing brings it: no choice will do
            return
        counted = self._counted(want, None)
        for key, counts in counted.items():
            if want.lasting and (until := self._until(key)) is not None:
                self.model.add(self.finish <= until).only_enforce_if(counts)

    def _until(self, key: str) -> Expression | None:
        """The plan day until which an item counts."""
        item = self.items[key]
        if item.valid_until is not None:
            return item.valid_until
        return None if item.valid_days is None else self._done(key) + item.valid_days

    def _counted(self, want: Want, only_if: cp_model.IntVar | None) -> dict[str, cp_model.IntVar]:
        """The literals of the items that fulfil the want; one that may count without being asked gets its own."""
        amounts = {key: amount for key, amount in want.amounts if key in self.items and amount > 0}
        needed = want.needed if only_if is None else want.needed * only_if
        total = sum(amounts.values())
        if total < want.needed:
            self._rule_out(only_if)
            return {}
        if total - min(amounts.values()) < want.needed:  # every one is needed
            for key in amounts:
                self.model.add(self.chosen[key] >= (1 if only_if is None else only_if))
            return {key: self.chosen[key] if only_if is None else only_if for key in amounts}
        if only_if is None and not self._must_last(want, amounts):
            self.model.add(sum(amount * self.chosen[key] for key, amount in amounts.items()) >= needed)
            return {}
        counts = {key: self.model.new_bool_var(f"{key} counts for {want.label}") for key in amounts}
        for key, literal in counts.items():
            self.model.add(literal <= self.chosen[key])
        self.model.add(sum(amount * counts[key] for key, amount in amounts.items()) >= needed)
        return counts

    def _must_last(self, want: Want, keys: Iterable[str]) -> bool:
        """True if it must hold to the end, and some of what brings it may run out before."""
        return want.lasting and any(self._until(key) is not None for key in keys)

    def _rule_out(self, literal: cp_model.IntVar | None) -> None:
        """Nothing brings what is wanted: not what wants it, or, if the plan itself does, no plan."""
        if literal is None:
            self.possible = False
        else:
            self.model.add(literal == 0)

    def _measured(self, name: Measure) -> Expression:
        worth = {key: self._worth(name, item) for key, item in self.items.items()}
        return sum(each * self.chosen[key] for key, each in worth.items() if each)

    def _worth(self, name: Measure, item: Item) -> int:
        """What a chosen item adds to a measure."""
        match name:
            case "cost":
                return item.cost
            case "hours":
                return item.tenths
            case "count":
                return item.tie_break_weight
            case "years":
                return item.span if item.kind != "study" else 0
            case "changes":
                return -1 if item.id in self.problem.keep else 1
            case "most":
                return item.cost if item.most is None else item.most
            case _:  # the low end of what it costs
                return item.cost if item.least is None else item.least

    def _reach_ready(self) -> None:
        """The choice reaches the readiness that is asked for."""
        reached = self._reached(self.problem.ready)
        if isinstance(reached, int):  # nothing to choose from
            self.possible = False
        else:
            self.model.add(reached >= self.problem.ready_needed)

    def _reached(self, bonuses: tuple[Bonus, ...]) -> Expression:
        """The sum of the best credit that the choice reaches for each need."""
        total: Expression = 0
        for bonus in bonuses:
            reached = []
            for gain, keys in bonus.credits:
                literal = self.model.new_bool_var("bonus")
                self.model.add(literal <= sum(self.chosen[key] for key in keys if key in self.items))
                reached.append(literal)
                total = total + gain * literal
            if len(reached) > 1:
                self.model.add_at_most_one(reached)
        return total

    def stage(self, name: Measure | None, limit: float) -> Solution | None:
        """The best in one measure under everything fixed so far (any solution for None); None if there is none.

        Raises UndecidedError if the limit ends the search with nothing in hand, KeyboardInterrupt if the user does.
        """
        if not self.possible:
            return None
        expression = 0 if name is None else self.measure[name]
        if isinstance(expression, int):  # nothing to choose between
            self.model.clear_objective()
        elif name == "doors":
            self.model.maximize(expression)
        else:
            self.model.minimize(expression)
        solver = self._run(limit)
        return self._read(solver, name) if solver else None

    def fix(self, name: Measure, value: int) -> None:
        """Hold a measure at what was reached."""
        expression = self.measure[name]
        if not isinstance(expression, int):
            self.model.add(expression >= value if name == "doors" else expression <= value)

    def hint(self, starts: Mapping[str, int]) -> None:
        """Begin the next search from these starts."""
        self.model.clear_hints()
        for key, literal in self.chosen.items():
            self.model.add_hint(literal, int(key in starts))
            if key in starts and key in self.start:
                self.model.add_hint(self.start[key], starts[key])

    def begin_in_order(self, keys: Sequence[str]) -> None:
        """None of these begins before the one that is named before it."""
        for first, then in pairwise(keys):
            self.model.add(self.start[first] <= self.start[then])

    def arranged(self, ranks: Mapping[str, tuple[float, float]]) -> dict[str, int] | None:
        """All items, the lower ranks as early as can be."""
        if not self.possible:
            return None
        order = sorted(self.items, key=lambda key: (ranks.get(key, (0.0, 0.0)), key))
        self.model.minimize(sum((len(order) - place) * self.start[key] for place, key in enumerate(order)))
        try:
            solver = self._run(ARRANGING_LIMIT)
        except (KeyboardInterrupt, UndecidedError):
            return None
        return {key: solver.value(start) for key, start in self.start.items()} if solver else None

    def _run(self, limit: float) -> cp_model.CpSolver | None:
        """The solver with a solution, or None if it has proven that there is none."""
        for level in (2, 1):  # where one way of searching finds nothing, the other mostly does
            solver = self.cp.CpSolver()
            solver.parameters.catch_sigint_signal = False
            solver.parameters.num_workers = 1
            solver.parameters.linearization_level = level
            solver.parameters.random_seed = 1
            solver.parameters.cp_model_probing_level = 0  # it costs more than it saves
            solver.parameters.max_deterministic_time = limit
            status, self.interrupted = stoppable(solver, self.model)
            if status != self.cp.UNKNOWN or self.interrupted:
                break
        if status in (None, self.cp.UNKNOWN):
            raise KeyboardInterrupt if self.interrupted else UndecidedError
        return solver if status in (self.cp.OPTIMAL, self.cp.FEASIBLE) else None

    def _read(self, solver: cp_model.CpSolver, name: Measure | None) -> Solution:
        chosen = [key for key in self.items if solver.value(self.chosen[key])]
        starts = {key: solver.value(self.start[key]) if self.timed else 0 for key in chosen}
        value = {key: solver.value(expression) for key, expression in self.measure.items()}
        if self.timed:
            value["finish"] = max((self.items[key].done(start) for key, start in starts.items()), default=0)
        plain = name is None or isinstance(self.measure[name], int)
        reached = 0 if name is None else value[name]
        bound = float(reached) if plain else solver.best_objective_bound
        optimal = plain or abs(reached - bound) < 0.5  # every measure is a whole number
        return Solution(
            starts=starts,
            cost=value["cost"],
            finish=value["finish"],
            tenths=value["hours"],
            years=value["years"],
            doors=value["doors"],
            optimal=optimal,
            bound=float(reached) if optimal else bound,
            gap=0.0 if optimal else abs(reached - bound) / max(1.0, abs(reached)),
            interrupted=self.interrupted,
            count=value["count"],
            changes=value["changes"],
            most=value["most"],
            least=value["least"],
        )
