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
LEAST_SCORE = 60
"""Below it a name is not worth asking about."""
CLEAR_SCORE = 90
CLEAR_LEAD = 8
"""Points before the second from which the first is taken without asking: a wrong guess costs more than a question."""
WORDS_OF_A_JOB = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ./-]{1,39}")
"""Words that can be typed behind a command as they are: no sign in them means something to a shell."""
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
"""Words joined by hyphens are an id with a slip in it, not what anybody calls a job."""


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
    if not near:
        return "no such name here"
    return f"did you mean {near[0]!r}?"


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
    wanted = fold(query[:MAX_QUERY])
    if not wanted:
        return []
    near = []
    for entry in table.values():
        score = max(_scores(wanted, entry), default=0.0)
        if score >= LEAST_SCORE:
            near.append((score, entry.id))
    return sorted(near, key=lambda pair: (-pair[0], len(table[pair[1]].title), pair[1]))[:limit]


def _scores(wanted: str, entry: Named) -> Iterator[float]:
    """How near each name of the entry is to what was typed; those that are not near at all are left out."""
    from rapidfuzz import fuzz

    for place, name in enumerate(names(entry)):
        if not _is_near(wanted, name):
            continue
        if name == wanted:
            yield 100.0
            continue
        # Below 100, so that only an equal name is certain; id and title stand first and count a little more.
        beginnings = 0.9 if place > 1 else 0.93
        yield max(
            fuzz.ratio(wanted, name),
            0.95 * fuzz.token_sort_ratio(wanted, name),
            beginnings * _covers(wanted, name),
        )


def _covers(wanted: str, name: str) -> float:
    """100 if every typed word begins a word of the name."""
    words = name.split()
    for typed in wanted.split():
        if not any(word.startswith(typed) for word in words):
            return 0.0
    return 100.0


def _is_near(wanted: str, name: str) -> bool:
    """True if every typed word begins or misspells a word of the name, or if only blanks and a few letters differ."""
    from rapidfuzz.distance import OSA

    typed_words, words = wanted.split(), name.split()
    # a single word says little about a long name: one slip in it may make another word of it
    letters_per_slip = 8 if len(typed_words) == 1 < len(words) else 4
    if all(_is_like_one(typed, words, letters_per_slip) for typed in typed_words):
        return True
    return OSA.distance(wanted.replace(" ", ""), name.replace(" ", "")) <= min(3, len(wanted) // 4)


def _is_like_one(typed: str, words: Sequence[str], letters_per_slip: int) -> bool:
    """True if what was typed begins or misspells one of the words."""
    from rapidfuzz.distance import OSA

    slips = len(typed) // letters_per_slip
    return any(word.startswith(typed) or OSA.distance(typed, word) <= slips for word in words)


def is_clear(near: Sequence[tuple[float, str]]) -> bool:
    """True if the first of the entries found is so near, and the second so far, that it must be meant."""
    if not near or near[0][0] < CLEAR_SCORE:
        return False
    return len(near) == 1 or near[0][0] - near[1][0] >= CLEAR_LEAD


def exactly(query: str, table: Mapping[str, Named]) -> list[str]:
    """The ids of what has this id, title or alias."""
    if query in table:
        return [query]
    wanted = fold(query[:MAX_QUERY])
    if not wanted:
        return []
    return [entry.id for entry in table.values() if wanted in names(entry)]


def resolve(query: str, table: Mapping[str, Named], *, kind: str, listing: str) -> str:
    """The id that is meant by an id, a title, an alias or a near miss. Raises CareerpathError with the nearest ids."""
    exact = exactly(query, table)
    if len(exact) == 1:
        return exact[0]
    ids = exact
    if not exact:
        near = search(query, table, limit=4)
        if is_clear(near):
            return near[0][1]
        ids = [entry_id for _, entry_id in near]
    hint = ""
    if ids:
        shown = " or ".join(_shown(table[entry_id]) for entry_id in ids[:3])
        hint = f"did you mean {shown}? "
    raise CareerpathError(f"no {kind} {printable(query[:60])!r}; {hint}{_where_to_look(query, listing)}")


def _where_to_look(query: str, listing: str) -> str:
    """The command that lists the entries; before it, of a role, the one that knows the words for all other jobs."""
    lists = f"`careerpath {listing}` lists them"
    words = " ".join(query.split())
    if listing != "roles" or not WORDS_OF_A_JOB.fullmatch(words) or ID.fullmatch(words):
        return lists
    return f"`careerpath jobs {words}` says what other words for a job mean; {lists}"


def _shown(entry: Named) -> str:
    """The id; the code of a classification with its title."""
    if entry.id[0].isdigit():
        return f"{entry.id!r} ({entry.title})"
    return repr(entry.id)


def role_named(query: str, kb: KnowledgeBase) -> str:
    """The id of the role that is meant. Raises CareerpathError with the nearest ids, or if it is a certification."""
    meant = role_across(query, kb)
    if not exactly(meant, kb.roles) and (certs := exactly(meant, kb.certs)):
        title = kb.certs[certs[0]].title
        raise CareerpathError(
            f"{printable(query[:60])!r} is no role but a certification ({title}): `careerpath certs` shows it, "
            "`certs --compare` two side by side"
        )
    return resolve(meant, kb.roles, kind="role", listing="roles")


def role_across(query: str, kb: KnowledgeBase) -> str:
    """The id here of a role that is named by its id in the other world (O*NET, ESCO or ours); else what was typed."""
    walk = kb.indexes.crosswalk.get("roles", {})
    return walk[query][0] if query in walk and query not in kb.roles else query
