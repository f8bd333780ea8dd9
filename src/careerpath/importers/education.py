"""The level of an education as people write it: "BSN", "Associate of Applied Science in Networking", "GED"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

from careerpath.importers.dates import find_months, find_period, without_dates
from careerpath.importers.found import Finding, Line, shown
from careerpath.importers.skill_text import denied
from careerpath.knowledge.models import Education
from careerpath.record import replace

_ORDER: tuple[Education, ...] = (
    "doctorate", "master", "bachelor", "associate", "certificate", "some-college", "high-school",
)  # fmt: skip
_OF_WHAT = r"(?:sci(?:ence)?|sc|arts|applied|fine|bus(?:iness)?|nurs(?:ing)?)\b\.?"
_WORDS: dict[Education, str] = {
    "doctorate": r"doctor(?:ate)? (?:of|in)\b|juris doctor\b|doctoral degree\b|doctorate\b",
    "master": r"master(?:['’]?s)?(?: degree)?(?: of| in)\b|master['’]?s (?:degree|program)\b|master['’]s\b"
    r"|masters(?=\s*(?:[,;:(–-]|$))|mast?\. (?:of|in)\b|maestr[ií]a\b",
    "bachelor": r"bachelor(?:['’]?s)?(?: degree)?(?: of| in)?\b|bachillerato\b|licenciatura\b|bach?\.? (?:of|in)\b"
    rf"|b\. of (?={_OF_WHAT})|(?:4|four)[- ]?year (?:college )?degree\b|undergraduate degree\b|post-?baccalaureate\b",
    "associate": r"associate(?:['’]?s)?(?: degree)?(?: of| in| degree)\b|associate['’]s\b"
    r"|(?:2|two)[- ]?year (?:college )?degree\b"
    rf"|assoc\.? (?:of|in)\b|assoc\.? deg(?:ree)?\b\.?|a\. of (?={_OF_WHAT})",
    "certificate": r"certificate program\b|postsecondary certificate\b"
                   r"|(?:vocational|technical|trade)(?: school)? (?:certificate|diploma)\b",
    "some-college": r"some college\b|college (?:coursework|credits?)\b"
                    r"|\d+ (?:semester |quarter )?(?:credits?|credit hours|hours)\b(?=.*\bno degree)"
                    r"|took (?:\w+ ){0,2}(?:classes|courses) (?:at|from|through) (?=[^.;()]*\b(?:college|university)\b)"
                    r"|(?:credits?|credit hours|hours|units|classes|courses|coursework) towards?\b",
    "high-school": r"high[- ]school\b|secondary school\b|g\.?e\.?d\b\.?|hsed\b"
                   r"|h\.?s\.? (?:diploma|grad\w*|equivalen\w+)\b"
                   r"|hiset\b|no diploma\b",
}  # fmt: skip
"""Degrees in words: they count wherever they stand."""
_IN_TEXT = re.compile(
    r"\b(?:(?:associate|bachelor|master|doctoral|doctor|doctorate)(?:['’]?s)?"
    r"(?: degree| of (?:applied )?(?:science|arts)\b)"
    r"|high[- ]school diploma|g\.?e\.?d\b)",
    re.IGNORECASE,
)
"""What is a degree in a sentence, too: "Sales associate in electronics" and "high school teacher" are none."""
_OF_OTHERS = re.compile(
    r"\b(?:students?|patients?|candidates?|applicants?|graduates?|requir\w+|taught|teach\w*|tutor\w*|towards?)\b", re.I
)
"""In a sentence: the degree is somebody else's or a condition."""
_OF_SCIENCE = (
    r"(?:-?(?:A|BA|BIO|C|CE|CIS|CJ|CS|CSE|E|EE|ECE|Ed|ED|ET|F|GE|HA|HCA|HI|HIM|HS|IE|IM|IS|IST|IT|M|MBA|ME|MIS|MT|N"
    r"|P|PH|RT|SE|SW|W))"
)
"""Behind BS and MS: the letters of a field, as in BSIT, MSHI and BS-IT."""
_LETTERS: dict[Education, str] = {
    "doctorate": r"Ph\.? ?D|D\.?N\.?P|Pharm\.? ?D|M\.D|MD|Ed\.?D|DrPH|D\.?O|DPT|J\.?D|Psy\.?D",
    "master": r"M\.?L\.?I\.?S"
              r"|M\.? ?S\.? ?N|MBA|M\.B\.A|MPH|M\.P\.H|MHA|MEd|M\.Ed|M\.S\.Ed|M\.? ?Sc|M[.-]? ?Tech|M\.?C\.?A|MPA|MPP"
              rf"|MSW|MFA|M\.? ?S{_OF_SCIENCE}?|M\.? ?A|M\.?Eng",
    "bachelor": r"B\.? ?S\.? ?N|B\.? ?N\.? ?Sc|B\.? ?Sc\.?N?|BBA|B\.B\.A|BAS|BAAS|BGS|BFA|BCA|B[.-]? ?Tech|B\.?Eng|B\.E"
                rf"|B\.?Com|BSc"
                rf"|BHSc|B\.? ?S{_OF_SCIENCE}?|B\.? ?A|MB ?BS|MB ?Ch ?B|BDS|B\.?Pharm",
    "associate": r"A\.? ?A\.? ?S|A\.?D\.?N|A\.?S\.?N|A\.? ?A|A\.? ?S|AAT|AGS",
    "some-college": r"HND|HNC",
    "high-school": r"HSED",
}  # fmt: skip
"""Degrees in letters: elsewhere a state, a product, a job or another person's title."""
_TAIL = r"\.?(?:\s?\(Hons?\.?\)|\s?\(Honours\)|\s?Hons?\b\.?)?(?![\w+#]|/[^A-Z])"
_NEVER_AFTER = re.compile(
    r"\s*(?:\d{5}|Office\b|Outlook\b|Teams\b|Excel\b|Word\b|Windows\b|SQL\b|/\d|-\d|&[A-Z]|-(?:C|R|DRG|DOS)\b"
    r"|-certified|needed\b|meetings?\b)"
)
"""Behind the letters they show a ZIP code, a product or its exam ("MD-102")."""
_OF_COURSE = re.compile(
    r"\b(?:training|(?<!first )(?<!second )class(?! of)|course|seminar|workshop|webinar|boot ?camp|certifi\w+"
    r"|instructor"
    r"|\d+[- ]?(?:weeks?|hours?|hrs?|days?))\b",
    re.I,
)
"""In a line without a school, letters beside them are no degree: "MSDS training"."""
_STATES = frozenset(("MA", "MS", "AS", "MD"))
_POST_NOMINAL = re.compile(r"BSN|MSN|DNP|PhD|PharmD|MBA|MPH|MHA|ADN|ASN|AAS|B\.S\.N|M\.S\.N|Ph\.D|MSHI|BSHIM")
"""Behind a name they count, as no state and no job has these letters."""
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w.'’-]*,?\s+|[a-z]{2,}\s+[a-z]{2,},\s){1,8}")
"""A name and the letters before, such as "Sample Person, RN, "."""
_FIELDS = {"BSN": "nursing", "MSN": "nursing", "ADN": "nursing", "ASN": "nursing", "DNP": "nursing practice",
           "MBA": "business administration", "MPH": "public health", "MHA": "health administration",
           "BSCN": "nursing", "BSW": "social work", "MSW": "social work",
           "PHARMD": "pharmacy", "MBBS": "medicine", "MBCHB": "medicine", "BDS": "dentistry",
           "BPHARM": "pharmacy"}  # fmt: skip
