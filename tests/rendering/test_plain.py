"""Pages as linear text."""

from __future__ import annotations

import pytest

from careerpath.rendering.page import Bar, Bullets, Page, Section, Table, Text
from careerpath.rendering.plain import plain_text
from tests.rendering.pages import every_block, hostile


def text(*blocks, width=78):
    page = Page("T")
    page.add(*blocks)
    return plain_text(page, width).split("\n", 2)[2]


def test_every_block_is_said_in_lines():
    assert plain_text(every_block(), 60) == (
        "A title\n"
        "and what it is about\n"
        "\n"
        "A paragraph that is long enough to be wrapped on a terminal\n"
        "of sixty columns, and then some more.\n"
        "\n"
        "Pays: $61,860 a year (national median)\n"
        "Time: 2-5 months\n"
        "\n"
        "1. first\n"
        "2. second\n"
        "\n"
        "- one\n"
        "- other\n"
        "\n"
        "Readiness: 50%\n"
        "\n"
        "1. SQL\n"
        "   Have: 1\n"
        "   Need: 3\n"
        "2. Windows\n"
        "   Have: 2\n"
        "\n"
        "A card\n"
        "  Inside.\n"
        "  Key: value\n"
        "\n"
        "A section\n"
        "  - last\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_asked_for_and_none_ends_in_blanks(width):
    for line in plain_text(every_block(), width).splitlines():
        assert len(line) <= width and line == line.rstrip()


def test_continued_lines_hang_under_their_item():
    assert (
        text(Bullets(("word " * 12,)), width=40) == "- word word word word word word word\n  word word word word word\n"
    )


def test_a_bar_is_a_share_in_words():
    assert text(Bar("Readiness", 0.333, "33%, of its needs")) == "Readiness: 33%, of its needs\n"


def test_an_empty_cell_is_left_out():
    assert text(Table(("A", "B"), (("x", ""),))) == "1. x\n"


def test_nested_sections_are_set_in():
    assert text(Section("a", (Section("b", (Text("c"),)),))) == "a\n  b\n    c\n"


def test_the_same_words_come_out_of_anything_that_looks_like_markup():
    out = plain_text(hostile())
    for words in (
        "[bold]title[/bold]",
        ":smile: [link=x]y[/link]",
        "[red]not red[/red]",
        "[b]label: [/] value",
        "[blink]item",
    ):
        assert words in out


def test_a_page_is_plain_ascii_without_control_characters():
    assert all(c == "\n" or c.isprintable() for c in plain_text(every_block()))
    assert plain_text(every_block()).isascii()
