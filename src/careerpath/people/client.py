"""A client of the caseload and what is kept about them; names and texts that can do no harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.text_file import bad_character, printable
from careerpath.people.cell_text import birth_year
from careerpath.record import Record

LONGEST_DAY = 20
"""Letters of a cell that should hold a day, whatever it holds."""
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""All that ends a line somewhere; a note has line ends of one kind."""
LONGEST = {"name": 200, "note": 20_000, "action": 1_000, "outcome": 1_000}
"""Characters."""


class Client(Record):
    """One person of the caseload. `code` names them where a name must not stand, such as on files."""

    id: int
    name: str
    added: str
    touched: str
    """Last day on which a counselor wrote something about them."""
    closed: str | None = None
    """Day on which the case was closed, if it is."""
    outcome: str | None = None
    born: str | None = None
    """Year of birth; with the two below it tells people of one name apart, and is never printed."""
    email: str | None = None
    external: str | None = None
    """The number under which the agency knows them."""
    origin: str | None = None
    """Where they came from: the mark of another caseload and the code there."""

    @property
    def code(self) -> str:
        return f"C{self.id:04d}"


class Listed(Record):
    """A client as a list shows them."""

    client: Client
    role: str | None
    job: str | None
    """The same in the words in which it was typed, where it is not known."""
    goal: str | None
    open_actions: int
    next_due: str | None
    contact: str | None
    """Last day on which something was noted or agreed; None before the first time."""


class Action(Record):
    """Something agreed, numbered per client; `done` is the day on which it was done."""

    number: int
    made: str
    text: str
    due: str | None
    done: str | None


class Note(Record):
    """What a counselor wrote down."""

    number: int
    made: str
    text: str


class Screening(Record):
    """What a counselor keeps about a hospital's screening, apart from notes: it is never printed."""

    number: int
    made: str
    topic: str
    text: str


class Version(Record):
    """A profile as it was from `made` on, as `plain` data."""

    id: int
    made: str
    data: dict[str, Any] | None
    """None if what is kept is damaged."""


class Printed(Record):
    """A roadmap that was printed: from which profile, for which goal, with which plan (`plain` data)."""

    made: str
    profile: int
    goal: str
    plan: dict[str, Any] | None


class Written(Record):
    """A file of ours. `digest` is that of its content; `before` the one it replaces, known until it is in place."""

    path: str
    made: str
    inputs: str
    digest: str
    before: str | None


class Change(Record):
    """The last thing that was done to a client, and what stood there before: entries of table, id and values."""

    id: int
    made: str
    what: str
    before: tuple[Any, ...]


class ClientFile(Record):
    """Everything about one client, the oldest first."""

    client: Client
    versions: tuple[Version, ...]
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    printed: tuple[Printed, ...]
    files: tuple[Written, ...]


MARKS = ("born", "email", "external")
"""What tells people of one name apart."""
APART = "\x1f"
"""Between a name's key and a number, where several clients have that name."""
CLIENT_COLUMNS = 10
"""How many they are in the next line."""
CLIENT = "c.id, c.name, c.added, c.touched, c.closed, c.outcome, c.born, c.email, c.external, c.origin"
"""The columns of a client for `client_of`, where the table is called c."""


def client_of(row: Sequence[Any]) -> Client:
    """A row as a client; name and outcome are safe to show whoever wrote them there."""
    number, name, added, touched, closed, outcome, *marks = row
    days = (shown_day(added), shown_day(touched), maybe_day(closed))
    return Client(number, shown_text(name), *days, maybe_text(outcome), *map(maybe_text, marks))


def is_day(text: str) -> bool:
    """True for a day as it is kept."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def shown_text(cell: Any) -> str:
    """Any cell as one line that is safe to show."""
    return printable(str(cell))


def shown_day(cell: Any) -> str:
    """A day as it was written; what is none, as far as it can be shown."""
    return shown_text(cell)[:LONGEST_DAY]


def maybe_text(cell: Any) -> str | None:
    """A text that may be missing."""
    return None if cell is None else shown_text(cell)


def maybe_day(cell: Any) -> str | None:
    """A day that may be missing."""
    return None if cell is None else shown_day(cell)


def shown(client: Client) -> str:
    """Name and code."""
    return f"{client.name} ({client.code})"


def with_marks(client: Client) -> str:
    """Name, code and what tells the client from others of that name."""
    words = [shown(client)]
    for word, mark in (("born", client.born), ("e-mail", client.email), ("number", client.external)):
        if mark:
            words.append(f"{word} {mark}")
    return ", ".join(words)


def checked_mark(mark: str, text: str, today: date) -> str:
    """A birth year, e-mail or number of the agency as it is kept. Raises CareerpathError.

    Of a whole date of birth only the year is kept, so that no message repeats it.
    """
    words = checked("name", text)
    if mark == "born":
        try:
            return str(birth_year(words, today))
        except (ValueError, OverflowError):
            has_figures = any(sign.isdigit() for sign in words)
            shown = "what is given" if has_figures else repr(printable(words[:40]))
            ending = "; left out" if has_figures else ""
            raise CareerpathError(f"born: {shown} holds no year such as 1984, up to now{ending}") from None
    if mark == "email":
        if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", words):
            raise CareerpathError(f"email: {printable(words[:60])!r} is no address such as ann@example.org")
        return words.casefold()
    return words


def key_of(name: str) -> str:
    """A name for comparison: without capitals and accents."""
    folded = name.casefold()
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", folded)
        folded = "".join(letter for letter in letters if not _is_accent(letter))
        return unicodedata.normalize("NFC", " ".join(folded.split()))
    return " ".join(folded.split())


def _is_accent(letter: str) -> bool:
    """True for the marks that are put over or under the letter before them."""
    return "\u0300" <= letter <= "\u036f"


def checked(kind: str, text: str) -> str:
    """The text without blanks around it. Raises CareerpathError if it is empty or too long.

    Of a name, also if it is not plain text; from any other text control characters are dropped (`dropped_from`).
    """
    if kind == "note":
        text = LINE_ENDS.sub("\n", text).strip()
    else:
        text = " ".join(text.split())
    if kind != "name" and bad_character(text):
        text = "".join(character for character in text if not bad_character(character)).strip()
    text = unicodedata.normalize("NFC", text)
    if not text:
        raise CareerpathError(f"the {kind} is empty")
    if len(text) > LONGEST[kind]:
        raise CareerpathError(f"the {kind} has {len(text):,} characters; at most {LONGEST[kind]:,} are kept")
    code = bad_character(text)
    if code:
        raise CareerpathError(
            f"the {kind} {printable(text[:40])!r} holds the character {code}, which has no place in it"
        )
    return text


def dropped_from(text: str) -> str:
    """The control characters that `checked` drops from a note, action or outcome, in words; "" for none."""
    rest = LINE_ENDS.sub("\n", text)
    if not bad_character(rest):
        return ""
    codes: dict[str, None] = {}
    for character in rest:
        code = bad_character(character)
        if code:
            codes[code] = None
    return ", ".join(codes)


def checked_name(text: str) -> str:
    """A name, as `checked` gives it. Raises CareerpathError for one that looks like a code."""
    name = checked("name", text)
    if re.fullmatch(r"c[0-9]+", key_of(name)):
        raise CareerpathError(f"{printable(name)!r} looks like a code of careerpath; put something before it")
    return name


def clean(text: Any) -> str:
    """Text of several lines, safe to show whoever wrote it there."""
    lines = str(text).split("\n")
    return "\n".join(printable(line.replace("\t", " ")) for line in lines)
