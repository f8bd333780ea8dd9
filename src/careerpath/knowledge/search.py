"""From what a person types to the entry that is meant: ids, titles, aliases, typos."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import printable

if TYPE_CHECKING:
    from careerpath.knowledge.base import KnowledgeBase

MAX_QUERY = 200


class Named(Protocol):
    """Anything with an id, a title and other names."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def fold(text: str) -> str:
    """`text` for comparison: lower case, words separated by one blank ("CompTIA A+" -> "comptia a plus")."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("+", " plus ").replace("&", " and ")).split())


def slug_of(name: str) -> str:
    """ "C++ (ANSI)" -> "c-plus-plus-ansi"; at most 72 characters."""
    plain = unicodedata.normalize("NFKD", name.replace("+", " plus ").replace("#", " sharp ").replace("&", " and "))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower().replace("'", ""))
    return "-".join(words)[:72].strip("-")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "did you mean 'x'?" for the nearest known id, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.75)
    return f"did you mean {near[0]!r}?" if near else "no such name here"


def names(entry: Named) -> Iterator[str]:
    """Every name of an entry, folded: id, title, former ids, aliases, exam codes."""
    codes = (exam.code for exam in getattr(entry, "exams", ()))
    for name in (entry.id, entry.title, *getattr(entry, "was", ()), *entry.aliases, *codes):
        yield fold(name)


def search(query: str, table: Mapping[str, Named], *, limit: int = 10) -> list[tuple[float, str]]:
    """(score 0-100, id) of the entries whose names are nearest to `query`, best first, then the shortest title.

    A name is near if the typed words begin its words, or if it is a typing error away. Words that begin words of the id
    or the title count a little more than those of another name.
    """
    from rapidfuzz import fuzz

    wanted = fold(query[:MAX_QUERY])
    if not wanted:
        return []
    found = []
    for entry in table.values():
        scores = [
            100.0 if name == wanted
            else max(
                fuzz.ratio(wanted, name),
                0.95 * fuzz.token_sort_ratio(wanted, name),
                (0.9 if place > 1 else 0.93) * _covers(wanted, name),
            )
            for place, name in enumerate(names(entry))
            if _is_near(wanted, name)
        ]  # fmt: skip
        if scores and max(scores) >= 60:
            found.append((max(scores), entry.id))
    return sorted(found, key=lambda pair: (-pair[0], len(table[pair[1]].title), pair[1]))[:limit]


def _covers(wanted: str, name: str) -> float:
    """100 if every typed word begins a word of the name."""
    words = name.split()
    return 100.0 if all(any(w.startswith(t) for w in words) for t in wanted.split()) else 0.0


def _is_near(wanted: str, name: str) -> bool:
    """True if every typed word begins or misspells a word of the name, or if only blanks and a few letters differ."""
    from rapidfuzz.distance import OSA

    typed, words = wanted.split(), name.split()
    letters_per_slip = 8 if len(typed) == 1 < len(words) else 4  # a single word says little about a long name
    meets = all(any(w.startswith(t) or OSA.distance(t, w) <= len(t) // letters_per_slip for w in words) for t in typed)
    return meets or OSA.distance(wanted.replace(" ", ""), name.replace(" ", "")) <= min(3, len(wanted) // 4)


def is_clear(near: Sequence[tuple[float, str]]) -> bool:
    """True if the first of the entries found is so near, and the second so far, that it must be meant."""
    return bool(near) and near[0][0] >= 90 and (len(near) == 1 or near[0][0] - near[1][0] >= 8)


def exactly(query: str, table: Mapping[str, Named]) -> list[str]:
    """The ids of what has this id, title or alias."""
    if query in table:
        return [query]
    wanted = fold(query[:MAX_QUERY])
    return [entry.id for entry in table.values() if wanted and wanted in names(entry)]


def resolve(query: str, table: Mapping[str, Named], *, kind: str, listing: str) -> str:
    """The id that is meant by an id, a title, an alias or a near miss. Raises CareerpathError with the nearest ids."""
    exact = exactly(query, table)
    if len(exact) == 1:
        return exact[0]
    near = [(100.0, i) for i in exact] or search(query, table, limit=4)
    if not exact and is_clear(near):
        return near[0][1]
    hint = f"did you mean {' or '.join(_shown(table[i]) for _, i in near[:3])}? " if near else ""
    raise CareerpathError(f"no {kind} {printable(query[:60])!r}; {hint}`careerpath {listing}` lists them")


def _shown(entry: Named) -> str:
    """The id; the code of a classification with its title."""
    return f"{entry.id!r} ({entry.title})" if entry.id[0].isdigit() else repr(entry.id)


def role_named(query: str, kb: KnowledgeBase) -> str:
    """The id of the role that is meant. Raises CareerpathError with the nearest ids."""
    return resolve(role_across(query, kb), kb.roles, kind="role", listing="roles")


def role_across(query: str, kb: KnowledgeBase) -> str:
    """The id here of a role that is named by its id in the other world (O*NET, ESCO or ours); else what was typed."""
    walk = kb.indexes.crosswalk.get("roles", {})
    return walk[query][0] if query in walk and query not in kb.roles else query
