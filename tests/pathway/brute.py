"""The cheapest way to certifications, found by looking at every way: an independent judge of `plan CERT... --cheapest`.

The beginner finished high school, holds no job and no certification, and has some skills. It reads the entries in `data/`
and nothing of the program.

The rules: a step comes with what it requires (one of each group of alternatives). Before an exam that certifies level 3
or more of a skill, the skill must stand at most two levels below, if any step that is open brings it there; a step that
teaches more than that counts as well. Ranges are reckoned at their middle, a fee that is not published at `unknown`.
Jobs and degrees are left out: study alone does.
"""

from __future__ import annotations

from tests.pathway.json_checker import EDUCATION, LARGEST_JUMP, Request, price


class Search:
    """Every way to a set of certifications, for one beginner."""

    def __init__(self, data, skills, unknown=400.0):
        self.skills, self.unknown = skills, unknown
        self.open = {key: entry for key, entry in data.steps.items() if is_open(entry)}
        self._request = Request({})
        self._best_cost, self._best_steps = float("inf"), None

    def cost(self, key):
        fee = price(self.open[key], self._request)
        return self.unknown if fee is None else fee

    def wants(self, key):
        """Sets of steps, of each of which one must be done before this one."""
        entry = self.open[key]
        requires = entry.get("requires") or {}
        single = (requires.get("certifications") or []) + (requires.get("activities") or [])
        found = [frozenset([one]) for one in single]
        found += [frozenset(group) for group in requires.get("any_of") or []]
        if entry["kind"] == "exam":
            for skill, level in (entry.get("teaches") or {}).items():
                found += self._groundwork(key, skill, level)
        return found

    def _groundwork(self, key, skill, level):
        floor = level - LARGEST_JUMP
        if level < 3 or self.skills.get(skill, 0) >= floor:
            return []
        teachers = frozenset(
            other
            for other, entry in self.open.items()
            if other != key and (entry.get("teaches") or {}).get(skill, 0) >= floor
        )
        return [teachers] if teachers else []

    def cheapest(self, goals):
        """(cost, steps) of a cheapest way; (infinity, None) if there is none."""
        self._best_cost, self._best_steps, self._circles = float("inf"), None, set()
        wanted, cost = [], 0.0
        for goal in goals:
            wanted += self.wants(goal)
            cost += self.cost(goal)
        self._look(frozenset(goals), wanted, cost)
        return self._best_cost, self._best_steps

    def _look(self, chosen, wanted, cost):
        if cost >= self._best_cost:
            return
        unmet = [want for want in wanted if not want & chosen]
        if unmet:
            narrowest = min(unmet, key=len)
            for key in sorted(narrowest & self.open.keys(), key=self.cost):
                self._look(chosen | {key}, unmet + self.wants(key), cost + self.cost(key))
            return
        stuck = chosen - self._in_order(chosen)
        if not stuck:
            self._best_cost, self._best_steps = cost, chosen
            return
        # they wait for each other in a circle: some step from outside must bring what one of them wants
        if chosen in self._circles:
            return
        self._circles.add(chosen)
        outside = {key for step in stuck for want in self.wants(step) for key in want} & self.open.keys() - chosen
        for key in sorted(outside, key=self.cost):
            self._look(chosen | {key}, self.wants(key), cost + self.cost(key))

    def _in_order(self, chosen):
        """The steps that can be done one after the other, each with what it wants before it."""
        done = set()
        while ready := {key for key in chosen - done if self._is_ready(key, done)}:
            done |= ready
        return done

    def _is_ready(self, key, done):
        return all(want & done for want in self.wants(key))


def is_open(entry):
    """Whether a beginner with a high-school diploma may take it."""
    if entry["kind"] in ("job", "degree"):
        return False
    if (entry.get("status") or {}).get("value") == "retired":
        return False
    requires = entry.get("requires") or {}
    if any(requires.get(key) for key in ("sponsor", "roles_held", "experience_months", "licence", "education_fields")):
        return False
    return EDUCATION.index(requires.get("education") or "none") <= EDUCATION.index("high-school")