_UNFINISHED = re.compile(
    r"\b(?:expected|anticipated|in progress|candidate|pursuing|currently|enrolled|incomplete|did not finish"
    r"|working (?:towards?|on)|credits?|ongoing|passed \d of \d|less than|drop(?:ped)?[- ]?out|withdrew|withdrawn"
    r"|on hold|paused|discontinued|abandoned|\d{1,3} of \d{1,3} "
    r"(?:(?:semester |credit )?h(?:ou)?rs|courses|modules|credits|units|classes)"
    r"|stopped(?: out)?"
    r"|left (?:before|for|early|to|school|in)|(?:classes|courses|semesters?) (?:short|left|remaining|to go)|started"
    r"|(?:freshman|sophomore|junior|senior) (?:year|standing)|will (?:finish|graduate|complete)|graduating|no degree"
    r"|not (?:yet )?(?:completed?|finished|conferred|graduated)|abd|all but dissertation|years? completed|to date"
    r"|(?:did not|didn['’]t|never) (?:finish|complet|graduat)\w*)\b"
    r"|\((?:freshman|sophomore|junior|senior)\)"
    r"|\b(?:some|no|without(?: a)?|left) (?=high|ged\b|hs\b|diploma)",
    re.I,
)
_PART_OF_DEGREE = re.compile(r"\W*(?:coursework|classes|courses|pre-?req\w*|student)\b", re.I)
"""Right behind a degree: "BSN coursework"."""
_NOT_BEGUN = re.compile(
    r"\b(?:(?:have |has )?applied (?:for|to)|accepted (?:to|into|for|at)|admitted (?:to|into|for)|(?:will )?(?:start"
    r"|begin)s?\b"
    r"|starting|beginning)\b",
    re.I,
)
_PLACE = re.compile(r"[,;|•·–—()\t:]|\s-\s|\s{3,}|\s/\s")
"""Between them stand degree, field, school, place and date."""
_HONORS = re.compile(
    r"\b(?:[cg]\.?p\.?a|cum laude|honou?rs?|hons|distinction|first class|second class|dean['’]?s list|graduated?"
    r"|class of"
    r"|minor|major|concentration|emphasis|expected|anticipated|in progress|valedictorian|scholarship|diploma|degree"
    r"|coursework|credits?|completed|thesis|current(?:ly)?|present|online|candidate|pursuing|enrolled|incomplete)\b",
    re.I,
)
"""What stands in the place of a field and is none."""
_SCHOOL = re.compile(
    r"\b(?:college|university|universidad|universit\w+|univ|uni|coll|inst|school|institute?|instituto|escuela"
    r"|hochschule|faculty|polytechnic|academy|community|seminary|cc)\b",
    re.I,
)
_TAUGHT = re.compile(
    r"\b(?:certificate|certification|cert\.? in|diploma|vocational|trade school|technical school|apprenticeship)\b",
    re.I,
)
_SHORT_COURSE = re.compile(r"\b(?:boot ?camp|workshop|seminar|webinar|course|coursework)\b", re.I)
_DETAIL = re.compile(
    r"\b(?:[cg]\.?p\.?a\b|dean['’]?s list|honou?rs?|relevant coursework|coursework|thesis|minor|scholarship|activities"
    r"|capstone|a-levels?|\d{1,3}\s?%|cum laude|member|society|club)",
    re.I,
)
_FORM_LABEL = re.compile(
    r"(?:dates \(from|name and type of organi[sz]ation|principal subjects|level in national|mother tongue"
    r"|other languages?)\b",
    re.IGNORECASE,
)
"""Lines of the European form that hold what a profile does not."""
_DIPLOMA_ALONE = re.compile(r"\W*(?:(?:general|regents|standard) )?diploma\W*", re.IGNORECASE)
"""Below a school it is that school's."""
_MAJOR = re.compile(r"(?:major|field of study|course of study|speciali[sz]ation)\s*:\s*(?P<field>.+)", re.IGNORECASE)
_END_OF_FIELD = re.compile(
    r"\s+(?:from|at|with|while|and minor|minor|degree|program|online|evening|weekend|hybrid|accelerated|(?:part"
    r"|full)[- ]time"
    r"|awarded|conferred|granted|received|earned|obtained|completed|graduated|expected)\b"
    r"|\s{2,}|\s-\s|\.(?:\s|$)|\b[A-Z][a-z]+ Year\b",
    re.I,
)
_SUBJECT_WORDS = """
mechanical electrical civil biomedical medical clinical dental surgical respiratory radiologic radiological
environmental industrial physical political pharmaceutical culinary veterinary occupational criminal forensic
cardiovascular empresas contabilidad informática informatica computación salud ciencias derecho letras metallurgy
arabic automation behavior chinese defense drafting entrepreneurship hardware instrumentation investigation japanese
language languages latin machining physiotherapy plumbing telecom theory admin affairs arts bio chem econ eng estate
info media medicine mgmt practice psych resources technologist training accounting accountancy administration
agriculture analysis analytics anatomy animation architecture archaeology art arts assistant assisting assurance
astronomy audiology automotive aviation bible billing biochemistry botany broadcasting business care chain childhood
circulation classics coding commerce communication communications comp computer computers computing construction
cosmetology counseling criminology cybersecurity dance data design development dietetics divinity drama drawing
education electronics engineering english enterprise ethics fashion film finance forensics forestry french
gerontology german health healthcare histotechnology history horticulture hospitality humanities hygiene imaging
informatics information intelligence interpreting journalism justice kinesiology law leadership learning letters
linguistics literature logistics maintenance management marketing maternal mathematics maths math mechanics medicine
midwifery ministry music network networking networks neuroscience nursing nurse nutrition operations painting
paralegal performance pharmacy philosophy phlebotomy photography physics planning policy law med production
programming psychology radiography radiology recreation rehabilitation relations religion repair robotics safety sci
science sciences security service services social sociology software sonography spanish statistics studies support
surveying sustainability system systems teaching technician technologies technology telecommunications theater
theatre theology therapy tourism toxicology translation transcription welding work writing zoology
"""
_SUBJECTS = frozenset(_SUBJECT_WORDS.split())
"""Words of which a field has one that no "in" announces: "Biomedical Equipment Technology"."""
_LINKS = frozenset(("and", "of", "in", "for", "with", "the", "y", "en"))
_NO_FIELD = re.compile(
    r"\b(?:my|our|first|second|third|top|state|campus|hall|hospital|center|centre|while|distance|member|team|award|full"
    r"|high|degree|program|general education|by|on|to|from|at|transfer|(?:part|full)[- ]time|evenings?|night|weekends?"
    r"|hybrid|accelerated|executive|awarded|conferred|granted|received|earned|evaluated|verified|equivalent|undeclared"
    r"|spring|summer|fall|autumn|winter|batch|bill|upper|lower|years?|family|transcript|phi|summa|magna)\b",
    re.I,
)
"""Ways to study, marks, places and other words that no field has."""
MOST_WORDS_OF_FIELD = 7
_SUBJECT_END = re.compile(
    r"\w{2,}(?:ology|ography|istry|ics|ometry|nomy|therapy|medicine|iatry|[eu]r[ií]a|olog[ií]a|[ií]stica|aci[oó]n"
    r"|[aá]tic[ao])"
)
_ASKS_MORE = re.compile(
    r"\b(?:information|computer|health|healthcare|medical|business|public|social|political|criminal|human|software"
    r"|electrical|mechanical|civil|network|data|applied|general|liberal|clinical|environmental|respiratory|physical"
    r"|occupational|[a-z]+(?:ic|ical|nal)|of|in|and)$",
    re.I,
)
"""The end of a line in which the name of a field is not at its end: "A.A.S. Information" / "Technology, 2018"."""
_REST_OF_DEGREE = re.compile(
    r"^(?:['’]?s\b)?(?: degree)?(?:\s+(?:of|in)\b)?(?:\s*\b(?:applied\s+)?(?:science\b|arts\b|sci?\b\.?|sc\b\.?))?",
    re.IGNORECASE,
)
""" "Bachelor" is read; "'s degree of Applied Science" still belongs to it."""
_NO_FIELDS_BEHIND = re.compile(
    r"(?:minor|thesis|coursework|relevant|activities|scholarship|awards?|member|president|club)\b", re.I
)
_COMPLETED = re.compile(r"\b(?:completed|conferred|awarded|graduated)\b", re.IGNORECASE)
"""With a date of the past it is finished, however many credits are told."""
_VALIDITY = re.compile(
    r"\bcertificat|\b(?:valid|good|exp(?:\.|ires?|iring|iration)?|renew\w*|recert\w*)"
    r" (?:to|until|till|thru|through|by)?\b",
    re.I,
)
"""A date behind it ends a certification, and no study."""
NEAR_DEGREE = 4
"""Lines below a degree that may say that it is not finished."""
_SHORT_WORD = re.compile(r"\b(admin|bus|comp|eng|info|mgmt|sci|tech)\.", re.I)
"""Its point ends no field: "Comp. Sci."."""
_HONS = r"\((?:hons?|honou?rs)\.?\)"


