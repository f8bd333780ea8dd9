"""How near roles are to one another, from what they need, are called and are about (docs/method.md, 13).

Eight parts, each a matrix origin x candidate in standard deviations above the mean pair, times its weight over the sum
of the weights; what is unknown of either role counts as the mean (0). The likeness is the sum of its parts. It is not
symmetric: a higher level, and a longer preparation, count more on the way up than on the way down.
numpy is imported here; only `related`, `rank-all`, `validate --key` and `import` come this way.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import INTEREST_SCALES, SENIORITY_ORDER, Ratings, Role
from careerpath.record import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]

# The order of the columns that are printed and kept; `step`, which has no weight of its own, is the last.
PARTS = ("skills", "knowledge", "technology", "titles", "names", "text", "interests", "levels", "step")
THOUSANDTHS_LIMIT = 32000
"""Parts are kept as 16-bit whole numbers, which end at 32767."""
JOBS = "jobs"
"""The part that `likely` adds: where the jobs are."""
NOTHING_KNOWN = 3
"""Steps that an occupation is set back as a candidate if nothing but its titles is published ("All Other")."""
FEW_SKILLS = 400
"""Knowledge with more skills than this has no levels that were measured (docs/knowledge.md)."""
COMMON = frozenset(
    re.findall(
        r"\w+",
        "and or of the for to in a an with by may as on such using other related including include not all from be at "
        "etc that their use is are excludes this who",
    )
)
"""Words that tell no role from another."""


class Likeness(Record):
    """All pairs of roles; `parts[part, origin, candidate]` in thousandths, so that every sum of them is exact."""

    ids: tuple[str, ...]
    parts: NDArray[np.int16]

    def total(self) -> NDArray[np.int32]:
        """The likeness of all pairs, in thousandths."""
        import numpy as np

        totals: NDArray[np.int32] = self.parts.sum(axis=0, dtype=np.int32)
        return totals


def likeness(kb: KnowledgeBase, ratings: Mapping[str, Ratings]) -> Likeness:
    """The likeness of every role to every other. `ratings` may be empty: then the needs of the roles serve."""
    import numpy as np

    roles = list(kb.roles.values())
    rated = [ratings.get(role.id) for role in roles]
    # `step` is in a unit of its own; the costliest step up stands for its weight
    total = sum(kb.weight(f"related-{name}") for name in PARTS[:-1]) + kb.constants.related_step_up
    parts = np.zeros((len(PARTS), len(roles), len(roles)), dtype=np.int16)
    for name, matrix in _matrices(roles, rated, kb):
        thousandths = np.rint(_scaled(matrix, name, kb) * np.float32(1000 / total))
        parts[PARTS.index(name)] = thousandths.clip(-THOUSANDTHS_LIMIT, THOUSANDTHS_LIMIT)
    return Likeness(tuple(kb.roles), parts)


def _matrices(
    roles: Sequence[Role], rated: Sequence[Ratings | None], kb: KnowledgeBase
) -> Iterator[tuple[str, Floats]]:
    """Every part in its own unit, one after the other: all of them at once would be large."""
    technologies, titles, texts = [], [], []
    for role, rating in zip(roles, rated):
        technologies.append(_technologies(role, rating, kb))
        titles.append(_title_words(role))
        texts.append(_text_words(role, rating))
    yield "skills", _needs(roles, rated, kb, "skill")
    yield "knowledge", _needs(roles, rated, kb, "knowledge")
    yield "technology", _cosine(technologies)
    yield "titles", _cosine(titles)
    yield "names", _cosine(_whole_titles(roles))
    yield "text", _cosine(texts)
    yield "interests", _interests(roles)
    yield "levels", _shortfall(roles, rated, kb)
    yield "step", _step(roles, rated, kb)


def likely(alike: Likeness, employment: Mapping[str, float], kb: KnowledgeBase) -> Likeness:
    """The likeness with a further part: the employment of the candidate.

    It is the logarithm of the employment in standard deviations above the mean candidate, times `related-jobs`; 0 where
    no figure is published. So an occupation of many people goes before one as like that hardly anyone has.
    """
    import numpy as np

    logarithms = np.full(len(alike.ids), np.nan)
    for row, role in enumerate(alike.ids):
        if employment.get(role):
            logarithms[row] = math.log(employment[role])
    spread = float(np.nanstd(logarithms)) or 1.0
    part = np.nan_to_num((logarithms - np.nanmean(logarithms)) / spread) * kb.constants.related_jobs * 1000
    thousandths = np.rint(part).clip(-THOUSANDTHS_LIMIT, THOUSANDTHS_LIMIT).astype(np.int16)
    jobs = np.broadcast_to(thousandths, alike.parts.shape[1:])[None]
    return Likeness(alike.ids, np.concatenate([alike.parts, jobs]))


def _scaled(matrix: Floats, name: str, kb: KnowledgeBase) -> Floats:
    """Standard deviations above the mean pair, weighted; NaN (unknown) becomes 0. `step` is in its own unit."""
    import numpy as np

    if name == "step":
        return matrix
    np.fill_diagonal(matrix, np.nan)
    known = matrix[~np.isnan(matrix)]
    spread = float(known.std()) if known.size else 0.0
    if spread == 0:
        return np.zeros_like(matrix)
    scaled: Floats = np.nan_to_num((matrix - known.mean()) / spread) * np.float32(kb.weight(f"related-{name}"))
    return scaled


def _needs(roles: Sequence[Role], rated: Sequence[Ratings | None], kb: KnowledgeBase, group: str) -> Floats:
    """Likeness of the rated elements (correlation over the elements), or of the needs where nothing is rated."""
    all_elements = _rated_elements(rated)
    if not all_elements:
        return _cosine([_importance_of_needs(role, kb, group) for role in roles])
    elements = [element for element in all_elements if _group_of(element, kb) == group]
    importance, level = _table(rated, elements, "importance"), _table(rated, elements, "level")
    return _correlation((importance + level) / 2)


def _group_of(skill: str, kb: KnowledgeBase) -> str:
    """`knowledge` or `technology`; `skill` for all else."""
    if skill not in kb.skills:
        return "skill"
    category = kb.skills[skill].category
    return category if category in ("knowledge", "technology") else "skill"


def _importance_of_needs(role: Role, kb: KnowledgeBase, group: str) -> dict[str, float]:
    """Importance by skill of the role's needs in that group."""
    return {need.skill: float(need.importance) for need in role.needs if _group_of(need.skill, kb) == group}


