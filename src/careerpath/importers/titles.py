"""From a job title as people write it to the job it means."""

from __future__ import annotations

import re

from careerpath.importers.matcher import Lexicon
from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.foreign import occupations
from careerpath.knowledge.search import fold, names
from careerpath.people.held_jobs import role_of_military
from careerpath.people.job_words import tokens
from careerpath.people.jobs import THIS_TITLE, Meaning, meaning
from careerpath.people.profile import US_STATES
from careerpath.record import Record, replace

_SEPARATOR = re.compile(
    r"\s+[-–—@|/~]\s+|[,;|•·–—()\t]|\s{3,}|\s@\s|\bat\b|:\s|\bfor (?=(?:Dr|Mr|Mrs|Ms)\b)"
    r"|,? \b(?:and )?(?:then|later) (?=[A-Z])|\s*→\s*"
)
_SEPARATOR_BUT_SLASH = re.compile(r"\s+[-–—@|]\s+|[,;|()\t]|\s{3,}|\bat\b")
"""The same for a title that has a slash of its own: "Medical Device Integration / IoT Specialist"."""
_END_OF_EMPLOYER = re.compile(r"(?<=\w{4})\.\s+(?=[A-Z])")
"""Beside dates, a title may follow: "The Sample Hotel, Portland. Bartender, 2012-16"."""
_LESSER_WORDS = """
student intern internship trainee aspiring apprentice deputy recruiter candidate volunteer shadow
extern retired future vice substitute
"""
_LESSER = frozenset(_LESSER_WORDS.split())
"""Beside a role's name they mean another, lesser job."""
_MAY_BE_PAID = {
    "student": "a job beside school",
    "apprentice": "an apprenticeship",
    "trainee": "a job to be trained in",
}
"""Those that may be work all the same, and are asked about."""
_JOB_NOUN = re.compile(
    r"\w [A-Z]?(?:engineer|technician|tech|specialist|analyst|coordinator|representative|clerk)$", re.IGNORECASE
)
"""The end of what is a job, also where it is not known."""
_PRACTICE = re.compile(
    r"\b(?:attorneys|lawyers|dentists|surgeons|physicians|accountants|architects|realtors) at\b|\battorneys\b",
    re.IGNORECASE,
)
"""Whom somebody worked for: "Attorneys at Law"."""
_PRODUCT = re.compile(r"(?=\w{5})(?:\w*[a-z][A-Z]\w*|[A-Z]{2,}[a-z]\w*)")
"""A word with capitals within: "REDCap" carries no bags."""
_DEED = re.compile(
    r"(?:answer|bake|braid|build|clean|cook|cut|deliver|draw|drive|fill|fix|help|install|interpret|keep|lay|load|look"
    r"|make|mop|move|mow|pack|paint|pick|pour|push|register|repair|run|schedule|sell|send|serve|sew|sterilize|sweep|take"
    r"|teach|tend|translate|type|unload|wait|wash|watch|work|write)s? (?!desk|tech)"
)
"""How a sentence on the work begins, "Register patients in Epic": a title only beside dates."""
_SMALL_ITEMS = re.compile(r"[^,]*, [a-z][^,]*, (?:and )?[a-z]|[^:]{1,30}:\s+[a-z]|[^;(]{12,}; [a-z]")
"""What is done, one after the other: "Front desk, holds, card sign-ups"; or a label: "Nurse : patient ratio 1:5"."""
_TRAILING = re.compile(
    r"[\s/–-]+(?:i{1,3}|iv|v|[1-5]|icu|er|ed|or|pacu|nicu|picu|med|surg|surgical|telemetry|oncology|p[a]?ediatrics?|nights?|days?"
    r"|shift|part|full|time|remote|contract(?:or)?|temp(?:orary)?|lead|hybrid|on-?site|per|diem|prn|military)$",
    re.IGNORECASE,
)
"""After a title they say where or how the work is done."""
_LEADING = re.compile(r"(?:(?:band|grade|level|step)\s?\d{1,2}[a-c]?|gs-?\d{1,2})\s+", re.IGNORECASE)
"""Before a title they say what it pays: "Band 5 Staff Nurse", "GS-9 IT Specialist"."""
_STATE = re.compile(rf",\s*(?:{'|'.join(US_STATES)})\b\.?(?:\s+\d{{5}}(?:-\d{{4}})?)?(?=\W*(?:$|[|,;•·–—-]))")
"""Behind a town: "Boise, ID" is where, not "ID" clerk."""
_TO_WHOM = re.compile(
    r"(?P<title>\w (?:assistant|secretary|aide|advis[eo]r))\s+to\s+(?:the |our )?"
    r"[A-Z][\w.&/]*(?:(?: of| and)? [A-Z][\w.&/]*)*",
    re.IGNORECASE,
)
"""Behind a title: whose assistant it is."""
_SHORT_WITHIN = re.compile(r"\s*\([A-Z][A-Za-z/&-]{1,6}\)(?=\s+[A-Z][a-z]|\s+[A-Z]{4})")
"""The short form within a title: "Security Operations Center (SOC) Analyst"."""
_PHONE = re.compile(r"\(?\b\d{3}\)?[\s./-]+\d{3}[\s.-]+\d{4}\b")
_MILITARY_CODE = re.compile(r"(?:MOS )?(?P<code>\d{1,2}[A-Z](?:\dX\d)?)\d{0,2}(?:/\d0)?[A-Z]?")
"""68W, 25B30, MOS 68W20, 4N0X1: alone between the commas of a line with dates."""
_LEADING_CODE = re.compile(r"(?P<code>\d{2}[A-Z](?:\d0)?|\d[A-Z]\dX\d)\s+(?=[A-Z][A-Za-z]{2})")
"""Before a title: "68W Combat Medic"."""
_NURSES = r"(?P<letters>RN|LPN|LVN|CNA)"
_WARD = (
    r"(?:(?:charge|unit|floor|float|pool|staff|lead|team|shift|house|clinic|ward|field|case|treatment|home|night|nurse"
    r"|manager|supervisor|coordinator|specialist|director|educator|leader)\b[ -]?)+"
)
_OF_NURSES = re.compile(
    rf"{_NURSES} {_WARD}(?=$|[,(|])|{_WARD}[(]?{_NURSES.replace('letters', 'behind')}\b", re.IGNORECASE
)
"""A job that only nurses of this license hold: "LPN Charge Nurse", "Unit Manager (LPN)"."""
_TWO_TITLES = re.compile(r"\s+(?:and|&)\s+(?=[A-Z])|(?<=[a-z)])/(?=[A-Za-z])")
"""Between two titles of one job: "CT Technologist and PACS Super User", "Unit Secretary/CNA"."""
_TWO_JOBS = re.compile(rf"\s*[,|(–—].*|\s+/\s+|{_TWO_TITLES.pattern}")
"""The same, and what stands behind the titles."""
_INVERTED = re.compile(r"(?P<noun>[A-Z][a-z]+), (?P<kind>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=$|\s*[(,|–-])")
""" "Nurse, Licensed Practical"."""
_SAYS_NO_JOB = re.compile(
    r"(?:band|grade|level|step|tier)\s?(?:\d{0,2}[a-c]?|i{1,3}|iv)|GED|[BAMD]SN|ADN|DNP|self[- ]employed"
    r"|freelance|.*\bcertified|superior|sr|jr",
    re.IGNORECASE,
)
"""What a job pays, degrees, what is held, for whom it is done, and a town: "Band 2", "GED", "forklift certified"."""
_BESIDE_LESSER = re.compile(
    r"(?:(?:job )?shadow(?:ing)?|volunteer(?:ing)?|unpaid|intern(?:ship)?|student|trainee|apprentice(?:ship)?"
    r"|pending licen[sc]e|licen[sc]e pending|extern(?:ship)?|observer)",
    re.IGNORECASE,
)
"""Alone beside a title: "RN (student)", "Help Desk Technician - Apprentice"."""
_BRANCH = re.compile(
    r"(?:(?:u\.?s\.?|united states) )?(?:army|navy|air force|marine corps|marines|coast guard|space force)"
    r"(?: national guard| reserves?)?|(?:army |air )?national guard",
    re.IGNORECASE,
)
"""Whom somebody served with, not as what."""
LEAST_OF_SENTENCE = 6
"""Words of a line that is a sentence, if most of them are written small."""
MAX_TITLE = 200
MAX_TITLE_WORDS = 9
"""No title has more."""
MAX_TITLES = 1_500
"""Words of one file that are looked up as titles: 3 seconds; a long résumé needs 200."""
MAX_PARTS = 10
"""Parts of a line that are looked at as titles."""