def read_education(line: Line, today: date, *, schools: bool = False) -> Finding | None:
    """The education a line names. An unfinished degree counts as what lies before it. None if the line names no level.

    In running text (`other`) only words that mean nothing else count, where the sentence says it of its writer.
    `schools`: a college without a degree counts, too. Degrees in letters count at the beginning of a part of a line
    under "Education", and behind the name at the top; elsewhere they mean something else.
    """
    if line.kind == "other" and not is_of_education(line) and not _says_own_degree(line):
        return None
    found = _degree(line)
    if found and line.kind == "certifications" and not is_of_education(line) and not _begins_with(line.text, found[1]):
        return None
    if found is None:
        return _without_degree(line) if schools else None
    level, words, after = found
    if _NOT_BEGUN.search(line.text) and not _has_past_month(line.text, today):
        return None
    study = None if level in ("high-school", "some-college") else _field(words, after, line.text)
    if not _is_unfinished(line.text, today) and not _PART_OF_DEGREE.match(after):
        return Finding("education", level, line, f"it says {words!r}", field=study)
    if level == "high-school":
        return Finding("education", "none", line, "not finished yet")
    if level == "some-college":
        return Finding("education", level, line, "not finished yet")
    if level in ("master", "doctorate"):  # of what the degree below it was is not said
        return Finding("education", "bachelor", line, f"{words!r} is not finished yet")
    return Finding("education", "some-college", line, f"{words!r} is not finished yet", field=study)


