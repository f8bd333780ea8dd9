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
from careerpath.people.job_words import PRONOUNS, canonical, names_hospital, tokens, without_hospital
from careerpath.people.license_words import says_abroad, without_abroad
from careerpath.record import Record, replace

JobKind = Literal["role", "occupation", "military", "none"]
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
TWO_SLIPS = 8
"""Letters from which on a word may have two."""
SURE_SLIP = 7
"""Letters from which on a slip of one letter leaves no doubt."""
STUDENT_STATE = "none-student"
THIS_TITLE = "this title"
"""Why an occupation is found that goes by these very words."""
ITS_NAME = "its title or another name of it"
"""The same of a role of ours, also without its rank."""
BEGINS_SO = "begins so"
"""Why a job is found of which a name begins as what is typed."""
FEWEST_LETTERS = 2
"""Fewer begin too many names."""
MOST_BEGUN = 3000
"""Names that begin alike and are looked at."""
SHARE_OF_PHRASE = 0.4
"""A lay phrase inside a longer text is meant if it has this share of the weight of its words."""
BEFORE_A_SETTING = ("at", "in", "for", "with")
"""Words after which a title is followed by where the work is done."""
ARTICLES = ("a", "an", "the", "my")
BEHIND_TITLE = re.compile(r"\s*[,(]\s*|\s+[-\u2013\u2014]\s+")
"""What divides a title from what stands behind it."""
NOT_THE_JOB = frozenset((
    "student", "intern", "internship", "trainee", "training", "apprentice", "volunteer", "candidate", "aspiring",
    "future", "shadow", "shadowing", "unpaid", "pending", "retired", "former", "formerly", "ex", "was",
    "now", "not", "no",
))  # fmt: skip
"""Behind a title they say that it is another job, or none that is held."""
RANKS = frozenset((
    "senior", "sr", "junior", "jr", "lead", "principal", "staff", "head", "entry", "level", "contract", "contractor",
    "temp", "temporary", "part", "full", "time", "parttime", "fulltime", "per", "diem", "prn", "travel", "remote",
    "float",
    "night", "nights", "evening", "evenings", "weekend", "weekends", "day", "days", "shift", "certified", "licensed",
    "bilingual", "experienced", "ed", "er", "icu", "inpatient", "outpatient",
))  # fmt: skip
"""Around a title they say how high, how long or when, not what; a role's own name that has one is found before."""
RANK_NUMBERS = frozenset(("i", "ii", "iii", "iv", "v", "1", "2", "3", "4"))
SHARE_OF_STATE = 0.55
"""The same for words that say that there is no paid work."""
# The longest first: "nurses" loses its "es" before its "s".
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
    kind: JobKind


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
    if match is None:
        return ""
    return match[1] + (match[2] or ".00")


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
            self._by_title_alone()
        if not self.jobs and near:
            self._as_skill()
        if not self.jobs and near:
            self._by_phrase_within()
        if len(self.jobs) < FEWEST and near and not self._is_state():
            self._by_likeness()
        return self._answer(is_named=bool(self.jobs))

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
        return self._answer(is_named=is_named)

    def _answer(self, *, is_named: bool) -> Meaning:
        """What was found so far; it is sure only if the words name it."""
        jobs = tuple(self.jobs.values())[:MOST]
        is_sure = self.is_sure and is_named
        return Meaning(self.words, jobs, is_sure, is_sure or (self.is_exact and is_named))

    def _by_beginning(self) -> None:
        """Jobs whose names begin as what is typed: lay words and titles first, then the jobs that most people have."""
        text = " ".join(self.typed)
        for code, name in self._best_begun(text):
            if len(self.jobs) >= MOST:
                return
            self._add_state_or_occupation(code, name.shown, BEGINS_SO)
        for role in self.kb.roles.values():
            if len(self.jobs) >= MOST:
                return
            if any(name.startswith(text) for name in names(role)):
                self._add_role(role, _own_code(role), self.words, BEGINS_SO)

    def _best_begun(self, text: str) -> list[tuple[str, Name]]:
        """Occupations (or states) with the best of their names that begin so, the best first."""
        best: dict[str, tuple[int, float, int, Name]] = {}
        for name in self._names_beginning(text):
            code = name.codes[0]
            is_minor = 1 if name.flag == "n" else 0
            rank = (is_minor, -self._people(code), len(name.text), name)
            if code not in best or rank < best[code]:
                best[code] = rank
        by_rank = sorted(best, key=lambda code: best[code][:3])
        return [(code, best[code][-1]) for code in by_rank]

    def _names_beginning(self, text: str) -> Iterator[Name]:
        """The names of the file that begin so: it is sorted, so they stand one after the other, each on a line."""
        start = self.file.names.find(f"\n{text}") + 1
        for _ in range(MOST_BEGUN):
            if not start or not self.file.names.startswith(text, start):
                return
            yield self.file.name_at(start)
            start = self.file.names.find("\n", start) + 1

    def _is_state(self) -> bool:
        return any(job.kind == "none" for job in self.jobs.values())

    # -- codes

    def _by_code(self) -> None:
        code = occupation_code(self.words)
        if code:
            if self.file.knows(code):
                self._add_occupation(code, code, "its code")
                self.is_sure = True
            return
        text = "".join(self.typed)
        for word in (text, *self.typed):
            # letters alone ("MA", "IT") are first of all short for civil jobs
            military = self._military_code(word) if _has_digit(word) else ""
            if military:
                self._add_military(military, "a military code")
                self.is_sure = _has_digit(text)
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
        return rating if rating in known else ""

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
        # a job that people start from goes by its own names; "EVS" and "scribe" are lay words for wider occupations too
        if role and (role.kind == "starting" or not self._is_lay(hit) or _is_own_code(role, hit)):
            self._add_role(role, _code_for(role, hit), self.words, ITS_NAME)
            self.is_sure = is_sure
        if hit:
            self._add_hit(hit)
        rating = "".join(self.typed)
        if rating in self.language["military"] and len(self.jobs) < MOST:
            self._add_military(rating, "a military rating, if you served")

    def _by_title_alone(self) -> None:
        """A title with what stands behind it: "Data Analyst, Quality", as importers read it.

        A rank alone before a comma ("Director, Nursing") and what makes another job of it ("RN, student") is not so.
        """
        head, *behind = BEHIND_TITLE.split(self.words, maxsplit=1)
        rest = "".join(behind).strip(" )")
        if not head or not rest or set(tokens(rest)) & NOT_THE_JOB:
            return
        other_way = _Search(f"{rest} {head}", self.kb, self.file).meaning(near=False)
        found = other_way if other_way.is_sure else _Search(head, self.kb, self.file).meaning(near=False)
        is_title = len(head.split()) > 1 or head.isupper() or other_way.is_sure
        if not found.is_sure or not is_title or found.found[0].kind == "none":
            return
        for job in found.found:
            self.jobs[job.id] = replace(job, why=f"without {rest}") if found is not other_way else job
        self.is_sure = self.is_exact = True

    def _is_lay(self, hit: _Hit | None) -> bool:
        """True for a lay word or a state, exactly as it was typed."""
        if hit is None or hit.name.flag not in "az":
            return False
        return hit.name.text == " ".join(canonical(self.typed, self.short))

    def _add_hit(self, hit: _Hit) -> None:
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

    def _role_named(self, *, before: _Hit | None) -> tuple[Role | None, bool]:
        """The role of ours that goes by a reading of the words no looser than that of the hit, and if that is sure."""
        roles = _role_names(self.kb, self.short)
        for words in _without_ranks(self.typed):
            role = roles.get("".join(words)) or roles.get("".join(canonical(words, self.short)))
            if role:
                return role, True
        for words, why, is_sure in self._readings():
            role = roles.get("".join(words))
            if role:
                return role, is_sure
            if before and before.why == why:
                break
        return None, False

    def _hits(self) -> Iterator[_Hit]:
        """Exact names of ever looser readings of the words."""
        seen: set[str] = set()
        for words, why, is_sure in self._readings():
            text = " ".join(words)
            if not text or text in seen:
                continue
            seen.add(text)
            name = self.file.name(text)
            if name:
                yield _Hit(name, why, is_sure)

    def _readings(self) -> Iterator[tuple[list[str], str, bool]]:
        """The words read in ever looser ways, with what was done to them, and whether a name so found is sure."""
        plain = canonical(self.typed, self.short)
        yield plain, THIS_TITLE, True
        yield [word for word in plain if word not in PRONOUNS], "these words", True
        yield self._without_stop(plain), THIS_TITLE, True
        if says_abroad(self.words):
            yield (
                self._without_stop(canonical(tokens(without_abroad(self.words)), self.short)),
                "in another country",
                True,
            )
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
        if names_hospital(self.words):
            # read from what was typed, so that "it" can begin the title again: "hospital IT support"
            here = self._without_stop(canonical(without_hospital(self.typed), self.short))
            yield here, "in a hospital", True
        yield self._without_aside(content), f"without {self._left_out(content)}", True
        split = self._split_words(content)
        yield split, f"read as {' '.join(split)}", True
        yield from self._by_halves()
        yield from self._by_setting()

    def _by_halves(self) -> Iterator[tuple[list[str], str, bool]]:
        """A title with two kinds of the work: "CT / X-ray technologist" is an x-ray technologist, and one for CT."""
        pair = re.search(r"([\w-]+)\s?/\s?([\w-]+) +(\S.*)", self.words)
        if pair is None:
            return
        before = self.words[: pair.start()]
        for half in (pair[2], pair[1]):
            plain = self._without_stop(canonical(tokens(f"{before}{half} {pair[3]}"), self.short))
            yield plain, f"read as {' '.join(plain)}", True
            yield self._without_aside(plain), f"read as {' '.join(plain)}", True

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
        if is_title:
            return ["it", *rest]
        if len(words) > 2 and words[1] == "it" and names_hospital(words[0]):  # "hospital IT manager"
            return [rest[0], "it", *rest[1:]]
        return rest

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
        if len(words) == 2 and self.file.name(joined):
            return [joined]
        return words

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
        result: list[str] = []
        translated = 0
        words = self._without_stop(self.typed)
        for place, word in enumerate(words):
            english = self._in_english(word, is_first=place == 0)
            if english:
                translated += 1
            result += canonical((english or word).split(), self.short)
        is_spanish = 2 * translated > len(words) or (translated > 0 and len(words) <= 2)
        return result if is_spanish else []

    def _in_english(self, word: str, *, is_first: bool) -> str:
        """A Spanish word in English, "" for what is none; after another word some mean something else."""
        after: dict[str, str] = self.language["spanish_after"]
        if word in after and not is_first:
            return after[word]
        known: dict[str, str] = self.language["spanish"]
        for form in _spanish_forms(word):
            if form in known:
                return known[form]
        return ""

    def _respelled(self, words: list[str]) -> tuple[list[str], list[tuple[str, str, int]]]:
        """The words with slips mended, and (typed, meant, letters) of each."""
        counts = self.file.word_counts
        result: list[str] = []
        slips: list[tuple[str, str, int]] = []
        for word in words:
            meant, distance = word, 0
            if word not in counts:
                alone = not any(other in counts for other in words if other != word)
                meant, distance = self._nearest_word(word, alone=alone)
            if distance:
                slips.append((word, meant, distance))
                result += canonical([meant], self.short)
            else:
                result.append(meant)
        return result, slips

    def _nearest_word(self, word: str, *, alone: bool) -> tuple[str, int]:
        """The most usual word within a slip or two, and the letters it differs in; the word itself and 0 if none is."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if not self._may_have_slips(word, alone=alone):
            return word, 0
        most = 2 if len(word) >= TWO_SLIPS else 1
        words = self.file.word_counts.keys()
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=12)
        best, best_distance, best_value = word, 0, -math.inf
        for other, distance, _ in near:
            if len(other) < len(word) - 1 and len(word) <= SHORTEST_SLIP:
                continue
            value = self._usualness(other, word, distance, alone=alone)
            if value > best_value:
                best, best_distance, best_value = other, int(distance), value
        return best, best_distance

    def _may_have_slips(self, word: str, *, alone: bool) -> bool:
        """Short words, codes and abbreviations are never changed: EHR is not ERP."""
        shortest = SHORTEST_SLIP if alone else SHORTEST_SLIP - 1
        return len(word) >= shortest and not _has_digit(word) and not self._is_capital(word)

    def _usualness(self, other: str, word: str, distance: float, *, alone: bool) -> float:
        """How likely the other word is meant: a letter more is worth a tenth of the uses."""
        value = math.log10(self.file.word_counts[other]) - 1.0 * distance
        if other[0] != word[0]:  # the first letter is seldom wrong
            value -= 0.8
        name = self.file.name(other) if alone else None
        if name and name.flag in "laz":
            value += 1.0
        return value

    def _is_capital(self, word: str) -> bool:
        """True if it was typed in capitals: an abbreviation, which has no slips."""
        return word.upper() in re.findall(r"[A-Z0-9]{2,}", self.words) and not self.words.isupper()

    def _are_safe(self, slips: Iterable[tuple[str, str, int]]) -> bool:
        return all(distance == 1 and len(word) >= SURE_SLIP for word, _, distance in slips)

    # -- a lay phrase within a sentence

    def _by_phrase_within(self) -> None:
        """The longest lay phrase of two words or more that stands in the text as it is: "in a call center for ..."."""
        words = self._verbs(canonical(self.typed, self.short))
        words = [word for word in words if word not in PRONOUNS and not word.isdigit()]
        for part, rest in _parts_within(words):
            name = self.file.name(" ".join(part))
            if name and name.flag in "laz" and self._is_meant(name, part, rest):
                self._add_hit(_Hit(name, "these words are in it", not self._without_aside_or_stop(rest)))
                return

    def _is_meant(self, name: Name, part: list[str], rest: list[str]) -> bool:
        """True if the phrase is the main thing said; "high school" only if it is all: a teacher may say it too."""
        others = self._without_aside_or_stop(rest)
        if name.codes[0] == STUDENT_STATE and others:
            return False
        least = SHARE_OF_STATE if name.flag == "z" else SHARE_OF_PHRASE
        return self._share(part, others) >= least

    def _verbs(self, words: list[str]) -> list[str]:
        """ "taught" is teach, "drove" is drive."""
        known: dict[str, str] = self.language["verbs"]
        return [known.get(word, word) for word in words]

    def _without_aside_or_stop(self, words: list[str]) -> list[str]:
        without = {*self.language["aside"], *self.language["places"], *self.language["stop"]}
        return [word for word in words if word not in without]

    def _share(self, part: list[str], rest: list[str]) -> float:
        """The share of the weight of all the words that the part has."""
        of_part = sum(self._weight(word) for word in part)
        return of_part / (of_part + sum(self._weight(word) for word in rest))

    # -- what else it may be

    def _as_skill(self) -> None:
        """A skill, a program or a certification is no job, and is said to be none."""
        text = fold(self.words)
        for kind, table in (("skill", self.kb.skills), ("certification", self.kb.certs)):
            entries: Iterable[Named] = table.values()
            for entry in entries:
                if text in names(entry):
                    title = f"{entry.title}: a {kind}, not a job"
                    self._add_state(f"none-{kind}", title, self.words, f"a {kind}")
                    return

    # -- likeness

    def _by_likeness(self) -> None:
        """The names that share most of their weight with the words."""
        plain = canonical(self.typed, self.short)
        correct, _ = self._respelled(self._without_stop(plain))
        words = self._from_spanish() or self._split_words(correct) or plain
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
        by_value = sorted(best, key=lambda code: (-best[code][0], code))
        for code in by_value[: MOST - len(self.jobs)]:
            self._add_state_or_occupation(code, best[code][1].shown, "near")

    def _people(self, code: str) -> float:
        """How many have the job [log10]; states without paid work stand among the most usual ones."""
        return 4.0 if code.startswith("none-") else self.file.fact(code).people

    def _alike(self, words: list[str]) -> Iterator[tuple[float, Name]]:
        """Names that are like enough, with their likeness (0-1, more where a lay phrase is met)."""
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
        # the two shares decide; what is added or taken off tells names apart that share as much
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
        role = self._role_with(code)
        if role:
            self._add_role(self.kb.roles[role], code, matched, why)
            return
        fact = self.file.fact(code)
        job = Job(OCCUPATION + code, fact.title, code, matched, why, "occupation")
        self.jobs.setdefault(job.id, job)

    def _add_state_or_occupation(self, code: str, matched: str, why: str) -> None:
        """What a name of the file stands for: a state without paid work, or an occupation."""
        if code.startswith("none-"):
            self._add_state(code, self.language["none"][code], matched, why)
        else:
            self._add_occupation(code, matched, why)

    def _add_state(self, state: str, title: str, matched: str, why: str) -> None:
        self.jobs.setdefault(state, Job(state, title, "", matched, why, "none"))

    def _add_role(self, role: Role, soc: str, matched: str, why: str) -> None:
        self.jobs.setdefault(role.id, Job(role.id, role.title, soc, matched, why, "role"))


_known: list[tuple[KnowledgeBase, dict[str, Role]]] = []
"""The names of the roles of the knowledge that was asked last: a résumé asks a hundred times."""


def _role_names(kb: KnowledgeBase, short: Mapping[str, str]) -> dict[str, Role]:
    """Titles and other names of our roles without their blanks ("helpdesktechnician"), also without what is in
    brackets."""
    if _known and _known[0][0] is kb:
        return _known[0][1]
    roles: dict[str, Role] = {}
    for role in kb.roles.values():
        for name in (*names(role), role.id.replace("-", " ")):
            roles.setdefault("".join(canonical(tokens(name), short)), role)
        for name in (role.title, *role.aliases):
            plain = re.sub(r"\s*\([^)]*\)", "", name)
            roles.setdefault("".join(canonical(tokens(plain), short)), role)
    roles.pop("", None)
    _known[:] = [(kb, roles)]
    return roles


def _without_ranks(words: list[str]) -> Iterator[list[str]]:
    """The words, then ever fewer of those around a title that only rank it or say for how long: "Senior", "II"."""
    first = 0
    while first < len(words) and (first == 0 or words[first - 1] in RANKS):
        last = len(words)
        yield words[first:]
        while last > first + 1 and (words[last - 1] in RANKS or words[last - 1] in RANK_NUMBERS):
            last -= 1
            yield words[first:last]
        first += 1


def _own_code(role: Role) -> str:
    """The code of the occupation that a role of ours is; empty if it is none."""
    return role.occupation.code if role.occupation else ""


def _is_own_code(role: Role, hit: _Hit | None) -> bool:
    """True if a lay word is no wider than the role that goes by it as well: "SOC analyst"."""
    if hit is None or role.occupation is None:
        return False
    return hit.name.codes[:1] == (role.occupation.code,)


def _code_for(role: Role, hit: _Hit | None) -> str:
    """The code of a role that was named: its own, unless the words are the title of another occupation, or lay for it.

    So a role is read as one occupation by all of its names: a CIO is a Chief Information Officer.
    """
    own = _own_code(role)
    if hit is None or hit.name.flag == "z" or own in hit.name.codes:
        return own
    is_only_another_title = hit.name.flag == "n"
    return own if own and is_only_another_title else hit.name.codes[0]


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _parts_within(words: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Every run of two words or more that is not all of them, the longest first, with the words around it."""
    for length in range(len(words) - 1, 1, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            yield words[start:end], words[:start] + words[end:]


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
        """The typed word that it is, and to what share (0-1): the same, of the same stem, or with more after it."""
        if part in self.words:
            return part, 1.0
        word = self.by_stem.get(_stem(part), "")
        if word:
            return word, 0.85
        for stem, word in self.long:
            if part.startswith(stem):
                return word, 0.6
        return "", 0.0