class Title(Record):
    """The job that a title means: its role, or "" and why there is none."""

    role: str
    why: str
    is_sure: bool = True
    is_known: bool = True
    """False if the words say nothing that is known here."""
    doubt: str = ""
    """Why it is not sure; empty: it may mean several jobs."""
    words: str = ""
    """The words of the line that are the title."""


NO_TITLE = Title("", "no job that is known here has this title; `careerpath jobs WORDS` finds the nearest", True, False)


def role_of_title(
    title: str, lexicon: Lexicon, *, in_text: bool = False, has_dates: bool = False, is_small: bool = False
) -> Title:
    """The job in a title as people write it: "Sr. Helpdesk Analyst II, Mercy General".

    Of its parts a military code counts first, then one that is a role's own name before one that only may be; all are
    read by `jobs.meaning`. `in_text`: it is a line of a résumé, which may be a sentence; a title there is written with
    capitals, unless nothing is (`is_small`). Letters behind a name are a title only if the line has dates
    (`has_dates`) and names no other.
    """
    if beside := _lesser_beside(title):
        return Title("", f"{beside!r} beside the role's name: not counted as the job itself")
    may_tell_of_work = not has_dates and not is_small and in_text
    is_list_of_work = may_tell_of_work and _SMALL_ITEMS.match(title) is not None
    best, written = NO_TITLE, title
    if has_dates:
        title = _END_OF_EMPLOYER.sub(" | ", title)
    for number, part in enumerate(_parts(title)):
        may_be = _is_code(part, title, has_dates=has_dates) or _may_be_title(part, number, has_dates, is_small)
        found = _job_in(part, lexicon) if may_be or not in_text else NO_TITLE
        tells_of_work = is_list_of_work or (may_tell_of_work and _is_sentence(part))
        if tells_of_work and (found.role.startswith(OCCUPATION) or re.search("[:;]", title)):
            continue
        is_town = number > 1 and f"{found.words}. " in written  # "Example Inn, Brewer. Front Desk Clerk"
        if found.role and found.is_sure and not is_town and not _is_letters(part, number):
            found = _or_department(found, title, lexicon)
            if found.is_sure:
                return found
        if _says_more(found, best):
            best = found
    return best