def _begins_with(text: str, words: str) -> bool:
    """True if nothing but a date stands before the words: "CompTIA A+, obtained in high school" begins otherwise."""
    before = without_dates(text).partition(words)[0]
    return re.search(r"\w", before) is None


def _has_past_month(text: str, today: date) -> bool:
    return any(month.first_day <= today.isoformat() for month, _, _ in find_months(text))


def field_of_major(text: str) -> str | None:
    """The field of study that a line of its own names: "Major: Nursing"."""
    major = _MAJOR.match(text)
    return _as_field(major["field"]) if major else None


def _says_own_degree(line: Line) -> bool:
    """True for a sentence of a summary that names a degree and neither wishes for it nor says it of others."""
    degree = _IN_TEXT.search(line.text)
    if degree is None or line.is_item or _OF_OTHERS.search(line.text):
        return False
    return not denied(line, degree.start())


def is_of_education(line: Line) -> bool:
    """True for a line under "Education", and under a heading that may be it ("Education & Certificates")."""
    if line.kind == "education":
        return True
    if line.kind == "certifications":
        return re.search(r"educat|academ", line.under, re.IGNORECASE) is not None
    # "Qualifications" are a summary or degrees: these have a school and a year
    may_be_degree = line.kind == "other" and "qualification" in line.under.casefold()
    return may_be_degree and bool(find_months(line.text)) and _SCHOOL.search(line.text) is not None


