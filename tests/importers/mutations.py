"""The same résumé written otherwise: line ends, encodings, bullets, columns, heading words."""

import random
import re

from careerpath.importers.resume import BULLET, heading

HEADINGS = {
    "work": (
        "Experience",
        "Work Experience",
        "EMPLOYMENT HISTORY",
        "Professional Experience",
        "Career History",
        "Jobs",
    ),
    "education": ("Education", "EDUCATION AND TRAINING", "Academic Background", "Schooling"),
    "skills": ("Skills", "Technical Skills", "CORE COMPETENCIES", "Areas of Expertise", "Computer Skills"),
    "certifications": ("Certifications", "LICENSES & CERTIFICATIONS", "Credentials", "Certificates"),
}
MARKS = ("- ", "• ", "* ", "– ", "▪ ", "● ", "o ", "→ ", "\uf0b7 ", "")


def mutated(text: str, seed: int) -> bytes:
    """The text after one to three changes, as the bytes of a file."""
    chance = random.Random(seed)
    for change in chance.sample(TEXT_CHANGES, chance.randint(1, 3)):
        text = change(text, chance)
    return chance.choice(ENCODINGS)(text)


def _lines(text: str, change) -> str:
    return "\n".join(change(line) for line in text.split("\n"))


def _other_marks(text, chance):
    mark = chance.choice(MARKS)

    def change(line):
        found = BULLET.match(line)
        return mark + line[found.end() :] if found and found.end() else line

    return _lines(text, change)


def _marks_everywhere(text, chance):
    """A mark before every line that is no heading."""
    mark = chance.choice(MARKS[:-1])
    first, *rest = text.split("\n")
    marked = [line if heading(line) or not line.strip() or BULLET.match(line) else mark + line for line in rest]
    return "\n".join([first, *marked])


def _heading_words(text, chance):
    def change(line):
        found = heading(line)
        if not found or found[1] or found[0] not in HEADINGS:
            return line
        return chance.choice(HEADINGS[found[0]])

    return _lines(text, change)


def _heading_form(text, chance):
    form = chance.choice(["{}:", "## {}", "**{}**", "--- {} ---", "{}\n==========", "\n\n{}\n", "  {}  ", "__{}__"])

    def change(line):
        found = heading(line)
        return form.format(line.strip()) if found and not found[1] else line

    return _lines(text, change)


def _heading_case(text, chance):
    case = chance.choice([str.upper, str.lower, str.title])
    return _lines(text, lambda line: case(line) if heading(line) and not heading(line)[1] else line)


def _indented(text, chance):
    width = chance.choice([1, 4, 8, 20])
    return _lines(text, lambda line: " " * width + line)


def _tabs(text, chance):
    return re.sub(r" {3,}", "\t", text)


def _wide(text, chance):
    return _lines(text, lambda line: re.sub(r"(?<=[^\s,]), (?=[A-Z])", "     ", line, count=1) if find(line) else line)


def find(line):
    from careerpath.importers.dates import find_period

    return find_period(line)


def _pipes(text, chance):
    return _lines(text, lambda line: line.replace(", ", " | ") if find(line) else line)


def _dashes(text, chance):
    dash = chance.choice([" – ", " — ", " − ", " to ", "–", " through "])
    return re.sub(r"(?<=\d) [-–] (?=\w)|(?<=\d)–(?=\d)", dash, text)


def _spaced(text, chance):
    return text.replace("\n", "\n\n")


def _trailing(text, chance):
    return _lines(text, lambda line: line + "  ")


def _hard_blanks(text, chance):
    return text.replace("  ", "\u00a0 ").replace(", ", ",\u00a0")


def _line_ends(text, chance):
    return text.replace("\n", chance.choice(["\r\n", "\r", "\u2028", "\n"]))


TEXT_CHANGES = [
    _other_marks, _marks_everywhere, _heading_words, _heading_form, _heading_case, _indented, _tabs, _wide, _pipes,
    _dashes, _spaced, _trailing, _hard_blanks, _line_ends,
]  # fmt: skip
ENCODINGS = [
    lambda text: text.encode(),
    lambda text: text.encode(),
    lambda text: text.encode("utf-8-sig"),
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("latin-1", "replace"),
]
