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
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import INTEREST_SCALES, SENIORITY_ORDER, Ratings, Role
from careerpath.record import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]

PARTS = ("skills", "knowledge", "technology", "titles", "names", "text", "interests", "levels", "step")
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

        found: NDArray[np.int32] = self.parts.sum(axis=0, dtype=np.int32)
        return found


def likeness(kb: KnowledgeBase, ratings: Mapping[str, Ratings]) -> Likeness:
    """The likeness of every role to every other. `ratings` may be empty: then the needs of the roles serve."""
    import numpy as np

    roles = list(kb.roles.values())
    rated = [ratings.get(role.id) for role in roles]
    makers = {
        "skills": lambda: _needs(roles, rated, kb, "skill"),
        "knowledge": lambda: _needs(roles, rated, kb, "knowledge"),
        "technology": lambda: _cosine([_technologies(role, one, kb) for role, one in zip(roles, rated)]),
        "titles": lambda: _cosine([_title_words(role) for role in roles]),
        "names": lambda: _cosine(_whole_titles(roles)),
        "text": lambda: _cosine([_text_words(role, one) for role, one in zip(roles, rated)]),
        "interests": lambda: _interests(roles),
        "levels": lambda: _shortfall(roles, rated, kb),
        "step": lambda: _step(roles, rated, kb),
    }
    total = sum(kb.weight(f"related-{name}") for name in PARTS[:-1]) + kb.constants.related_step_up
    parts = np.zeros((len(PARTS), len(roles), len(roles)), dtype=np.int16)
    for i, name in enumerate(PARTS):
        parts[i] = np.rint(_scaled(makers[name](), name, kb) * np.float32(1000 / total)).clip(-32000, 32000)
    return Likeness(tuple(kb.roles), parts)


def likely(found: Likeness, employment: Mapping[str, float], kb: KnowledgeBase) -> Likeness:
    """The likeness with a further part: the employment of the candidate.

    It is the logarithm of the employment in standard deviations above the mean candidate, times `related-jobs`; 0 where
    no figure is published. So an occupation of many people goes before one as like that hardly anyone has.
    """
    import numpy as np

    people = np.array([math.log(employment[key]) if employment.get(key) else np.nan for key in found.ids])
    spread = float(np.nanstd(people)) or 1.0
    part = np.nan_to_num((people - np.nanmean(people)) / spread) * kb.constants.related_jobs * 1000
    row = np.rint(part).clip(-32000, 32000).astype(np.int16)
    jobs = np.broadcast_to(row, found.parts.shape[1:])[None]
    return Likeness(found.ids, np.concatenate([found.parts, jobs]))


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

    def belongs(skill: str) -> bool:
        category = kb.skills[skill].category if skill in kb.skills else ""
        return category != "technology" and (category == "knowledge") == (group == "knowledge")

    if not any(one and one.importance for one in rated):
        return _cosine([{n.skill: float(n.importance) for n in r.needs if belongs(n.skill)} for r in roles])
    elements = [s for s in sorted({s for one in rated if one for s in one.importance}) if belongs(s)]
    importance, level = _table(rated, elements, "importance"), _table(rated, elements, "level")
    return _correlation((importance + level) / 2)


def _table(rated: Sequence[Ratings | None], elements: Sequence[str], name: str) -> Floats:
    """Roles x elements; NaN where nothing is rated."""
    import numpy as np

    found = np.full((len(rated), len(elements)), np.nan, dtype=np.float32)
    for row, one in enumerate(rated):
        if one and one.importance:
            values = getattr(one, name)
            found[row] = [values.get(element, 0.0) for element in elements]
    return found


def _correlation(table: Floats) -> Floats:
    """Cosine of the rows after each column is standardized over the rows; NaN where a row is unknown."""
    import numpy as np

    if not table.shape[1]:
        return np.full((len(table), len(table)), np.nan, dtype=np.float32)
    spread = np.nanstd(table, axis=0)
    z = (table - np.nanmean(table, axis=0)) / np.where(spread == 0, 1, spread)
    size = np.sqrt((z * z).sum(axis=1, keepdims=True))
    unit = z / np.where(size == 0, np.nan, size)
    found: Floats = unit @ unit.T
    return found


def _cosine(documents: Sequence[Mapping[str, float]]) -> Floats:
    """Square root of the cosine of the documents, terms weighted by rarity (tf-idf); NaN where one is empty.

    The root keeps a few very like pairs from outweighing everything else.
    """
    import numpy as np

    seen = Counter(term for document in documents for term in document)
    column = {term: i for i, term in enumerate(term for term, count in seen.items() if count > 1)}
    table = np.zeros((len(documents), len(column)), dtype=np.float32)
    for row, document in enumerate(documents):
        values = {term: weight * np.log(len(documents) / seen[term]) for term, weight in document.items()}
        size = sum(value * value for value in values.values()) ** 0.5
        for term, value in values.items():
            if term in column and size:
                table[row, column[term]] = value / size
    found: Floats = np.sqrt(np.clip(table @ table.T, 0, 1))
    empty = [row for row, document in enumerate(documents) if not document]
    found[empty, :] = np.nan
    found[:, empty] = np.nan
    return found


def _technologies(role: Role, one: Ratings | None, kb: KnowledgeBase) -> dict[str, float]:
    if one:
        return {name: weight**0.5 for name, weight in one.technologies.items()}
    return {n.skill: float(n.importance) for n in role.needs if kb.skills[n.skill].category == "technology"}


def words_of(text: str) -> list[str]:
    """Lower-case words without common ones and without a plural s."""
    found = re.findall(r"[a-z0-9+#]+", text.lower())
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found if w not in COMMON]