def _rated_elements(rated: Sequence[Ratings | None]) -> list[str]:
    """All elements that were rated of any occupation, by id."""
    elements: set[str] = set()
    for rating in rated:
        if rating is not None:
            elements.update(rating.importance)
    return sorted(elements)


def _table(rated: Sequence[Ratings | None], elements: Sequence[str], name: str) -> Floats:
    """Roles x elements; NaN where nothing is rated."""
    import numpy as np

    table = np.full((len(rated), len(elements)), np.nan, dtype=np.float32)
    for row, rating in enumerate(rated):
        if rating is not None and rating.importance:  # of some only titles and tasks are published
            values = getattr(rating, name)
            table[row] = [values.get(element, 0.0) for element in elements]
    return table


def _correlation(table: Floats) -> Floats:
    """Cosine of the rows after each column is standardized over the rows; NaN where a row is unknown."""
    import numpy as np

    if not table.shape[1]:
        return np.full((len(table), len(table)), np.nan, dtype=np.float32)
    spread = np.nanstd(table, axis=0)
    standardized = (table - np.nanmean(table, axis=0)) / np.where(spread == 0, 1, spread)
    return _cosine_of_rows(standardized)


def _cosine_of_rows(table: Floats) -> Floats:
    """Cosine of each pair of rows; NaN for a row of zeros, which has no direction."""
    import numpy as np

    size = np.sqrt((table * table).sum(axis=1, keepdims=True))
    unit = table / np.where(size == 0, np.nan, size)
    cosine: Floats = unit @ unit.T
    return cosine