def is_detail(text: str) -> bool:
    """True for what people add to a degree and a profile does not hold: grades, honors, a place, a date."""
    rest = without_dates(text)
    if _FORM_LABEL.match(text) or _MAJOR.match(text):
        return True
    return (
        bool(_DETAIL.search(text) or _UNFINISHED.search(text))
        or len(re.findall(r"[^\W\d_]{2,}", rest)) <= 1
        or bool(_SCHOOL.search(text))
    )


def _without_degree(line: Line) -> Finding | None:
    text = line.text
    if _SHORT_COURSE.search(text) and not re.search(r"\b(?:college|university)\b", text, re.I):
        return None
    if _TAUGHT.search(text) and not re.search(r"\b(?:college|university)\b", text, re.I) and _UNFINISHED.search(text):
        return None
    if _TAUGHT.search(text):
        return Finding("education", "some-college", line, "a certificate or diploma beyond school")
    college = re.search(r"\b(?:college|university|universidad|institute of technology|polytechnic)\b", text, re.I)
    if college is None:
        return None
    return Finding("education", "some-college", line, "a college, but no degree is named")


def _degree(line: Line) -> tuple[Education, str, str] | None:
    """(level, the words that say it, what follows them) of the highest degree the line names."""
    for level in _ORDER:
        if match := re.search(rf"\b(?:{_WORDS[level]})", line.text, re.I):
            return level, match.group().strip(), line.text[match.end() :]
        if match := _letters(line, level):
            return level, match.group().strip(), line.text[match.end() :]
    return None