def _or_department(found: Title, title: str, lexicon: Lexicon) -> Title:
    """The job of a later part of a title, which may be its department: "Field Service Engineer, X-ray"."""
    first = _SEPARATOR.split(title)[0]
    is_ours = lexicon.kb.roles[found.role].kind == "hospital-it"
    is_apart = found.words not in first and first not in found.words
    if _JOB_NOUN.search(first) and is_apart and not is_ours:
        return replace(found, is_sure=False, doubt=f"{found.words!r} may be the department")
    return found


def _is_sentence(part: str) -> bool:
    """True for "In-service for staff about point of use cleaning"."""
    words = re.findall(r"[^\W\d_]+", part)
    small = sum(word[0].islower() for word in words)
    return len(words) >= LEAST_OF_SENTENCE and 2 * small > len(words)


def _lesser_beside(title: str) -> str:
    """The word that stands alone beside the title and makes it a lesser job: "RN (student)"; "" if there is none."""
    pieces = [piece.strip(" .") for piece in _SEPARATOR.split(title[:MAX_TITLE])]
    return next((piece for piece in pieces if _BESIDE_LESSER.fullmatch(piece)), "")


def _is_letters(part: str, number: int) -> bool:
    """True for letters behind a name: "Office of A. Example, DDS | Receptionist"."""
    return number > 1 and len(part) <= 4 and part.isupper()


def second_title(title: str, first: Title, lexicon: Lexicon) -> Title:
    """The other job that one line names: "Network Administrator / Help Desk"."""
    if any(_MILITARY_CODE.fullmatch(piece.strip(" .")) for piece in _SEPARATOR.split(title)):
        return NO_TITLE  # the code and its title are one job
    for half in _TWO_JOBS.split(title):
        found = _job_in(half.strip(" .,|"), lexicon) if _has_title_case(half) else NO_TITLE
        if found.role and found.is_sure and found.role != first.role:
            return found
    return NO_TITLE


