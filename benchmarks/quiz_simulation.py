"""How many screens the quiz needs: simulated people answer it adaptively, in fixed order, in random order, and in full.

A third of them come from jobs outside the list, drawn from the occupations of O*NET.

The people are not drawn from what the model assumes. Each has one to three jobs with a personal offset per skill,
perhaps certifications, perhaps a part of a second life (any role, with a random subset of its skills), perhaps some
finished steps of the knowledge base (the model knows of no steps), some stray skills, and a personal habit of rating
too high or too low. The same person gives the same answer in every order. Questions are counted as the person counts
them, one a screen. The full list is every question there is for this person: start questions, those that the quiz only
offers at its end (licences, limits), and every skill that a role needs and nothing credits.

    python benchmarks/quiz_simulation.py [--people 2000] [--seed 7] [--jobs 2]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterable
from datetime import date
from multiprocessing import Pool
from typing import Any, NamedTuple

from careerpath.knowledge import cache, where
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.foreign import occupations
from careerpath.knowledge.models import Role
from careerpath.quiz import state as engine
from careerpath.quiz.questions import Question, implied_field
from careerpath.quiz.state import Quiz, QuizState
from careerpath.rules.order import rank
from careerpath.rules.standing import role_gives, stand

TODAY = date(2026, 11, 22)
SHARE_OF_STARTERS = 0.65
SHARE_FROM_ELSEWHERE = 1 / 3
"""People whose jobs are occupations outside the list."""
SECOND_LIFE = 0.5
CURVE = (10, 12, 14, 16, 18, 20, 22, 24, 28, 32)
SEEN_AS_WRONG = 2
"""A credit is objected to on the page of credits if it is off by this many levels."""


class Person(NamedTuple):
    """What one person would say: to every question but those on skills, and the level of every skill."""

    answers: dict[str, Any]
    levels: dict[str, int]

    def says(self, question: str) -> Any:
        """The answer; None is a skip."""
        if question.startswith("some:"):
            raise KeyError(question)
        return self.levels[question[6:]] if question.startswith("skill:") else self.answers.get(question)


def simulate(kb: KnowledgeBase, rng: random.Random) -> Person:
    """One person."""
    starters = [r for r in kb.roles.values() if r.kind == "starting"]
    others = [r for r in kb.roles.values() if r.kind == "hospital-it" and r.seniority != "executive"]
    jobs = rng.choices([1, 2, 3], [60, 28, 12])[0]
    if rng.random() < SHARE_FROM_ELSEWHERE:
        codes = list(occupations().codes())
        held = [kb.roles[f"onet-{rng.choice(codes)}"] for _ in range(jobs)]
    else:
        held = [rng.choice(starters if rng.random() < SHARE_OF_STARTERS else others) for _ in range(jobs)]
    held = list({role.id: role for role in held}.values())
    years = {role.id: float(rng.choice([0.5, 1, 2, 3, 5, 8, 12, 20])) for role in held}
    open_certs = [c.id for c in kb.certs.values() if c.status.value == "active"]
    certs = rng.sample(open_certs, rng.choices([0, 1, 2, 3], [65, 20, 10, 5])[0])
    levels = _true_levels(kb, years, certs, rng)
    habit = rng.gauss(0, 0.4)
    stated = {s: _rated(levels.get(s, 0.0), habit, rng) for s in kb.skills}
    answers: dict[str, Any] = {
        "roles": [role.id for role in held],
        "years": years,
        "certifications": certs,
        "earned": {cert: f"{rng.randint(2018, 2025)}-06-01" for cert in certs if rng.random() < 0.8},
        **_wishes(kb, held, rng),
    }
    credits = Quiz(kb, TODAY).credits(QuizState(answers=answers))
    answers["credits"] = [s for s, h in credits.items() if abs(stated[s] - h.level) >= SEEN_AS_WRONG]
    return Person(answers, stated)


def _wishes(kb: KnowledgeBase, held: list[Role], rng: random.Random) -> dict[str, Any]:
    """Education, limits and wishes, those included that only the full list asks for."""
    schools = ["high-school", "some-college", "associate", "bachelor", "master"]
    fields = sorted({field for role in kb.roles.values() for gate in role.gates for field in gate.fields})
    licensed = sorted({g.licence for role in kb.roles.values() for g in role.gates if g.licence})
    names = [role.id for role in held]
    return {
        "education": held[0].entry.education if rng.random() < 0.7 else rng.choice(schools),
        "field": implied_field(names, kb) or rng.choice([*fields, "history", "business", "biology"]),
        "conditions": [c for c in ("night_shift", "on_call", "patient_facing") if rng.random() < 0.25],
        "days": [t.id for t in kb.vocabulary.values() if t.group == "sign" and rng.random() < 0.4],
        "goal": rng.choice(list(kb.roles)) if rng.random() < 0.3 else None,
        "current": rng.choices([names[:1], [], names], [80, 10, 10])[0] if len(names) > 1 else rng.random() < 0.8,
        "ended": {name: f"{rng.randint(2008, 2026)}-03-01" for name in names},
        "licence_now": rng.choices(["valid", "lapsed", "abroad"], [85, 8, 7])[0],
        "pay_now": float(rng.choice([28_000, 36_000, 45_000, 60_000, 85_000])) if rng.random() < 0.5 else None,
        "in_hospital": rng.random() < 0.3,
        "pay_floor": None,
        "licences": [rng.choice(licensed)] if rng.random() < 0.02 else [],
        "hours": rng.choice([3.0, 5.0, 8.0, 12.0, 20.0]),
        "budget": rng.choice([0.0, 500.0, 1500.0, 5000.0]),
        "deadline": rng.choice([None, "2027-12-31", "2029-06-30"]),
        "state": rng.choice(["OH", "TX", "CA"]),
    }


def _true_levels(kb: KnowledgeBase, years: dict[str, float], certs: list[str], rng: random.Random) -> dict[str, float]:
    found: dict[str, float] = {}

    def raise_to(skill: str, level: float) -> None:
        found[skill] = max(found.get(skill, 0.0), level)

    for role, length in years.items():
        for skill, level in role_gives(kb.roles[role]).items():
            raise_to(skill, level + rng.gauss(0.2 if length > 4 else -0.2, 0.5))
    for cert in certs:
        for skill, level in kb.certs[cert].teaches.items():
            raise_to(skill, level + rng.gauss(-0.3, 0.6))
    if rng.random() < SECOND_LIFE:
        part = rng.uniform(0.2, 0.9)
        for skill, level in role_gives(kb.roles[rng.choice(list(kb.roles))]).items():
            if rng.random() < 0.7:
                raise_to(skill, level * part + rng.gauss(0, 0.6))
    for step in rng.sample(list(kb.steps.values()), rng.choice([0, 0, 1, 1, 2, 3])):
        for skill, level in step.teaches.items():
            raise_to(skill, level - rng.choice([0, 0, 1]))
    for skill in rng.sample(list(kb.skills), rng.randint(0, 8)):
        raise_to(skill, rng.choice([1, 1, 1, 2, 2, 3]))
    return found


def _rated(level: float, habit: float, rng: random.Random) -> int:
    noise = habit + rng.gauss(0, 0.35) if level > 0.5 else 0.0
    return min(5, max(0, round(level + noise)))


def top3(quiz: Quiz, person: Person, questions: Iterable[str]) -> tuple[str, ...]:
    """The first three roles, as a set, when these questions are answered."""
    answers = {name: person.says(name) for name in questions}
    standing = stand(quiz.profile(QuizState(answers=answers)), quiz.kb, TODAY)
    return tuple(sorted(one.role.id for one in rank(standing, quiz.kb).next[:3]))


def person_result(seed: int) -> dict[str, Any]:
    """All four orders for one person."""
    kb, rng = _knowledge(), random.Random(seed)
    quiz = Quiz(kb, TODAY)
    person = simulate(kb, rng)
    state, seconds, promised = ask_adaptively(quiz, person)
    adaptive = list(state.answers)
    start = [name for name in adaptive if not name.startswith(("skill:", "some:", "levels:"))]
    begun = QuizState(answers={name: person.says(name) for name in start})
    known = quiz.confirmed(begun)
    forced = [f"skill:{s}" for s in begun.answers.get("credits") or ()]
    needed = {n.skill for r in kb.roles.values() if r.kind == "hospital-it" for n in r.needs}
    listed = [f"skill:{s}" for s in kb.skills if s in needed and s not in known and f"skill:{s}" not in forced]
    full = [*start, *quiz.open(begun), *forced, *listed]
    want = top3(quiz, person, full)
    result: dict[str, Any] = {
        "full": len(full), "start_questions": len(start), "seconds": seconds, "promised": promised,
        "start": top3(quiz, person, start) == want, "skill_list": len(forced) + len(listed),
    }  # fmt: skip
    runs: dict[str, list[str]] = {}
    own = tuple(sorted(one.role.id for one in rank(stand(quiz.profile(state), kb, TODAY), kb).next[:3]))
    result["adaptive"] = (len(adaptive), own == want)
    result["by_screens"] = curve(quiz, state, want)
    for name, order in (("fixed", listed), ("random", rng.sample(listed, len(listed)))):
        order = [*start, *forced, *order]
        runs[name] = ask_in_order(quiz, person, begun, order, known, len(full))
        result[f"{name}_same_count"] = top3(quiz, person, order[: len(adaptive)]) == want
    for name, asked in runs.items():
        result[name] = (len(asked), top3(quiz, person, asked) == want)
    return result


def ask_adaptively(quiz: Quiz, person: Person) -> tuple[QuizState, list[float], list[int]]:
    """All answers, the processor seconds each next question took, and how many questions the first and the fifth screen promise."""
    state, seconds, promised = QuizState(), [], []
    while True:
        began = time.process_time()
        turn = quiz.turn(state)
        seconds.append(time.process_time() - began)
        if turn.question is None:
            return state, seconds, [promised[0], promised[4]]
        promised.append(turn.expected_total)
        state = engine.record(state, turn.question.id, said(person, turn.question))


def curve(quiz: Quiz, state: QuizState, want: tuple[str, ...]) -> list[bool]:
    """Whether the first three were those of the full list already, had the quiz ended after so many screens."""
    found = []
    for most in CURVE:
        answers = dict(list(state.answers.items())[:most])
        standing = stand(quiz.profile(QuizState(answers=answers)), quiz.kb, TODAY)
        found.append(tuple(sorted(one.role.id for one in rank(standing, quiz.kb).next[:3])) == want)
    return found


def said(person: Person, question: Question) -> Any:
    """What the person answers; of a list of skills, those of which there is something."""
    if question.id.startswith("some:"):
        return {option.value: person.levels[option.value] > 0 for option in question.choices}
    if question.id.startswith("levels:"):
        return {skill: person.levels[skill] for skill in question.each}
    if question.kind == "level":  # a screen may end below the level of the person
        return min(person.levels[question.id[6:]], int(question.high))
    return person.says(question.id)


def ask_in_order(
    quiz: Quiz, person: Person, begun: QuizState, order: list[str], known: frozenset[str], full: int
) -> list[str]:
    """The same stopping rule, without choosing."""
    model = quiz.model(begun)
    fewest, sure, most = (quiz.kb.weight(f"quiz-{name}") for name in ("fewest", "sure", "most"))
    asked = list(begun.answers)
    skills: dict[str, int | None] = {}
    for name in order[len(asked) :]:
        if model is None or len(asked) >= most * full:
            break
        if len(skills) >= fewest and model.agreement(skills, confirmed=known) >= sure:
            break
        skills[name[6:]] = person.says(name)
        asked.append(name)
    return asked


_KB: list[KnowledgeBase] = []


def _knowledge() -> KnowledgeBase:
    if not _KB:
        _KB.append(cache.knowledge([where.bundled()], None))
    return _KB[0]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    seeds = [options.seed * 1_000_003 + n for n in range(options.people)]
    with Pool(options.jobs) as pool:
        found = list(pool.imap_unordered(person_result, seeds, chunksize=8))
    print(json.dumps(summary(found), indent=2))


def summary(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of docs/method.md."""
    seconds = sorted(t for one in found for t in one["seconds"])
    rows: dict[str, Any] = {
        "people": len(found),
        "questions_in_the_full_list": statistics.median(one["full"] for one in found),
        "start_questions": statistics.median(one["start_questions"] for one in found),
        "skill_questions_adaptive": statistics.median(one["adaptive"][0] - one["start_questions"] for one in found),
        "same_top3_without_any_skill_question": _mean(one["start"] for one in found),
        "promised_minus_asked": {
            screen: statistics.median(one["promised"][n] - one["adaptive"][0] for one in found)
            for n, screen in enumerate(("first", "fifth"))
        },
    }
    rows["same_top3_after_screens"] = {
        str(most): _mean(one["by_screens"][n] for one in found) for n, most in enumerate(CURVE)
    }
    rows["most_screens"] = max(one["adaptive"][0] for one in found)
    for name in ("adaptive", "fixed", "random"):
        counts = sorted(one[name][0] for one in found)
        rows[name] = {
            "median_questions": statistics.median(counts),
            "mean_questions": round(statistics.mean(counts), 2),
            "p90_questions": counts[int(0.9 * len(counts))],
            "median_share_of_full_list": round(statistics.median(one[name][0] / one["full"] for one in found), 3),
            "largest_share_of_full_list": round(max(one[name][0] / one["full"] for one in found), 3),
            "same_top3": _mean(one[name][1] for one in found),
            "same_top3_within_40_percent": _mean(one[name][1] and one[name][0] <= 0.4 * one["full"] for one in found),
        }
        if name != "adaptive":
            rows[name]["same_top3_with_as_many_questions_as_adaptive"] = _mean(
                one[f"{name}_same_count"] for one in found
            )
    rows["seconds_per_question"] = {
        "mean": round(statistics.mean(seconds), 4),
        "p99": round(seconds[int(0.99 * len(seconds))], 4),
    }
    return rows


def _mean(values: Any) -> float:
    return round(statistics.mean(map(float, values)), 4)


if __name__ == "__main__":
    main()