def _letters(line: Line, level: Education) -> re.Match[str] | None:
    """The letters of a degree at the beginning of a part of the line, unless they are a state or a product there."""
    if level not in _LETTERS:
        return None
    text = line.text
    for match in re.finditer(rf"(?<![\w./])(?:{_LETTERS[level]}){_TAIL}", text):
        before = text[: match.start()]
        if _NEVER_AFTER.match(text, match.end()) or not _begins_part(before) or _is_state(match, text):
            continue
        if _OF_COURSE.search(text) and not _SCHOOL.search(text):
            continue
        stands_alone = _POST_NOMINAL.fullmatch(match.group()) is not None
        if is_of_education(line) or (stands_alone and line.kind == "certifications"):
            return match
        if stands_alone and line.kind == "top" and _NAME_BEFORE.fullmatch(before):
            return match
    return None


def _begins_part(before: str) -> bool:
    """True if nothing but a filling word or a field stands between the last comma or dash and here."""
    between = _PLACE.split(before)[-1].strip()
    if not between or _is_subject(between):
        return True
    return (
        re.fullmatch(r"and|&|earned|a|an|executive|online|(?:RN|LPN)(?:[- ]?to)?-?", between, re.IGNORECASE) is not None
    )


def _is_state(match: re.Match[str], text: str) -> bool:
    """ "Jackson, MS": alone behind something else, and without points."""
    letters = match.group().replace(" ", "").strip()
    if letters not in _STATES:
        return False
    stands_alone = re.match(r"\s*(?:$|[,;|)–-]|\(\d)", text[match.end() :]) is not None
    return stands_alone and bool(text[: match.start()].strip())


def _is_unfinished(text: str, today: date) -> bool:
    lasting = find_period(text)
    if _COMPLETED.search(text) and _has_past_month(text, today):
        text = re.sub(r"\(?\b\d+ (?:[a-z]+ )?credits?\b\)?", "", text, flags=re.IGNORECASE)
    return bool(
        _UNFINISHED.search(text)
        or (lasting and lasting[0].end is None)
        or any(month.first_day > today.isoformat() for month, _, _ in find_months(text))
    )


def _field(words: str, after: str, text: str) -> str | None:
    """The field of study that the letters say, that follows the degree, or that stands before it."""
    letters = re.sub(r"[^A-Za-z]", "", words).upper()
    if letters in _FIELDS:
        return _FIELDS[letters]
    ends_open = re.search(r"\b(?:of|in)$", words, re.IGNORECASE) and not re.match(
        r"\s*(?:science|sci|sc|arts|applied)\b", after, re.I
    )
    after = _SHORT_WORD.sub(r"\1", _REST_OF_DEGREE.sub("", after))
    if in_brackets := re.search(rf"\((?P<letters>{'|'.join(_FIELDS)})\)", after):
        return _FIELDS[in_brackets["letters"].upper()]
    named = re.match(rf"[\s\W]*(?:{_HONS}\s*)?(?:(?:in|en)\s+)", after, re.I)
    if named or ends_open:
        # "Bachelor of Technology in Computer Science"
        return _as_field(after[named.end() :] if named else re.split(r"\s+in\s+", after)[-1])
    return _first_subject(re.sub(_HONS, " ", after, flags=re.I)) or _subject_before(words, text)


def _first_subject(after: str) -> str | None:
    """The first part that is a field: "BSc, Computing, Example University"."""
    parts = [part.strip(" .,'’/") for part in _PLACE.split(after)[:5]]
    for at, (part, behind) in enumerate(pairwise([*parts, ""])):
        if _NO_FIELDS_BEHIND.match(part):
            return None
        if inside := re.match(r"(?:in|of|en)\s+(.*)", part, re.I):
            part = inside[1]
        # right behind the letters, and between a degree and its school, a field need not be known
        has_its_place = (at == 0 and after.startswith(" ")) or _SCHOOL.search(behind)
        for text in (part, part.partition("/")[0]):
            study = _as_field(text)
            if study and (_is_subject(study) or (has_its_place and not _NO_FIELD.search(study))):
                return study
    return None


