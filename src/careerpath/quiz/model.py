"""Plausible people, and the question that tells most about whose top 3 is whose (docs/method.md, quiz).

A plausible person has the credits of the held roles and certifications, and besides a part of what one other role
gives, on top of a general background. Each (role, share, background) is a class; within a class the skills are
independent. So the posterior over the classes after any answers is exact, and plausible people are drawn from it.
Every probability is a constant of `weights.yaml`. numpy is imported when a model is made, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING

from careerpath.knowledge.base import KnowledgeBase
from careerpath.quiz.scores import LEVELS, OUT, TOP, Scorer, make_scorer, open_to
from careerpath.record import Record, replace
from careerpath.rules.standing import Standing, role_gives

if TYPE_CHECKING:
    from careerpath.quiz.scores import Floats, Ints

SkillAnswers = Mapping[str, int | None]
LISTED = 7
"""Skills on one screen, where it is asked which of them there are at all."""
MOST_ASKABLE = 300
"""Most skills among which the next question is looked for."""
SECOND_ROLE_PARTS = ((1 / 3, "third"), (2 / 3, "most"), (1, "all"))
"""Parts of what a second role gives, and the names of their chances in `weights.yaml` (`quiz-second-...`)."""
SEED = 20261122
"""Fixed: a quiz that is gone through again asks the same."""


class Pick(Record):
    """What to ask next, and how sure the answer to it all already is."""

    skill: str | None
    """None if no question is left."""
    several: tuple[str, ...]
    """What to ask on one screen instead: the skills that tell most, the first first. Empty: ask for the one skill."""
    agreement: float
    """Share of plausible people (0-1) whose top 3 is the one that the answers so far give."""
    left: int
    """Questions that could still be asked."""


class Model(Record):
    """Everything about one set of start answers that stays the same from skill question to skill question."""

    scorer: Scorer
    information: float
    """Worth of one nat of information about the top 3, against expected agreement."""
    askable: Ints
    """Skills that can change anything, as indices."""
    credited: Ints
    """Level credited by held roles and certifications, by skill."""
    prior: Floats
    likelihood: Floats
    """log P(level | class, skill) [classes x skills x levels]."""
    below: Floats
    """P(level <= 0 ... 4 | class, skill) [classes x skills x 5]."""
    uniform: Floats
    """Fixed numbers that turn a class into a person [people x skills]: the same answers give the same question."""
    index: Mapping[str, int]
    """Skill id -> index."""

    def choose(
        self, answers: SkillAnswers, *, confirmed: frozenset[str] = frozenset(), some: frozenset[str] = frozenset()
    ) -> Pick:
        """The next skill to ask for. `answers`: level by skill id, None where the person was not sure.

        `confirmed` skills were shown with what a job or certification credits, and nobody objected; of `some` it is
        known that there is at least a little.
        """
        import numpy as np

        known = self._levels_by_index(answers)
        begun = self._indices(some) - known.keys()
        closed = self._indices((*answers, *confirmed))
        now, levels, top_people, agreement = self._people(known, closed, begun)
        left = np.array([skill for skill in self.askable if skill not in closed], dtype=int)
        if not len(left):
            return Pick(None, (), agreement, 0)
        gain = self._gain(left, levels, now, top_people)
        order = left[np.argsort(-gain, kind="stable")]
        return Pick(self.scorer.skills[order[0]], self._to_list(order, begun), agreement, len(left))

    def _to_list(self, order: Ints, begun: Set[int]) -> tuple[str, ...]:
        """Skills for one screen, if the best one is new to the person and is not the only one that is."""
        new = [skill for skill in order if skill not in begun and not self.credited[skill]]
        if len(new) < 2 or new[0] != order[0]:
            return ()
        return tuple(self.scorer.skills[skill] for skill in new[:LISTED])

    def most_needed(self, skill: str) -> int:
        """The highest level (1-5) of the skill that makes a difference to any of the compared roles."""
        import numpy as np

        credit_by_level = self.scorer.credit[self.scorer.term_skill == self.index[skill]]
        if not len(credit_by_level):
            return LEVELS - 1
        rises = np.flatnonzero((np.diff(credit_by_level, axis=1) > 1e-9).any(axis=0))
        return int(rises.max()) + 1 if len(rises) else LEVELS - 1

    def agreement(
        self, answers: SkillAnswers, *, confirmed: frozenset[str] = frozenset(), some: frozenset[str] = frozenset()
    ) -> float:
        """Share of plausible people (0-1) whose top 3 is the one that the answers give; what was skipped stays open."""
        known = self._levels_by_index(answers)
        begun = self._indices(some) - known.keys()
        return self._people(known, self._indices(confirmed), begun)[-1]

    def _indices(self, skills: Iterable[str]) -> set[int]:
        """The indices of the skills that any compared role touches."""
        return {self.index[skill] for skill in skills if skill in self.index}

    def _levels_by_index(self, answers: SkillAnswers) -> dict[int, int]:
        """Level by index of every skill that was answered and not skipped."""
        levels = {}
        for skill, level in answers.items():
            if level is not None and skill in self.index:
                levels[self.index[skill]] = level
        return levels

    def _people(
        self, known: Mapping[int, int], closed: Set[int], begun: Set[int] = frozenset()
    ) -> tuple[Ints, Ints, Ints, float]:
        """The levels that the profile will have, plausible people, their top 3, and the share (0-1) that has this one.

        Skills that are closed without an answer stand at their credit, those that are `begun` at 1 or more.
        """
        import numpy as np

        levels = self._draw(known, begun)
        credited = list(closed - known.keys())
        levels[:, credited] = self.credited[credited]
        now = self.credited.copy()
        now[list(begun)] = np.maximum(1, now[list(begun)])
        now[list(known)] = list(known.values())
        top_people = self.scorer.top(levels)
        same = np.all(top_people == self.scorer.top(now[None, :])[0], axis=1)
        return now, levels, top_people, float(np.mean(same))

    def _draw(self, known: Mapping[int, int], begun: Set[int] = frozenset()) -> Ints:
        """Plausible people [people x skills] after the answers; answered skills stand at their answer.

        Of those that are `begun` nobody is at level 0.
        """
        import numpy as np

        weight = np.log(self.prior)
        for skill, level in known.items():
            weight = weight + self.likelihood[:, skill, level]
        for skill in begun:
            weight = weight + np.log1p(-np.minimum(self.below[:, skill, 0], 1 - 1e-12))
        chance = np.exp(weight - weight.max())
        chance /= chance.sum()
        count = len(self.uniform)
        # the classes by their chance at even steps, not at random: the same answers give the same people
        classes = np.searchsorted(np.cumsum(chance), (np.arange(count) + 0.5) / count).clip(0, len(chance) - 1)
        uniform, below = self.uniform, self.below[classes]
        if begun:
            uniform, columns = uniform.copy(), sorted(begun)
            none = below[:, columns, 0]
            uniform[:, columns] = none + (1 - none) * uniform[:, columns]
        levels: Ints = (uniform[:, :, None] > below).sum(axis=2)
        if begun:
            levels[:, columns] = np.maximum(1, levels[:, columns])
        for skill, level in known.items():
            levels[:, skill] = level
        return levels

    def _gain(self, left: Ints, levels: Ints, now: Ints, top_people: Ints) -> Floats:
        """How much each question is worth: expected agreement after it, and expected information about the top 3."""
        import numpy as np

        info = self._information(left, levels, top_people)
        ahead = self._look_ahead(left, levels, now, top_people)
        return ahead + self.information * info + 1e-9 * np.arange(len(left), 0, -1)

    def _information(self, left: Ints, levels: Ints, top_people: Ints) -> Floats:
        """Sum over the roles of the mutual information [nats] between the answer and being in the top 3."""
        import numpy as np

        count = len(levels)
        member = np.zeros((count, len(self.scorer.roles) + 1))
        member[np.arange(count)[:, None], top_people] = 1.0
        member = member[:, :-1]  # the last column took the -1 of those with fewer than three roles
        answer = (levels[:, left][:, :, None] == np.arange(LEVELS)).reshape(count, -1).astype(float)
        joint = (answer.T @ member).reshape(len(left), LEVELS, -1) / count
        p_answer = answer.mean(axis=0).reshape(len(left), LEVELS)
        p_member = member.mean(axis=0)
        information = np.zeros(len(left))
        for both, single in ((joint, p_member), (p_answer[:, :, None] - joint, 1 - p_member)):
            expected = p_answer[:, :, None] * single
            ratio = np.where(both > 1e-12, both / np.maximum(expected, 1e-12), 1.0)
            information += (both * np.log(ratio)).sum(axis=(1, 2))
        return information

    def _look_ahead(self, left: Ints, levels: Ints, now: Ints, top_people: Ints) -> Floats:
        """Expected agreement after each question: the answer of each plausible person is tried."""
        import numpy as np

        trial = np.repeat(now[None, :], len(left) * LEVELS, axis=0)
        rows = np.arange(len(trial))
        trial[rows, left[rows // LEVELS]] = rows % LEVELS
        tops = self.scorer.top(trial).reshape(len(left), LEVELS, TOP)
        after = tops[np.arange(len(left))[None, :], levels[:, left]]
        share: Floats = np.mean((after == top_people[:, None, :]).sum(axis=2) / TOP, axis=0)
        return share


def make_model(standing: Standing, kb: KnowledgeBase) -> Model | None:
    """The model for what the start questions told; None if no skill can bring any role among the next ones.

    Roles that no plausible person comes near to having among the first three are left out after a first draw.
    """
    candidates = sorted(open_to(standing, kb), key=lambda candidate: (-candidate.order_value, candidate.role.id))
    near = candidates[: int(kb.constants.quiz_near_roles)]
    if not near:
        return None
    wide = _assemble(make_scorer(near, kb), standing, kb)
    order = wide.scorer.order(wide._draw({}))
    if order.shape[1] <= TOP:
        return wide
    within_reach = set()
    for role, lead in zip(wide.scorer.roles, _lead(order), strict=True):
        if lead > -kb.constants.quiz_near_margin:
            within_reach.add(role)
    narrowed = [candidate for candidate in near if candidate.role.id in within_reach]
    scorer = make_scorer(narrowed, kb, wide.scorer.skills)
    return replace(wide, scorer=scorer, askable=_askable(scorer))


def _lead(order: Floats) -> Floats:
    """For each role, how far it is before (+) or behind (-) the third place of the person it suits best."""
    import numpy as np

    third = np.partition(order, -TOP, axis=1)[:, -TOP]
    # who has fewer than three roles has no third place to be behind of
    lead: Floats = (order - np.maximum(third, OUT / 2)[:, None]).max(axis=0)
    return lead


def _assemble(scorer: Scorer, standing: Standing, kb: KnowledgeBase) -> Model:
    """The model over the roles of the scorer."""
    import numpy as np

    credited = np.array([standing.level(skill) for skill in scorer.skills])
    index = {skill: number for number, skill in enumerate(scorer.skills)}
    prior, likelihood = _classes(scorer, index, credited, kb)
    rng = np.random.Generator(np.random.PCG64(SEED))
    return Model(
        scorer=scorer,
        information=kb.constants.quiz_information,
        askable=_askable(scorer),
        credited=credited,
        prior=prior,
        likelihood=likelihood,
        below=np.cumsum(np.exp(likelihood), axis=2)[:, :, :-1],
        uniform=rng.random((int(kb.constants.quiz_people), len(scorer.skills))),
        index=index,
    )


def _askable(scorer: Scorer) -> Ints:
    """The skills worth asking for, as indices: at most `MOST_ASKABLE`, those that most needs touch."""
    import numpy as np

    skills, uses = np.unique(scorer.term_skill, return_counts=True)
    most_used = skills[np.argsort(-uses, kind="stable")[:MOST_ASKABLE]]
    in_order: Ints = np.sort(most_used)
    return in_order


def _classes(scorer: Scorer, index: Mapping[str, int], credited: Ints, kb: KnowledgeBase) -> tuple[Floats, Floats]:
    """Prior and log likelihood of every class: one with no second role, and of each role a part, by background."""
    import numpy as np

    gives = _given_by_roles(scorer, index, kb)
    chances = [(part, kb.weight(f"quiz-second-{name}")) for part, name in SECOND_ROLE_PARTS]
    targets = [np.zeros((1, len(scorer.skills)))]
    priors = [np.array([1 - sum(chance for _, chance in chances)])]
    for part, chance in chances:
        targets.append(gives * part)
        priors.append(np.full(len(gives), chance / len(gives)))
    target, prior = np.concatenate(targets), np.concatenate(priors)
    middle = kb.constants.quiz_blank_middle_chance
    weighted, tables = [], []
    for background, chance in (("high", (1 - middle) / 2), ("middle", middle), ("low", (1 - middle) / 2)):
        weighted.append(prior * chance)
        tables.append(_level_table(target, credited, kb.weight(f"quiz-blank-{background}"), kb))
    return np.concatenate(weighted), np.concatenate(tables)


def _given_by_roles(scorer: Scorer, index: Mapping[str, int], kb: KnowledgeBase) -> Floats:
    """Level [roles x skills] that doing each role brings."""
    import numpy as np

    gives = np.zeros((len(scorer.roles), len(scorer.skills)))
    for row, role in enumerate(scorer.roles):
        for skill, level in role_gives(kb.roles[role]).items():
            gives[row, index[skill]] = level
    return gives


def _level_table(target: Floats, credited: Ints, blank: float, kb: KnowledgeBase) -> Floats:
    """log P(level) [classes x skills x levels] around the larger of the target and the credit.

    `blank`: probability (0-1) of level 0 in a skill that nothing hints at.
    """
    import numpy as np

    center = np.maximum(target, credited)[:, :, None]
    spread = np.where(credited[None, :, None] >= center, kb.constants.quiz_credit_spread, kb.constants.quiz_spread)
    level = np.arange(LEVELS)[None, None, :]
    around = np.exp(-0.5 * ((level - center) / spread) ** 2)
    around /= around.sum(axis=2, keepdims=True)
    tail = kb.constants.quiz_blank_fall ** np.arange(1, LEVELS)
    background = np.concatenate([[blank], (1 - blank) * tail / tail.sum()])
    stray = kb.constants.quiz_stray
    logarithms: Floats = np.log(np.where(center > 0, (1 - stray) * around + stray * background, background))
    return logarithms
