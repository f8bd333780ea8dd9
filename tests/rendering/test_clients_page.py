"""500 hostile strings through every text of the caseload into every page: shown as text or refused, never active."""

import csv
import io
import itertools
import unicodedata
from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.people.caseload import Caseload
from careerpath.people.csv_text import FORMULA, unquoted
from careerpath.people.database import open_database
from careerpath.rendering import clients_page
from careerpath.rendering.as_json import dumps
from careerpath.rendering.plain import plain_text
from careerpath.rendering.terminal import print_page
from careerpath.services.client_file import client_json
from careerpath.services.clients import due
from careerpath.services.exchange import export_table
from careerpath.services.packets import file_stem
from tests.worlds import knowledge

TODAY = date(2026, 11, 22)
KB = knowledge("roles: [{id: nurse, kind: starting, needs: {care: 3}}]")
PAYLOADS = [
    "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x1bc", "\x07", "\x08" * 5, "\r", "\x00", "\u202e", "\u2066", "\u2028", "\x7f",
    "[bold red]", "[/]", "[link=file:///etc/passwd]x[/link]", ":smile:", "<script>alert(1)</script>", "<img src=x onerror=y>",
    "&lt;b&gt;", "#let x = 1", "#import \"x\"", "$ 1/0 $", "@cite", "`code`", "**bold**", "![x](http://y)", "{{ 7 * 7 }}", "${HOME}", "$(id)",
    "%s %n", "{0.__class__}", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'; DROP TABLE clients; --", "\" OR 1=1", "../../etc/passwd",
    "C:\\con\\nul", "~root", "\u0301" * 50, "\U0001f4a9", "مرحبا", "ﷺ", "y" * 180, "a\nb", "\ud800", "--all",
]  # fmt: skip
FORMS = ("{}", "x{}", "{}x", "x {} y", " {}{{}}{{0}}", "{}.", "'{}", '"{}"', "{},;", "({})")
STRINGS = [form.format(payload) for payload in PAYLOADS for form in FORMS]


def harmless(text: str) -> bool:
    """No control character but line ends, nothing that turns the direction of text."""
    bad = ("Cc", "Cs", "Zl", "Zp")
    return not any(c != "\n" and (unicodedata.category(c) in bad or c in "\u202e\u2066") for c in text)


@pytest.fixture(scope="module")
def caseload(tmp_path_factory):
    """Every string as a name, a note and an action, as far as it is taken; the refusals are checked on the way."""
    with open_database(tmp_path_factory.mktemp("home"), None, create=True) as database, database.writing():
        found = Caseload(database, TODAY)
        for number, text in enumerate(STRINGS):
            client = found.add(f"Client {number}")
            for keep, more in ((found.rename, ()), (found.note, ()), (found.action, (TODAY,)), (found.close, ())):
                try:
                    keep(client, text, *more)
                except CareerpathError as error:
                    assert harmless(str(error)) and "\n" not in str(error)
        yield found


def pages(caseload):
    files = [caseload.file(client) for client in caseload.all()]
    for closed in (False, True):
        listed, total = caseload.listed(closed=closed)
        yield clients_page.list_page(listed, total, KB)
    yield clients_page.due_page(due(caseload, KB, TODAY))
    yield from (clients_page.file_page(file, KB) for file in files)


def test_there_are_500_strings_and_most_are_kept(caseload):
    assert len(set(STRINGS)) == len(STRINGS) == 500
    kept = {n.text for c in caseload.all() for n in caseload.file(c).notes}
    assert len(kept & {s.strip() for s in STRINGS}) > 300


def test_plain_pages_and_json_hold_no_control_character(caseload):
    for page in pages(caseload):
        assert harmless(plain_text(page))
    listed, _ = caseload.listed(closed=None)
    assert harmless(dumps(clients_page.list_data(listed)))
    assert all(harmless(dumps(client_json(caseload.file(c)))) for c in caseload.all())


def test_a_terminal_gets_no_escapes_but_its_own(caseload, capsys):
    for page in itertools.islice(pages(caseload), 60):
        print_page(page, color=False, width=80)
    out = capsys.readouterr().out
    assert harmless(out) and "[bold red]" in out and ":smile:" in out


def test_no_cell_of_a_table_is_a_formula_and_every_name_is_whole(caseload):
    rows = list(csv.DictReader(io.StringIO(export_table(caseload).removeprefix("\ufeff"))))
    assert not [cell for row in rows for cell in row.values() if cell.lstrip(" ").startswith(FORMULA)]
    assert [unquoted(row["name"]) for row in rows] == [client.name for client in caseload.all()]


def test_no_file_name_leaves_its_folder_or_begins_with_a_dash_or_dot(caseload):
    stems = [file_stem(client) for client in caseload.all()]
    assert len(set(stems)) == 500
    assert not [s for s in stems if set(s) & set('/\\:*?"<>|\n\x00.') or s.startswith(("-", "~"))]