def _subject_before(words: str, text: str) -> str | None:
    """The field in "Nursing, BS" and "Computer Science BS"."""
    parts = [part.strip() for part in _PLACE.split(text[: text.find(words)]) if part.strip()]
    return _as_field(parts[-1]) if parts and _is_subject(parts[-1]) else None


def _is_subject(text: str) -> bool:
    """True if the words can be the name of a field of study: no place, no honor, no way to study."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text.casefold()) if word not in _LINKS]
    if not words or _NO_FIELD.search(text) or len(words) > MOST_WORDS_OF_FIELD:
        return False
    return any(_SUBJECTS.intersection(word.split("-")) or _SUBJECT_END.fullmatch(word) for word in words)


def _as_field(text: str) -> str | None:
    """The words if they can be a field of study; none if they are a school, an honor, a place or a date."""
    text = _PLACE.split(text.strip())[0] if text.strip() else ""
    if _SCHOOL.search(text):
        return None
    study = _END_OF_FIELD.split(without_dates(text))[0].strip(" -/.,&'’")
    study = re.sub(r"\s+[A-Z]{2}$", "", study)
    if _HONORS.search(study) or not re.fullmatch(r"[^\W\d_][\w &/'-]{2,60}", study):
        return None
    return shown(study).lower()


def whole_degrees(lines: Sequence[Line], today: date) -> list[Line]:
    """The lines, to each degree added what others say of it: that it is not finished, and the rest of its field."""
    result = list(lines)
    for kind, places in groupby(range(len(lines)), key=lambda at: lines[at].kind):
        if kind == "education":
            _complete(result, list(places), today)
    return result


def _complete(lines: list[Line], places: Sequence[int], today: date) -> None:
    """Add to the degrees of one section. Dates above the first degree stand above the others, too."""
    degrees = [at for at in places if _degree(lines[at])]
    before = [lines[at].text for at in places if degrees and at < degrees[0]]
    dates_first = any(find_months(text) and not _SCHOOL.search(text) for text in before)
    for at in places:
        text = lines[at].text
        if at in degrees:
            continue
        if at - 1 in degrees and _goes_on(lines[at - 1].text, text):
            lines[at - 1] = replace(lines[at - 1], text=f"{lines[at - 1].text} {text}")
        elif at - 1 in degrees and _DIPLOMA_ALONE.fullmatch(without_dates(text)):
            lines[at - 1] = replace(lines[at - 1], text=f"{lines[at - 1].text}, {text}")
            lines[at] = replace(lines[at], kind="heading", joined_to=lines[at - 1].number)
        elif _says_unfinished(text, today):
            degree = _degree_of(at, degrees, dates_first=dates_first)
            if degree is not None and _is_of_degree(lines, degree, at):
                lines[degree] = replace(lines[degree], text=f"{lines[degree].text}, {text}")


def _degree_of(at: int, degrees: Sequence[int], *, dates_first: bool) -> int | None:
    """The place of the next degree, or of the last one."""
    if dates_first:
        return min((degree for degree in degrees if degree > at), default=None)
    return max((degree for degree in degrees if degree < at), default=None)


def _is_of_degree(lines: Sequence[Line], degree: int, at: int) -> bool:
    """True if the line stands near the degree and names no school beside one that stands there already."""
    if abs(lines[at].number - lines[degree].number) > NEAR_DEGREE:
        return False
    if not _SCHOOL.search(lines[at].text):
        return True
    between = [line.text for line in lines[min(at, degree) : max(at, degree) + 1] if line is not lines[at]]
    return not any(_SCHOOL.search(text) for text in between) and not _TAUGHT.search(lines[at].text)


def _says_unfinished(text: str, today: date) -> bool:
    """True for a line below a degree that says that it is not finished; "Credits Earned: 122" does not."""
    if _NO_FIELDS_BEHIND.search(text) or _VALIDITY.search(text) or re.search(r"\b(?:program|towards?)\b", text, re.I):
        return False
    # nobody studies "since": that is said of what is known or held
    return _is_unfinished(re.sub(r"\b(?:credits?|candidate|currently|started|since)\b", "", text, flags=re.I), today)


def _goes_on(degree: str, text: str) -> bool:
    """True if the name of a field goes on in the next line."""
    first = _PLACE.split(without_dates(text))[0]
    return _ASKS_MORE.search(degree.rstrip()) is not None and _is_subject(first)
