"""How many questions the quiz needs: simulated people answer it adaptively, in fixed order, in random order, and in full.

The people are not drawn from what the model assumes. Each has a held role with a personal offset per skill, perhaps a
part of a second life (any role, with a random subset of its skills), perhaps some finished steps of the knowledge base
(the model knows of no steps), some stray skills, and a personal habit of rating too high or too low. The same person
gives the same answer in every order. Start answers are the same, so the full list has every skill question that the
quiz could ask this person.

    python benchmarks/quiz_simulation.py [--people 2000] [--seed 7] [--jobs 2]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from datetime import date
from multiprocessing import Pool
from typing import Any

from careerpath.engine import quiz as engine
from careerpath.engine.quiz import Quiz, QuizState
from careerpath.engine.quiz_answers import credited
from careerpath.engine.ranking import rank
from careerpath.engine.standing import role_gives, stand
from careerpath.knowledge import cache, where
from careerpath.knowledge.base import KnowledgeBase

TODAY = date(2026, 11, 22)
SHARE_OF_STARTERS = 0.65
SECOND_LIFE = 0.5
SEEN_AS_WRONG = 2
"""A credit is objected to on the page of credits if it is off by this many levels."""


def simulate(kb: KnowledgeBase, rng: random.Random) -> tuple[QuizState, dict[str, int]]:
    """One person: the start answers, and the level they would state for every skill."""
    starters = [r for r in kb.roles.values() if r.kind == "starting"]
    others = [r for r in kb.roles.values() if r.kind == "hospital-it" and r.seniority != "executive"]
    held = rng.choice(starters if rng.random() < SHARE_OF_STARTERS else others)
    years = rng.choice([0.5, 1, 2, 3, 5, 8, 12, 20])
    levels = _true_levels(kb, held.id, years, rng)
    habit = rng.gauss(0, 0.4)
    stated = {s: _rated(levels.get(s, 0.0), habit, rng) for s in kb.skills}
    schools = ["high-school", "some-college", "associate", "bachelor", "master"]
    answers: dict[str, Any] = {
        "roles": [held.id],
        f"years:{held.id}": years,
        "education": held.entry.education if rng.random() < 0.7 else rng.choice(schools),
        "conditions": [c for c in ("night_shift", "on_call", "patient_facing") if rng.random() < 0.25],
    }
    credits = credited(answers, kb, TODAY)
    wrong = [s for s, h in credits.items() if abs(stated[s] - h.level) >= SEEN_AS_WRONG]
    answers["credits"] = wrong
    return QuizState(answers=answers), stated


def _true_levels(kb: KnowledgeBase, held: str, years: float, rng: random.Random) -> dict[str, float]:
    found = {s: lv + rng.gauss(0.2 if years > 4 else -0.2, 0.5) for s, lv in role_gives(kb.roles[held]).items()}

    def raise_to(skill: str, level: float) -> None:
        found[skill] = max(found.get(skill, 0.0), level)

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


def top3(quiz: Quiz, state: QuizState, stated: dict[str, int], skills: list[str]) -> tuple[str, ...]:
    """The first three roles, as a set, when these skills are answered."""
    answers = {**state.answers, **{f"skill:{s}": stated[s] for s in skills}}
    standing = stand(quiz.profile(QuizState(answers=answers)), quiz.kb, TODAY)
    return tuple(sorted(one.role.id for one in rank(standing, quiz.kb).next[:3]))


def person_result(seed: int) -> dict[str, Any]:
    """All four orders for one person."""
    kb, rng = _knowledge(), random.Random(seed)
    quiz = Quiz(kb, TODAY)
    state, stated = simulate(kb, rng)
    for question in engine_start_rest(quiz, state):
        state = engine.record(state, question, None)
    credits = credited(state.answers, kb, TODAY)
    needed = {n.skill for r in kb.roles.values() if r.kind == "hospital-it" for n in r.needs}
    known = engine.confirmed(state, credits)
    full = [s for s in kb.skills if s in needed and s not in known]
    shuffled = rng.sample(full, len(full))
    forced = list(state.answers["credits"])
    want = top3(quiz, state, stated, full)
    adaptive, seconds = ask_adaptively(quiz, state, stated)
    result: dict[str, Any] = {"full": len(full), "seconds": seconds, "start": top3(quiz, state, stated, []) == want}
    runs = {"adaptive": adaptive}
    for name, order in (("fixed", full), ("random", shuffled)):
        order = forced + [s for s in order if s not in forced]
        runs[name] = ask_in_order(quiz, state, stated, order, known)
        result[f"{name}_same_count"] = top3(quiz, state, stated, order[: len(adaptive)]) == want
    for name, asked in runs.items():
        result[name] = (len(asked), top3(quiz, state, stated, asked) == want)
    return result


def engine_start_rest(quiz: Quiz, state: QuizState) -> list[str]:
    """Start questions that the simulated person skips."""
    from careerpath.engine.quiz_questions import start_questions

    credits = credited(state.answers, quiz.kb, TODAY)
    return [name for name, _ in start_questions(state.answers, quiz.kb, credits) if name not in state.answers]


def ask_adaptively(quiz: Quiz, state: QuizState, stated: dict[str, int]) -> tuple[list[str], list[float]]:
    """Skills asked, and the seconds each next question took."""
    asked: list[str] = []
    seconds = []
    while True:
        began = time.perf_counter()
        turn = quiz.turn(state)
        seconds.append(time.perf_counter() - began)
        if turn.question is None:
            return asked, seconds
        skill = turn.question.id.removeprefix("skill:")
        state = engine.record(state, turn.question.id, stated[skill])
        asked.append(skill)


def ask_in_order(
    quiz: Quiz, state: QuizState, stated: dict[str, int], order: list[str], known: frozenset[str]
) -> list[str]:
    """The same stopping rule, without choosing."""
    model = quiz.model(state)
    fewest, sure, most = quiz.kb.weight("quiz-fewest"), quiz.kb.weight("quiz-sure"), quiz.kb.weight("quiz-most")
    asked: list[str] = []
    for skill in order:
        if model is None or len(asked) >= most * len(order):
            break
        if len(asked) >= fewest and model.agreement({s: stated[s] for s in asked}, confirmed=known) >= sure:
            break
        asked.append(skill)
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
        "skill_questions_in_the_full_list": statistics.median(one["full"] for one in found),
        "same_top3_without_any_skill_question": _mean(one["start"] for one in found),
    }
    for name in ("adaptive", "fixed", "random"):
        counts = sorted(one[name][0] for one in found)
        rows[name] = {
            "median_questions": statistics.median(counts),
            "mean_questions": round(statistics.mean(counts), 2),
            "p90_questions": counts[int(0.9 * len(counts))],
            "largest_share_of_full_list": round(max(one[name][0] / one["full"] for one in found), 3),
            "same_top3": _mean(one[name][1] for one in found),
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