def _cosine(documents: Sequence[Mapping[str, float]]) -> Floats:
    """Square root of the cosine of the documents, terms weighted by rarity (tf-idf); NaN where one is empty.

    The root keeps a few very like pairs from outweighing everything else.
    """
    import numpy as np

    documents_with: Counter[str] = Counter()
    for document in documents:
        documents_with.update(document.keys())
    # a term of one document makes it like no other; it counts for the document's size alone
    column: dict[str, int] = {}
    for term, count in documents_with.items():
        if count > 1:
            column[term] = len(column)
    table = np.zeros((len(documents), len(column)), dtype=np.float32)
    for row, document in enumerate(documents):
        values = {}
        for term, weight in document.items():
            values[term] = weight * np.log(len(documents) / documents_with[term])
        size = sum(value * value for value in values.values()) ** 0.5
        for term, value in values.items():
            if term in column and size:
                table[row, column[term]] = value / size
    roots: Floats = np.sqrt(np.clip(table @ table.T, 0, 1))
    empty = [row for row, document in enumerate(documents) if not document]
    roots[empty, :] = np.nan
    roots[:, empty] = np.nan
    return roots


def _technologies(role: Role, rating: Ratings | None, kb: KnowledgeBase) -> dict[str, float]:
    """Weight by technology: as published, else the importance of the needs that are technologies."""
    if rating is None:
        return _importance_of_needs(role, kb, "technology")
    return {name: weight**0.5 for name, weight in rating.technologies.items()}


def words_of(text: str) -> list[str]:
    """Lower-case words without common ones and without a plural s."""
    words = []
    for word in re.findall(r"[a-z0-9+#]+", text.lower()):
        if word not in COMMON:
            words.append(_singular(word))
    return words


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _title_words(role: Role) -> dict[str, float]:
    """Words of all titles: 1 + log of how many titles have them, and 2 more for those of the first."""
    counts: Counter[str] = Counter()
    for title in (role.title, *role.aliases):
        counts.update(dict.fromkeys(words_of(title), 1))
    return _logged(counts, words_of(role.title))


def _whole_titles(roles: Sequence[Role]) -> list[dict[str, float]]:
    """Whole titles, each weighing as much as its rarest word is rare among the roles (tf-idf besides).

    So "service technician" says little. Spellings of one thing ("drone pilot", "drone operator") share the root of
    their number; the short form of another title ("repair technician (repair tech)") is left out.
    """
    words_by_title = [_words_by_title(role) for role in roles]
    roles_with: Counter[str] = Counter()
    for titles in words_by_title:
        roles_with.update(set().union(*titles.values()))
    documents = []
    for titles in words_by_title:
        rarest = {}
        for title, words in titles.items():
            rarest[title] = min(words, key=lambda word: (roles_with[word], word))
        spellings = Counter(rarest.values())
        document = {}
        for title, word in rarest.items():
            document[title] = math.log(len(roles) / roles_with[word]) / math.sqrt(spellings[word])
        documents.append(document)
    return documents


def _words_by_title(role: Role) -> dict[str, list[str]]:
    """The words of each title, those in parentheses apart; titles without a word and short forms are left out."""
    titles = [title.casefold() for title in (role.title, *role.aliases)]
    short_forms: set[str] = set()
    for title in titles:
        short_forms.update(re.findall(r"\(([^)]*)\)", title))
    words_by_title = {}
    for title in titles:
        if title in short_forms:
            continue
        bare = re.sub(r"\s*\([^)]*\)", "", title)
        words = words_of(bare)
        if words:
            words_by_title[bare] = words
    return words_by_title


def _text_words(role: Role, rating: Ratings | None) -> dict[str, float]:
    """Words of the description and of the tasks."""
    texts = [role.title, role.summary]
    if rating is not None:
        texts.extend(rating.tasks)
    return _logged(Counter(words_of(" ".join(texts))), ())


def _logged(counts: Counter[str], stressed: Iterable[str]) -> dict[str, float]:
    """1 + log of each count, and 2 more for each time that a word is among the stressed ones."""
    weights = {word: 1 + math.log(count) for word, count in counts.items()}
    for word in stressed:
        weights[word] += 2
    return weights


