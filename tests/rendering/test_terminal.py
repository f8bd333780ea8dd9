"""Pages on a terminal: 60, 80 and 120 columns, with and without colour, and where only ASCII can be shown."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from careerpath.people.profile import read_profile
from careerpath.rendering import compare_page, entry_pages, plan_page, recommend_page, routes_page, why_page
from careerpath.rendering.page import Next, Page
from careerpath.rendering.terminal import WIDEST, print_page
from careerpath.services.browse import browse
from careerpath.services.compare import compare
from careerpath.services.recommend import explain, recommend
from careerpath.services.roadmap import make_roadmap
from careerpath.services.routes import routes_to
from tests.conftest import ROOT, TODAY
from tests.rendering.documents import said
from tests.rendering.pages import every_block, hostile
from tests.rendering.torn import tables

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = (60, 80, 120)


@pytest.fixture
def shown(monkeypatch):
    """Print a page as on a terminal of the given width and encoding."""

    def show(page, *, width=80, color=False, encoding="utf-8"):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict", write_through=True)
        stream.isatty = lambda: True
        monkeypatch.setattr("sys.stdout", stream)
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", str(width))
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        print_page(page, color=color, width=width)
        return raw.getvalue().decode(encoding)

    return show


@pytest.fixture(scope="module")
def pages(kb):
    """The pages that people see most."""
    nurse = read_profile(ROOT / "examples/nurse.yaml", kb, today=TODAY, cache_dir=None)
    goals = ("ehr-analyst", "it-trainer")
    found = routes_to("director-of-information-systems", kb, today=TODAY, start="help-desk-technician")
    return {
        "recommend": recommend_page.recommend_page(recommend(nurse, kb, TODAY, top=3), kb),
        "why": why_page.why_page(explain(nurse, kb.roles["ehr-analyst"], kb, TODAY), kb),
        "routes": routes_page.routes_page(found, kb),
        "role": entry_pages.found_page(browse(kb, "roles", "pacs-administrator"), kb, TODAY),
        "cert": entry_pages.found_page(browse(kb, "certs", "comptia-security-plus"), kb, TODAY),
        "compare": compare_page.compare_page(compare(nurse, goals, kb, TODAY), kb),
        "plan": plan_page.plan_page(make_roadmap(nurse, kb, "ciso", TODAY).plan, kb),
        "roles": entry_pages.found_page(browse(kb, "roles", ""), kb, TODAY),
        "blocks": every_block(),
    }


NAMES = ("recommend", "why", "routes", "role", "cert", "roles", "blocks")


def widest(text):
    return max(cell_len(line) for line in ESCAPE.sub("", text).splitlines())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal(shown, pages, name, width):
    assert widest(shown(pages[name], width=width)) <= min(width, WIDEST)


WORD_FITS = 20
"""A longer word, such as an address, may be broken where a line is short."""


@pytest.mark.parametrize("width", (28, 32, 40, *WIDTHS))
@pytest.mark.parametrize("name", [*NAMES, "compare", "plan"])
def test_every_word_is_shown_whole_however_narrow_the_terminal_is(shown, pages, name, width):
    out = shown(pages[name], width=width)
    written = set(ESCAPE.sub("", out).replace(":", " ").split())
    wanted = {word for word in said(pages[name]).replace(":", " ").split() if cell_len(word) <= WORD_FITS}
    heads = " ".join(table.columns[0] for table in tables(pages[name].blocks))  # in rows under rows no heading says it
    assert wanted - written - set(heads.split()) == set()
    lines = [line for line in ESCAPE.sub("", out).splitlines() if "careerpath" not in line]
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", (20, 40, 80))
def test_a_command_is_left_whole_for_copying_where_it_is_longer_than_the_line(shown, width):
    page = Page("Answer")
    page.add(Next(("careerpath why cio -p /home/somebody/a/folder/of/my-own/profile.yaml",)))
    assert "/home/somebody/a/folder/of/my-own/profile.yaml" in ESCAPE.sub("", shown(page, width=width))


@pytest.mark.parametrize("name", NAMES)
def test_an_ascii_terminal_gets_ascii(shown, pages, name):
    assert shown(pages[name], encoding="ascii").isascii()


@pytest.mark.parametrize("name", NAMES)
def test_without_colour_no_colour_is_sent(shown, pages, name):
    for sequence in ESCAPE.findall(shown(pages[name])):
        codes = {int(code) for code in sequence[2:-1].split(";") if code}
        assert not any(30 <= code <= 48 or 90 <= code <= 107 for code in codes), sequence


@pytest.mark.parametrize("name", NAMES)
def test_colour_adds_nothing_but_colour(shown, pages, name):
    plain, colored = shown(pages[name]), shown(pages[name], color=True)
    assert ESCAPE.sub("", plain) == ESCAPE.sub("", colored)
    assert ESCAPE.search(colored)


def words_of(text):
    return re.findall(r"[A-Za-z0-9$%]{2,}", ESCAPE.sub("", text))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_block_shows_all_its_words_at_every_width(shown, width):
    out = words_of(shown(every_block(), width=width))
    for word in (
        "title",
        "paragraph",
        "sixty",
        "$61",
        "860",
        "first",
        "second",
        "50%",
        "SQL",
        "Windows",
        "Inside",
        "last",
    ):
        assert word in out


def test_a_bar_is_as_long_as_its_share(shown):
    (line,) = [line for line in shown(every_block(), encoding="ascii").splitlines() if "50%" in line]
    bar = ESCAPE.sub("", line)
    assert bar.count("#") == bar.count("-") == 12


def test_a_card_is_drawn_with_lines_or_in_ascii(shown):
    assert "\u256d" in shown(every_block()) and "\u2570" in shown(every_block())
    assert "+-" in shown(every_block(), encoding="ascii")


def test_what_looks_like_markup_is_shown_as_it_is(shown):
    out = ESCAPE.sub("", shown(hostile(), color=True))
    for words in (
        "[bold]title[/bold]",
        ":smile: [link=x]y[/link]",
        "[red]not red[/red]",
        "[b]label",
        "[/] value",
        "[blink]item",
    ):
        assert words in out


def test_plain_and_rich_pages_say_the_same(shown, pages):
    from careerpath.rendering.plain import plain_text

    for name in ("recommend", "why", "role", "cert"):
        rich, linear = set(words_of(shown(pages[name], width=108))), set(words_of(plain_text(pages[name])))
        assert len(linear - rich) <= 0.02 * len(linear), (name, sorted(linear - rich))


def test_the_width_of_the_terminal_is_used_up_to_a_readable_one(shown, pages):
    longest = {width: widest(shown(pages["recommend"], width=width)) for width in (60, 80, 200)}
    assert longest[60] <= 60 < longest[80] <= 80 < longest[200] <= WIDEST


def test_dates_in_pages_come_from_the_caller(kb, shown):
    nurse = read_profile(Path(ROOT / "examples/nurse.yaml"), kb, today=TODAY, cache_dir=None)
    later = date(2027, 3, 4)
    assert "2027-03-04" in shown(recommend_page.recommend_page(recommend(nurse, kb, later, top=1), kb))
