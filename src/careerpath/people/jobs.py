"""What the words for a job mean: a role of ours, an occupation, a military code, or no paid work. One function for all.

`careerpath jobs` and profiles ask `meaning`; so shall the quiz and importers. An exact name is sure, and so is one with
a slip of spelling in a long word; whatever is only near is offered and never taken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.foreign import occupations
from careerpath.knowledge.models import Role
from careerpath.knowledge.occupations import Name, Occupations
from careerpath.knowledge.search import Named, fold, names
from careerpath.people.job_words import PRONOUNS, canonical, tokens
from careerpath.record import Record

Kind = Literal["role", "occupation", "military", "none"]
MOST = 8
"""Answers that are listed."""
FEWEST = 3
"""With fewer exact answers, near ones follow."""
LEAST_LIKENESS = 0.42
"""Names that share less of their weight with the words are no answer."""
ENOUGH_LINES = 300
"""Names compared from which on the next, more usual word is not looked for."""
MOST_LINES = 1500
"""Names compared in all, so that "manager" takes no longer than "taxidermist"."""
SHORTEST_SLIP = 5
"""Letters from which on a word may be misspelled: EHR is not ERP."""
SURE_SLIP = 7
"""Letters from which on a slip of one letter leaves no doubt."""
STUDENT = "none-student"
BEGINS_SO = "begins so"
"""Why a job is found of which a name begins as what is typed."""
FEWEST_LETTERS = 2
"""Fewer begin too many names."""
MOST_BEGUN = 3000
"""Names that begin alike and are looked at."""
SHARE_OF_STATE = 0.55
"""The same for words that say that there is no paid work."""
SHARE_OF_PHRASE = 0.4
"""A lay phrase inside a longer text is meant if it has this share of the weight of its words."""
BEFORE_A_SETTING = ("at", "in", "for", "with")
"""Words after which a title is followed by where the work is done."""
ARTICLES = ("a", "an", "the", "my")
VERB_ENDINGS = ("ing", "ed", "er", "es", "s", "e")


class Job(Record):
    """One thing that the words may mean."""

    id: str
    """Of a role; `onet-` and the code of an occupation; `military-` and a code; `none-` and a state."""
    title: str
    soc: str
    """Code of the O*NET occupation; empty for no paid work."""
    matched: str
    """The title that matched."""
    why: str
    kind: Kind


class Meaning(Record):
    """All that the words may mean, best first."""

    words: str
    found: tuple[Job, ...]
    is_sure: bool
    """The first is meant."""
    is_exact: bool = False
    """The first goes by this very name, though others may as well: "warehouse"."""


def meaning(words: str, kb: KnowledgeBase, *, near: bool = True) -> Meaning:
    """What these words for a job mean, best first. Without `near` only what they name: a tenth of the time."""
    return _Search(words, kb, occupations()).meaning(near=near)


def while_typing(words: str, kb: KnowledgeBase) -> Meaning:
    """The same while the last word may be unfinished: names that begin so come before those that are only near."""
    return _Search(words, kb, occupations()).begun()


def occupation_code(text: str) -> str:
    """The code in `53-3032`, `53-3032.00` or `onet-53-3032.00`; empty if it is none."""
    match = re.fullmatch(r"(?:onet-)?(\d{2}-\d{4})(\.\d{2})?", text.strip())
    return match[1] + (match[2] or ".00") if match else ""


class _Hit(Record):
    """An exact name, and how it was come to."""

    name: Name
    why: str
    is_sure: bool


class _Search:
    def __init__(self, words: str, kb: KnowledgeBase, file: Occupations) -> None:
        self.words = " ".join(words.split())
        self.kb = kb
        self.file = file
        self.language = file.language
        self.short: dict[str, str] = self.language["short"]
        self.typed = tokens(words)
        self.weights: dict[str, float] = {}
        self.slight = {*self.language["aside"], *self.language["places"]}
        self.jobs: dict[str, Job] = {}
        self.is_sure = False
        self.is_exact = False

    def meaning(self, *, near: bool) -> Meaning:
        if not self.typed:
            return Meaning(self.words, (), False)
        self._by_code()
        if not self.jobs:
            self._by_exact_name()
        if not self.jobs and near:
            self._as_skill()
        if not self.jobs and near:
            self._by_phrase_within()
        if len(self.jobs) < FEWEST and near and not self._is_state():
            self._by_likeness()
        found = tuple(self.jobs.values())[:MOST]
        return Meaning(self.words, found, self.is_sure and bool(found), (self.is_exact or self.is_sure) and bool(found))

    def begun(self) -> Meaning:
        if len("".join(self.typed)) < FEWEST_LETTERS:
            return Meaning(self.words, (), False)
        self._by_code()
        if not self.jobs:
            self._by_exact_name()
        is_named = bool(self.jobs)
        self._by_beginning()
        if not self.jobs:
            self._by_phrase_within()
        if len(self.jobs) < FEWEST and not self._is_state():
            self._by_likeness()
        found = tuple(self.jobs.values())[:MOST]
        return Meaning(self.words, found, self.is_sure and is_named, (self.is_exact or self.is_sure) and is_named)

    def _by_beginning(self) -> None:
        """Jobs whose names begin as what is typed: lay words and titles first, then the jobs that most people have."""
        text = " ".join(self.typed)
        best: dict[str, tuple[int, float, int, Name]] = {}
        start = self.file.names.find(f"\n{text}") + 1
        for _ in range(MOST_BEGUN if start else 0):
            name = self.file.name_at(start)
            code = name.codes[0]
            rank = (1 if name.flag == "n" else 0, -self._people(code), len(name.text), name)
            if code not in best or rank < best[code]:
                best[code] = rank
            start = self.file.names.find("\n", start) + 1
            if not start or not self.file.names.startswith(text, start):
                break
        for code, (_, _, _, name) in sorted(best.items(), key=lambda pair: pair[1][:3]):
            if len(self.jobs) >= MOST:
                return
            if code.startswith("none-"):
                title = self.language["none"][code]
                self.jobs.setdefault(code, Job(code, title, "", name.shown, BEGINS_SO, "none"))
            else:
                self._add_occupation(code, name.shown, BEGINS_SO)
        for role in self.kb.roles.values():
            if any(other.startswith(text) for other in names(role)):
                soc = role.occupation.code if role.occupation else ""
                if len(self.jobs) < MOST:
                    self._add_role(role, soc, self.words, BEGINS_SO)

    def _is_state(self) -> bool:
        return any(job.kind == "none" for job in self.jobs.values())

    # -- codes

    def _by_code(self) -> None:
        if code := occupation_code(self.words):
            if self.file.knows(code):
                self._add_occupation(code, code, "its code")
                self.is_sure = True
            return
        text = "".join(self.typed)
        has_digit = any(letter.isdigit() for letter in text)
        for word in (text, *self.typed):
            # letters alone ("MA", "IT") are first of all short for civil jobs
            if any(letter.isdigit() for letter in word) and (code := self._military_code(word)):
                self._add_military(code, "a military code")
                self.is_sure = has_digit
                return

    def _military_code(self, word: str) -> str:
        """The code as it is listed: 4N071 is 4N0X1, HM2 is HM."""
        known: dict[str, list[object]] = self.language["military"]
        if word in known:
            return word
        # an Air Force code names the level of skill in its fifth place
        leveled = re.sub(r"^(\d[a-z]\d)\d(\d[a-z]?)$", r"\1x\2", word)
        if leveled in known:
            return leveled
        # a Navy rating is followed by the pay grade
        rating = re.sub(r"^([a-z]{2,3})[1-3c]$", r"\1", word)
        return rating if rating in known and rating != word else ""

    def _add_military(self, key: str, why: str) -> None:
        code, branch, title, codes, role = self.language["military"][key]
        job = Job(f"military-{code}", f"{title} ({branch})", codes[0], code, why, "military")
        self.jobs[job.id] = job
        for soc in codes:
            self._add_occupation(soc, code, f"civil work nearest to {title}")
        if role and role in self.kb.roles:
            self._add_role(self.kb.roles[role], codes[0], code, f"work of ours nearest to {title}")

    # -- exact names

    def _by_exact_name(self) -> None:
        hit = next(self._hits(), None)
        role, is_sure = self._role_named(before=hit)
        is_lay = (
            hit is not None and hit.name.flag in "az" and hit.name.text == " ".join(canonical(self.typed, self.short))
        )
        # a job that people start from goes by its own names; "EVS" and "scribe" are lay words for wider occupations too
        if role and (role.kind == "starting" or not is_lay or self._is_own_code(role, hit)):
            soc = self._soc_of(role, hit)
            self._add_role(role, soc, self.words, "its title or another name of it")
            self.is_sure = is_sure
        if hit:
            self._take(hit)
        key = "".join(self.typed)
        if key in self.language["military"] and len(self.jobs) < MOST:
            self._add_military(key, "a military rating, if you served")

    def _is_own_code(self, role: Role, hit: _Hit | None) -> bool:
        """True if a lay word is no wider than the role that goes by it as well: "SOC analyst"."""
        return bool(hit and role.occupation and hit.name.codes[:1] == (role.occupation.code,))

    def _take(self, hit: _Hit) -> None:
        name = hit.name
        if name.flag == "z":
            state = name.codes[0]
            title = self.language["none"][state]
            self.jobs[state] = Job(state, title, "", name.shown, hit.why, "none")
            for code in name.codes[1:]:
                self._add_occupation(code, name.shown, hit.why)
            self.is_sure = hit.is_sure
            return
        if not self.jobs:
            self.is_sure = hit.is_sure and self._is_clear(name)
            self.is_exact = hit.is_sure and (name.flag == "a" or self.is_sure)
        for code in name.codes:
            self._add_occupation(code, name.shown, hit.why)

    def _is_clear(self, name: Name) -> bool:
        """True for a title of its own, a lay word, another title that few occupations share, or where all lead to one
        role of ours ("doctor")."""
        roles = {self._role_with(code) for code in name.codes[:2]}
        if name.flag == "a":
            return len(roles) == 1 and None not in roles
        return name.flag in "tl" or len(name.codes) == 1

    def _role_with(self, code: str) -> str | None:
        """The role of ours that is this occupation."""
        for role, codes in self.language["roles"].items():
            if code in codes and role in self.kb.roles:
                return str(role)
        return None

    def _soc_of(self, role: Role, hit: _Hit | None) -> str:
        own = role.occupation.code if role.occupation else ""
        if hit is None or hit.name.flag == "z" or own in hit.name.codes:
            return own
        return hit.name.codes[0]

    def _role_named(self, *, before: _Hit | None) -> tuple[Role | None, bool]:
        """The role of ours that goes by a reading of the words no looser than that of the hit, and if that is sure."""
        known = _role_names(self.kb, self.short)
        if role := known.get("".join(self.typed)):
            return role, True
        for words, why, is_sure in self._readings():
            if role := known.get("".join(words)):
                return role, is_sure
            if before and before.why == why:
                break
        return None, False

    def _hits(self) -> Iterator[_Hit]:
        """Exact names of ever looser readings of the words."""
        seen: set[str] = set()
        for words, why, is_sure in self._readings():
            text = " ".join(words)
            if text and text not in seen:
                seen.add(text)
                if name := self.file.name(text):
                    yield _Hit(name, why, is_sure)

    def _readings(self) -> Iterator[tuple[list[str], str, bool]]:
        plain = canonical(self.typed, self.short)
        yield plain, "this title", True
        yield [word for word in plain if word not in PRONOUNS], "these words", True
        yield self._without_stop(plain), "this title", True
        joined = self._rejoined(plain)
        yield joined, "the same words", True
        spanish = self._from_spanish()
        if spanish:
            yield spanish, "in English", True
            yield [*spanish[1:], spanish[0]], "in English", True
        correct, slips = self._respelled(self._without_stop(plain))
        if slips:
            yield correct, f"read as {' '.join(correct)}", self._are_safe(slips)
        content = spanish or correct
        yield self._without_aside(content), f"without {self._left_out(content)}", True
        split = self._split_words(content)
        yield split, f"read as {' '.join(split)}", True
        yield from self._by_setting()

    def _by_setting(self) -> Iterator[tuple[list[str], str, bool]]:
        """A title and where it is done: "nurse in a school" is a school nurse, "DBA at an insurer" a DBA.

        Read so, one after the other: the setting before the title, its last word before the title, the title alone. A
        bare "in" may begin what the job is about, so that one word before it is not enough to go by.
        """
        place = next((at for at, word in enumerate(self.typed) if at and word in BEFORE_A_SETTING), 0)
        head, setting = self.typed[:place], self.typed[place + 1 :]
        tail = [word for word in setting if word not in ARTICLES]
        if not head or not tail or "training" in tail:
            return
        without = f"without {' '.join(tail)}"
        readings = [([*tail, *head], ""), ([*tail[-1:], *head], "")]
        if len(head) > 1 or setting[0] in ARTICLES or self.typed[place] != "in":
            readings.append((head, without))
        for words, why in readings:
            plain = canonical(words, self.short)
            yield plain, why or f"read as {' '.join(plain)}", True
        for words, why in readings:
            plain = self._without_stop(canonical(words, self.short))
            yield plain, why or f"read as {' '.join(plain)}", True

    def _without_stop(self, words: list[str]) -> list[str]:
        stop = set(self.language["stop"])
        rest = [word for word in words if word not in stop]
        # "it" that begins a title is IT ("IT manager", "IT at a bank"), before another small word it is not
        begins = words[:1] == ["it"] and len(words) > 1
        is_title = begins and (words[1] in rest[:1] or words[1] in BEFORE_A_SETTING)
        return ["it", *rest] if is_title else rest

    def _without_aside(self, words: list[str]) -> list[str]:
        """Without words that say how or where, as long as a word remains."""
        aside = {*self.language["aside"], *self.language["places"]}
        rest = [word for word in words if word not in aside]
        return words if rest in ([], ["it"]) else rest

    def _left_out(self, words: list[str]) -> str:
        rest = self._without_aside(words)
        return ", ".join(word for word in words if word not in rest) or "nothing"

    def _rejoined(self, words: list[str]) -> list[str]:
        """ "house keeper" is housekeeper."""
        joined = "".join(words)
        return [joined] if len(words) == 2 and self.file.name(joined) else words

    def _split_words(self, words: list[str]) -> list[str]:
        """ "truckdriver" is truck driver: a word that is not known, cut where both parts are a name's words."""
        result: list[str] = []
        for word in words:
            result += self._cut(word)
        return result

    def _cut(self, word: str) -> list[str]:
        counts = self.file.word_counts
        if word in counts or len(word) < 7:
            return [word]
        for place in range(3, len(word) - 2):
            left, right = canonical([word[:place]], self.short), canonical([word[place:]], self.short)
            if self.file.name(" ".join([*left, *right])):
                return [*left, *right]
        return [word]

    def _from_spanish(self) -> list[str]:
        """The words in English, if most of them are Spanish; the noun stands first there."""
        known: dict[str, str] = self.language["spanish"]
        result: list[str] = []
        translated = 0
        after: dict[str, str] = self.language["spanish_after"]
        words = [word for word in self.typed if word not in set(self.language["stop"])]
        for place, word in enumerate(words):
            english = next((known[form] for form in _spanish_forms(word) if form in known), "")
            if place and word in after:
                english = after[word]
            if english:
                translated += 1
            result += canonical((english or word).split(), self.short)
        return result if 2 * translated > len(words) or (translated and len(words) <= 2) else []

    def _respelled(self, words: list[str]) -> tuple[list[str], list[tuple[str, str, int]]]:
        """The words with slips mended, and (typed, meant, letters) of each."""
        counts = self.file.word_counts
        result: list[str] = []
        slips: list[tuple[str, str, int]] = []
        for word in words:
            alone = not any(other in counts for other in words if other != word)
            meant, distance = (word, 0) if word in counts else self._nearest_word(word, alone=alone)
            if distance:
                slips.append((word, meant, distance))
            result += canonical([meant], self.short) if distance else [meant]
        return result, slips

    def _nearest_word(self, word: str, *, alone: bool) -> tuple[str, int]:
        """The most usual word within a slip or two; short words are never changed: EHR is not ERP."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        shortest = SHORTEST_SLIP if alone else SHORTEST_SLIP - 1
        if len(word) < shortest or any(letter.isdigit() for letter in word) or self._is_capital(word):
            return word, 0
        most = 2 if len(word) >= 8 else 1
        counts = self.file.word_counts
        near = process.extract(word, counts.keys(), scorer=OSA.distance, score_cutoff=most, limit=12)
        best, best_distance, best_value = word, 0, -math.inf
        for other, distance, _ in near:
            if len(other) < len(word) - 1 and len(word) <= SHORTEST_SLIP:
                continue
            # a letter more is worth a tenth of the uses; the first letter is seldom wrong
            value = math.log10(counts[other]) - 1.0 * distance - (0.8 if other[0] != word[0] else 0.0)
            if alone and (name := self.file.name(other)) and name.flag in "laz":
                value += 1.0
            if value > best_value:
                best, best_distance, best_value = other, int(distance), value
        return best, best_distance

    def _is_capital(self, word: str) -> bool:
        """True if it was typed in capitals: an abbreviation, which has no slips."""
        return word.upper() in re.findall(r"[A-Z0-9]{2,}", self.words) and not self.words.isupper()

    def _are_safe(self, slips: Iterable[tuple[str, str, int]]) -> bool:
        return all(distance == 1 and len(word) >= SURE_SLIP for word, _, distance in slips)

    # -- a lay phrase within a sentence

    def _by_phrase_within(self) -> None:
        """The longest lay phrase of two words or more that stands in the text as it is: "in a call center for ...".

        "High school" only if nothing else is said: a teacher may say it too.
        """
        words = self._verbs(canonical(self.typed, self.short))
        words = [word for word in words if word not in PRONOUNS and not word.isdigit()]
        for length in range(len(words) - 1, 1, -1):
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                name = self.file.name(" ".join(part))
                if name is None or name.flag not in "laz":
                    continue
                rest = words[:start] + words[start + length :]
                said = self._without_aside_or_stop(rest)
                if name.codes[0] == STUDENT and said:
                    continue
                least = SHARE_OF_STATE if name.flag == "z" else SHARE_OF_PHRASE
                if self._share(part, said) >= least:
                    self._take(_Hit(name, "these words are in it", not said))
                    return

    def _verbs(self, words: list[str]) -> list[str]:
        """ "taught" is teach, "drove" is drive."""
        known: dict[str, str] = self.language["verbs"]
        return [known.get(word, word) for word in words]

    def _without_aside_or_stop(self, words: list[str]) -> list[str]:
        without = {*self.language["aside"], *self.language["places"], *self.language["stop"]}
        return [word for word in words if word not in without]

    def _share(self, part: list[str], rest: list[str]) -> float:
        mine = sum(self._weight(word) for word in part)
        return mine / (mine + sum(self._weight(word) for word in rest))

    # -- what else it may be

    def _as_skill(self) -> None:
        """A skill, a program or a certification is no job, and is said to be none."""
        text = fold(self.words)
        for kind, table in (("skill", self.kb.skills), ("certification", self.kb.certs)):
            entries: Iterable[Named] = table.values()
            for entry in entries:
                if text in names(entry):
                    key, title = f"none-{kind}", f"{entry.title}: a {kind}, not a job"
                    self.jobs[key] = Job(key, title, "", self.words, f"a {kind}", "none")
                    return

    # -- likeness

    def _by_likeness(self) -> None:
        """The names that share most of their weight with the words."""
        words, _ = self._respelled(self._without_stop(canonical(self.typed, self.short)))
        words = self._from_spanish() or self._split_words(words)
        words = words or canonical(self.typed, self.short)
        # words that nobody knows say what is meant, not the known ones beside them: "SecAI+", "asdf plus"
        known = [word for word in words if word in self.file.word_counts and word != "plus"]
        if not known:
            return
        best: dict[str, tuple[float, Name]] = {}
        for likeness, name in self._alike(words):
            for place, code in enumerate(name.codes[:2]):
                value = likeness - 0.03 * place + 0.03 * self._people(code)
                if code not in best or value > best[code][0]:
                    best[code] = (value, name)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))
        for code, (_, name) in ranked[: MOST - len(self.jobs)]:
            if code.startswith("none-"):
                title = self.language["none"][code]
                self.jobs.setdefault(code, Job(code, title, "", name.shown, "near", "none"))
            else:
                self._add_occupation(code, name.shown, "near")

    def _people(self, code: str) -> float:
        return 4.0 if code.startswith("none-") else self.file.fact(code).people

    def _alike(self, words: list[str]) -> Iterator[tuple[float, Name]]:
        words = self._verbs(words)
        weights = {word: self._weight(word) for word in words}
        total = sum(weights.values())
        matcher = _Matcher(words)
        for start in self._lines_with(sorted(weights, key=lambda word: -weights[word])):
            name = self.file.name_at(start)
            value = self._likeness(matcher, weights, total, name)
            if value >= LEAST_LIKENESS:
                yield value, name

    def _lines_with(self, rarest_first: list[str]) -> list[int]:
        """Where the names begin that have the rarest of the words; the next word only while they are few."""
        lines: dict[int, None] = {}
        for word in rarest_first[:4]:
            if len(lines) >= ENOUGH_LINES:
                break
            for start in self.file.with_word(_stem(word)):
                lines[start] = None
                if len(lines) >= MOST_LINES:
                    break
        return list(lines)

    def _likeness(self, matcher: _Matcher, weights: dict[str, float], total: float, name: Name) -> float:
        """Shares of weight in common, of the words and of the name; its last word and a lay phrase count more."""
        parts = name.text.split()
        met: dict[str, float] = {}
        of_name = 0.0
        whole = 0.0
        for part in parts:
            weight = self._weight(part)
            whole += weight
            word, share = matcher.best(part)
            if share:
                met[word] = max(met.get(word, 0.0), share)
                of_name += share * weight
        if not met:
            return 0.0
        shared = sum(share * weights[word] for word, share in met.items())
        value = 0.55 * shared / total + 0.35 * of_name / whole
        if matcher.last == _stem(parts[-1]):
            value += 0.06
        if name.flag in "la" and of_name >= 0.85 * whole:
            value += 0.14 if len(parts) > 1 else 0.05
        if name.flag == "z" and shared < 0.75 * total:  # "high school" says nothing of who teaches there
            value -= 0.2
        return value

    def _weight(self, word: str) -> float:
        """Rare words say more; words of how and where say little."""
        if word not in self.weights:
            count = self.file.word_counts.get(word, 0)
            value = 1.0 / (1.0 + math.log10(1 + count)) if count else 0.5
            if word in self.slight:
                value *= 0.35
            self.weights[word] = value
        return self.weights[word]

    # -- answers

    def _add_occupation(self, code: str, matched: str, why: str) -> None:
        """The occupation; where a role of ours is that job, the role in its stead."""
        if len(self.jobs) >= MOST:
            return
        if role := self._role_with(code):
            self._add_role(self.kb.roles[role], code, matched, why)
            return
        fact = self.file.fact(code)
        job = Job(OCCUPATION + code, fact.title, code, matched, why, "occupation")
        self.jobs.setdefault(job.id, job)

    def _add_role(self, role: Role, soc: str, matched: str, why: str) -> None:
        self.jobs.setdefault(role.id, Job(role.id, role.title, soc, matched, why, "role"))


_known: list[tuple[KnowledgeBase, dict[str, Role]]] = []
"""The names of the roles of the knowledge that was asked last: a résumé asks a hundred times."""


def _role_names(kb: KnowledgeBase, short: Mapping[str, str]) -> dict[str, Role]:
    """Titles and other names of our roles without their blanks ("helpdesktechnician"), also without what is in
    brackets."""
    if _known and _known[0][0] is kb:
        return _known[0][1]
    found: dict[str, Role] = {}
    for role in kb.roles.values():
        for name in (*names(role), role.id.replace("-", " ")):
            found.setdefault("".join(canonical(tokens(name), short)), role)
        for name in (role.title, *role.aliases):
            plain = re.sub(r"\s*\([^)]*\)", "", name)
            found.setdefault("".join(canonical(tokens(plain), short)), role)
    found.pop("", None)
    _known[:] = [(kb, found)]
    return found


def _spanish_forms(word: str) -> Iterator[str]:
    """The word, and the masculine singular it may come from."""
    yield word
    singular = re.sub(r"(?<=[^aeiou])es$|s$", "", word)
    yield singular
    yield re.sub(r"a$", "o", singular)
    yield re.sub(r"ora$", "or", singular)
    yield re.sub(r"a$", "", singular)


def _stem(word: str) -> str:
    """ "driving", "drives" and "drive" begin alike."""
    for ending in VERB_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class _Matcher:
    """Which of the typed words a word of a name is, and how much so."""

    def __init__(self, words: list[str]) -> None:
        self.words = set(words)
        self.by_stem = {_stem(word): word for word in words}
        self.long = [(_stem(word), word) for word in words if len(word) >= 5]
        self.last = _stem(words[-1]) if words else ""

    def best(self, part: str) -> tuple[str, float]:
        if part in self.words:
            return part, 1.0
        if word := self.by_stem.get(_stem(part)):
            return word, 0.85
        for stem, word in self.long:
            if part.startswith(stem):
                return word, 0.6
        return "", 0.0