def near_title(text: str, lexicon: Lexicon) -> Title:
    """What a title that is not known may be, to be asked about: "Denials Representative" without its first words."""
    for part in _parts(text):
        words = part.split()
        if not _has_title_case(part) or len(words) > MAX_TITLE_WORDS:
            continue
        for first in range(1, len(words)):
            rest = " ".join(words[first:])
            found = _job_in(rest, lexicon)
            is_plural = rest[-1:] in "sS" and rest[-2:].casefold() != "ss"  # "PAGE DOCTORS" is no title
            if found.role and found.is_sure and not is_plural:
                return replace(found, is_sure=False, doubt=f"{part!r} is read as {rest!r}")
    return NO_TITLE


def _is_code(part: str, title: str, *, has_dates: bool) -> bool:
    """True for a military code: beside dates, at the beginning or in brackets; elsewhere 25B is an apartment."""
    is_told = has_dates or part.startswith("MOS") or title.startswith(part) or f"({part}" in title
    return is_told and _MILITARY_CODE.fullmatch(part) is not None


def _parts(title: str) -> list[str]:
    """The codes in the title, the title as a whole, what it names the other way round, and its parts, each once."""
    title = _PHONE.sub("", _STATE.sub("", title[:MAX_TITLE]))
    title = _SHORT_WITHIN.sub("", _TO_WHOM.sub(r"\g<title>", title))
    pieces = _SEPARATOR.split(title)
    for piece in (title, *pieces):
        if leading := _LEADING_CODE.match(piece.strip()):
            pieces = [leading["code"], piece.strip()[leading.end() :], *pieces]
            break
    codes = [piece for piece in pieces if _MILITARY_CODE.fullmatch(piece.strip(" ."))]
    other_way = _INVERTED.match(title)
    inverted = [f"{other_way['kind']} {other_way['noun']}"] if other_way else []
    halves: list[str] = []
    for piece in pieces:
        halves += _TWO_TITLES.split(piece)
    parts: dict[str, None] = {}
    slashed = [piece for piece in _SEPARATOR_BUT_SLASH.split(title) if " / " in piece]
    for part in (*codes, title, *inverted, *pieces, *halves, *slashed):
        if bare := part.strip(" .?"):  # a question mark is a dash that an encoding lost
            parts[bare] = None
    return list(parts)[:MAX_PARTS]


def _may_be_title(part: str, number: int, has_dates: bool, is_small: bool) -> bool:
    """True if this part of a line of a résumé is written as titles are: the whole line is part 0."""
    if _is_letters(part, number):
        return has_dates
    if is_small:
        return True
    if not has_dates and _DEED.match(part.casefold()) and not _has_title_case(part):
        return False
    # The first part begins the line, so that one capital shows nothing more than that.
    begins = re.match(r"(?:911 |\d(?:st|nd|rd) )?[A-Z]", part) is not None
    return begins if number < 2 else _has_title_case(part)


def _says_more(found: Title, best: Title) -> bool:
    """A sure job is better than an unsure one, that than the reason why there is none, and any reason than nothing."""
    if best.role:
        return bool(found.role) and found.is_sure and not best.is_sure
    return found.is_known and (bool(found.role) or not best.is_known)


def _job_in(part: str, lexicon: Lexicon) -> Title:
    """What one part of a title names as a whole, with or without what stands before and behind it."""
    says_held = part.isupper() and any(match.text == part for match in lexicon.find(part, "certs"))
    is_product = _PRODUCT.fullmatch(part) is not None and not _is_own_name(part, lexicon)
    if _SAYS_NO_JOB.fullmatch(part) or says_held or is_product:  # "RHIT" says what is held
        return NO_TITLE
    if code := _MILITARY_CODE.fullmatch(part):
        return _meant(code["code"], lexicon)
    if of_nurses := _OF_NURSES.match(part):
        letters = of_nurses["letters"] or of_nurses["behind"]
        return _meant(letters.upper(), lexicon)
    leading = _LEADING.match(part)
    bare = part[leading.end() :] if leading else part
    for words in dict.fromkeys((part, bare, _without_trailing(bare))):
        if not _may_be_name(words, lexicon):
            continue
        title = _meant(words, lexicon)
        if title.is_known:
            return title
    return NO_TITLE


def _may_be_name(words: str, lexicon: Lexicon) -> bool:
    """False for two or three letters that are no abbreviation."""
    if len(words) > 3:
        return True
    return len(words) > 1 and (words.isupper() or _is_own_name(words, lexicon))