def _title_words(role: Role) -> dict[str, float]:
    """Words of all titles: 1 + log of how many titles have them, and 2 more for those of the first."""
    counts = Counter(word for name in (role.title, *role.aliases) for word in set(words_of(name)))
    return _logged(counts, words_of(role.title))


def _whole_titles(roles: Sequence[Role]) -> list[dict[str, float]]:
    """Whole titles, each weighing as much as its rarest word is rare among the roles (tf-idf besides).

    So "service technician" says little. Spellings of one thing ("drone pilot", "drone operator") share the root of
    their number; the short form of another title ("repair technician (repair tech)") is left out.
    """
    documents: list[dict[str, list[str]]] = []
    for role in roles:
        listed = [name.casefold() for name in (role.title, *role.aliases)]
        short = {form for name in listed for form in re.findall(r"\(([^)]*)\)", name)}
        names = dict.fromkeys(re.sub(r"\s*\([^)]*\)", "", name) for name in listed if name not in short)
        documents.append({name: words for name in names if (words := words_of(name))})
    seen = Counter(word for document in documents for word in {w for words in document.values() for w in words})
    found = []
    for document in documents:
        rarest = {name: min(words, key=lambda word: (seen[word], word)) for name, words in document.items()}
        alike = Counter(rarest.values())
        rare = {word: math.log(len(roles) / seen[word]) / math.sqrt(count) for word, count in alike.items()}
        found.append({name: rare[word] for name, word in rarest.items()})
    return found


def _text_words(role: Role, one: Ratings | None) -> dict[str, float]:
    """Words of the description and of the tasks."""
    return _logged(Counter(words_of(" ".join((role.title, role.summary, *(one.tasks if one else ()))))), ())


def _logged(counts: Counter[str], extra: Iterable[str]) -> dict[str, float]:
    found = {word: 1 + math.log(count) for word, count in counts.items()}
    for word in extra:
        found[word] += 2
    return found


def _interests(roles: Sequence[Role]) -> Floats:
    """Correlation of the six interest scores of each pair."""
    import numpy as np

    rows = [[getattr(r.interests, scale) if r.interests else np.nan for scale in INTEREST_SCALES] for r in roles]
    table = np.array(rows, dtype=np.float32)
    table -= table.mean(axis=1, keepdims=True)
    size = np.sqrt((table * table).sum(axis=1, keepdims=True))
    unit = table / np.where(size == 0, np.nan, size)
    found: Floats = unit @ unit.T
    return found


def _shortfall(roles: Sequence[Role], rated: Sequence[Ratings | None], kb: KnowledgeBase) -> Floats:
    """Minus the mean level that the candidate asks for beyond the origin's, weighted by the candidate's importance."""
    import numpy as np

    if any(one and one.importance for one in rated):
        elements = sorted({s for one in rated if one for s in one.importance})
        importance, level = _table(rated, elements, "importance"), _table(rated, elements, "level")
    elif len(kb.skills) <= FEW_SKILLS:
        index = {skill: i for i, skill in enumerate(kb.skills)}
        importance = np.zeros((len(roles), len(index)), dtype=np.float32)
        level = np.zeros_like(importance)
        for row, role in enumerate(roles):
            for need in role.needs:
                importance[row, index[need.skill]] = need.importance
                level[row, index[need.skill]] = need.level / 5
    else:
        return np.full((len(roles), len(roles)), np.nan, dtype=np.float32)
    missing = np.zeros((len(roles), len(roles)), dtype=np.float32)
    for column in range(importance.shape[1]):
        have, want = level[:, None, column], level[None, :, column]
        missing += importance[None, :, column] * np.maximum(want - have, 0)
    total = importance.sum(axis=1)
    found: Floats = -missing / np.where(total == 0, np.nan, total)[None, :]
    return found


def _step(roles: Sequence[Role], rated: Sequence[Ratings | None], kb: KnowledgeBase) -> Floats:
    """What the way up or down in preparation (Job Zone, else seniority) costs: `related-step-up` and `-down` a step."""
    import numpy as np

    zones = [
        one.job_zone if one else None if any(rated) else SENIORITY_ORDER.index(role.seniority)
        for role, one in zip(roles, rated)
    ]
    rank = np.array([np.nan if zone is None else zone for zone in zones], dtype=np.float32)
    change = np.nan_to_num(rank[None, :] - rank[:, None])
    up, down = np.float32(kb.constants.related_step_up), np.float32(kb.constants.related_step_down)
    found: Floats = -(up * np.maximum(change, 0) + down * np.maximum(-change, 0))
    found[:, [i for i, role in enumerate(roles) if not role.needs]] -= NOTHING_KNOWN * up
    return found


class Neighbour(Record):
    """A candidate with its likeness, and the parts that add up to it."""

    role: str
    score: float
    parts: tuple[int, ...]
    """In thousandths, in the order of `PARTS`."""


def nearest(found: Likeness, at: int, count: int | None = None) -> list[Neighbour]:
    """The candidates nearest to the role at `at`, the nearest first (ties by id); all others if no count is given."""
    parts = found.parts[:, at, :]
    totals = parts.sum(axis=0, dtype="int32").tolist()
    order = sorted((-total, found.ids[i], i) for i, total in enumerate(totals) if i != at)
    return [neighbour(key, parts[:, i].tolist()) for _, key, i in order[:count]]


def neighbour(role: str, parts: Sequence[int]) -> Neighbour:
    """A neighbour out of its parts in thousandths."""
    return Neighbour(role, sum(parts) / 1000, tuple(parts))