def _interests(roles: Sequence[Role]) -> Floats:
    """Correlation of the six interest scores of each pair."""
    import numpy as np

    table = np.full((len(roles), len(INTEREST_SCALES)), np.nan, dtype=np.float32)
    for row, role in enumerate(roles):
        if role.interests:
            table[row] = [getattr(role.interests, scale) for scale in INTEREST_SCALES]
    table -= table.mean(axis=1, keepdims=True)
    return _cosine_of_rows(table)


def _shortfall(roles: Sequence[Role], rated: Sequence[Ratings | None], kb: KnowledgeBase) -> Floats:
    """Minus the mean level that the candidate asks for beyond the origin's, weighted by the candidate's importance."""
    import numpy as np

    elements = _rated_elements(rated)
    if elements:
        importance, level = _table(rated, elements, "importance"), _table(rated, elements, "level")
    elif len(kb.skills) <= FEW_SKILLS:
        importance, level = _needed_levels(roles, kb)
    else:
        return np.full((len(roles), len(roles)), np.nan, dtype=np.float32)
    missing = np.zeros((len(roles), len(roles)), dtype=np.float32)
    for column in range(importance.shape[1]):
        have, want = level[:, None, column], level[None, :, column]
        missing += importance[None, :, column] * np.maximum(want - have, 0)
    total = importance.sum(axis=1)
    shortfall: Floats = -missing / np.where(total == 0, np.nan, total)[None, :]
    return shortfall


def _needed_levels(roles: Sequence[Role], kb: KnowledgeBase) -> tuple[Floats, Floats]:
    """Importance and level (0-1) of every skill in every role, by the roles' needs."""
    import numpy as np

    column = {skill: index for index, skill in enumerate(kb.skills)}
    importance = np.zeros((len(roles), len(column)), dtype=np.float32)
    level = np.zeros_like(importance)
    for row, role in enumerate(roles):
        for need in role.needs:
            importance[row, column[need.skill]] = need.importance
            level[row, column[need.skill]] = need.level / 5
    return importance, level


def _step(roles: Sequence[Role], rated: Sequence[Ratings | None], kb: KnowledgeBase) -> Floats:
    """What the way up or down in preparation (Job Zone, else seniority) costs: `related-step-up` and `-down` a step."""
    import numpy as np

    has_zones = any(rated)
    preparation = np.full(len(roles), np.nan, dtype=np.float32)
    for row, (role, rating) in enumerate(zip(roles, rated)):
        zone = rating.job_zone if rating is not None else None
        if not has_zones:  # seniority stands in for all roles or for none: the two scales are never mixed
            zone = SENIORITY_ORDER.index(role.seniority)
        if zone is not None:
            preparation[row] = zone
    change = np.nan_to_num(preparation[None, :] - preparation[:, None])
    up, down = np.float32(kb.constants.related_step_up), np.float32(kb.constants.related_step_down)
    cost: Floats = -(up * np.maximum(change, 0) + down * np.maximum(-change, 0))
    nothing_known = [column for column, role in enumerate(roles) if not role.needs]
    cost[:, nothing_known] -= NOTHING_KNOWN * up
    return cost


class Neighbour(Record):
    """A candidate with its likeness, and the parts that add up to it."""

    role: str
    score: float
    parts: tuple[int, ...]
    """In thousandths, in the order of `PARTS`."""


def nearest(alike: Likeness, at: int, count: int | None = None) -> list[Neighbour]:
    """The candidates nearest to the role at `at`, the nearest first (ties by id); all others if no count is given."""
    parts = alike.parts[:, at, :]
    totals = parts.sum(axis=0, dtype="int32").tolist()
    others = [index for index in range(len(totals)) if index != at]
    others.sort(key=lambda index: (-totals[index], alike.ids[index]))
    return [neighbour(alike.ids[index], parts[:, index].tolist()) for index in others[:count]]


def neighbour(role: str, parts: Sequence[int]) -> Neighbour:
    """A neighbour out of its parts in thousandths."""
    return Neighbour(role, sum(parts) / 1000, tuple(parts))