def _meant(words: str, lexicon: Lexicon) -> Title:
    """The job that these words name, all of them together."""
    answer = _meaning(words, lexicon)
    if lesser := _lesser_word(words, answer, lexicon):
        if lesser in _MAY_BE_PAID and (role := _job_beside(lesser, words, lexicon)):
            return Title(role, f"the title {words!r}", is_sure=False, doubt=_MAY_BE_PAID[lesser], words=words)
        return Title("", f"{lesser!r} beside the role's name: not counted as the job itself")
    if not answer.found or _is_employer(words) or _PRACTICE.search(words):
        return NO_TITLE
    best = answer.found[0]
    if best.why.startswith("read as") and " " not in words.strip():  # Macon is no mason
        return NO_TITLE
    if best.kind == "none":
        return Title("", f"{words!r} names no paid job")
    role = role_meant(answer, lexicon.kb)
    if not role:
        return NO_TITLE
    is_sure = answer.is_sure and answer.is_exact
    return Title(role, f"the title {words!r}", is_sure, words=words)


def _job_beside(lesser: str, words: str, lexicon: Lexicon) -> str:
    """The role of "Student Help Desk Technician"; none of "Student Nurse", which is training."""
    rest = re.sub(rf"\b{lesser}\b", " ", words, flags=re.IGNORECASE).strip()
    answer = _meaning(rest, lexicon)
    role = role_meant(answer, lexicon.kb) if answer.found and answer.is_exact and answer.is_sure else ""
    is_licensed = role in lexicon.kb.roles and any(gate.licence for gate in lexicon.kb.roles[role].gates)
    return "" if is_licensed else role


def _lesser_word(words: str, answer: Meaning, lexicon: Lexicon) -> str:
    """The word that makes another, lesser job of a role's name: "intern"; empty if there is none."""
    lesser = [word for word in re.findall(r"\w+", words.casefold()) if word in _LESSER]
    if not lesser or _is_own_name_of_job(words, answer, lexicon):
        return ""
    rest = re.sub(rf"\b(?:{'|'.join(lesser)})\b", " ", words, flags=re.IGNORECASE)
    return lesser[0] if answer.is_exact or _meaning(rest, lexicon).is_exact else ""


def _is_own_name_of_job(words: str, answer: Meaning, lexicon: Lexicon) -> bool:
    """True for "Computer Science Student" and "Vice President of Information Services"."""
    if not answer.is_exact:
        return False
    first = answer.found[0]
    role = lexicon.kb.roles.get(first.id)
    return first.why == THIS_TITLE or (role is not None and fold(words) in names(role))


def _meaning(words: str, lexicon: Lexicon) -> Meaning:
    """`jobs.meaning`, asked once for the same words, and not without end."""
    known = lexicon.meanings
    if words not in known:
        if len(known) >= MAX_TITLES or len(words.split()) > MAX_TITLE_WORDS:
            return Meaning(words, (), False)
        known[words] = meaning(words, lexicon.kb, near=False)
    return known[words]


def role_meant(answer: Meaning, kb: KnowledgeBase) -> str:
    """The role of what the words name exactly."""
    first = answer.found[0]
    if first.kind == "military":
        role = role_of_military(answer, kb)
    else:
        role = first.id if first.kind == "role" else OCCUPATION + first.soc
    return role if role in kb.roles else ""


def _is_employer(words: str) -> bool:
    """ "Walmart" and "US Army Reserve" name where somebody worked."""
    if _BRANCH.fullmatch(words):
        return True
    language = occupations().language
    known = {*map(str, language["places"]), *map(str, language["aside"])}
    words_of_it = tokens(words)
    return words_of_it[-1:] != ["worker"] and all(word in known for word in words_of_it)


def _without_trailing(part: str) -> str:
    while match := _TRAILING.search(part):
        part = part[: match.start()].rstrip(" ,-–/(")
    return part


def _is_own_name(words: str, lexicon: Lexicon) -> bool:
    """ "RPh" is the name of a role, written as it is."""
    return any(match.text == words and match.has_its_capitals for match in lexicon.find(words, "roles"))


def _has_title_case(text: str) -> bool:
    """ "Senior Director of Nursing", not "Reported to the physician"."""
    small = ("of", "and", "or", "for", "the", "to", "in", "de", "y")
    words = re.findall(r"(?<![\w-])[^\W\d_]+", text)  # "X-ray" and "1st" have theirs
    return all(word[0].isupper() or word in small for word in words)
