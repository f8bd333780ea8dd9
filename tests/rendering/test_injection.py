"""Texts that look like typst, HTML, Markdown, terminal orders, calendar lines or turned text stay text everywhere."""

from __future__ import annotations

import itertools
import random
import re
from typing import Any

import icalendar
import pytest

from careerpath.people.client import Action
from careerpath.record import Record, replace
from careerpath.rendering.calendar import ics
from careerpath.rendering.page import Bullets, Page, References, cleaned
from careerpath.rendering.paper import PaperOptions, page_of, render
from tests.conftest import TODAY
from tests.rendering.documents import Reader, html_of_markdown, pdf_text, roadmap_of
from tests.rendering.pages import document, every_block
from tests.rendering.test_terminal import ESCAPE, shown

__all__ = ["shown"]
ATTACKS = (
    # typst
    "#panic()", '#read("/etc/passwd")', "$x^2$", "*bold*", "_under_", "= Heading", "@ref", "<label>", "\\ ", "// no", "/* no */",
    '#import "@preview/x:1.0.0"', "#{let x = 1}", "#[x]", "`raw`", "~", "a--b", '"quoted"', "#set page(width: 1pt)",
    # HTML
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><b>", "</style><i>", "<!--", "-->", "]]>", "&lt;b&gt;",
    "javascript:alert(1)", "' onmouseover='x", "<svg/onload=x>", "&#60;b&#62;", "<a href=//x>", "</section></main>", "<base href=x>",
    # Markdown
    "[x](javascript:alert(1))", "![x](http://x.example/y.png)", "# head", "- item", "1. one", "1) one", "> quote", "```", "|a|b|",
    "<http://x.example>", "http://x.example", "www.x.example", "a@b.example", "~~gone~~", "***", "[r]: http://x.example", "+ plus",
    "===", "---", "__init__", "a\\b", "[^1]", "\\",
    # terminals
    "\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "a\x08b", "a\rb", "a\x00b", "\x1b[2J", "\x7f", "\x1bP1$r\x1b\\",
    # calendars
    "a\r\nBEGIN:VEVENT", "a;b,c", "a\\nb", "\nATTENDEE:mailto:x@x.example", "a\nEND:VCALENDAR", "a\x85b", "a\u2028b",
    # direction of text
    "\u202eabc", "\u2066abc\u2069", "a\u202db", "abc\u2067",
    # spreadsheets and paths
    "=1+1", "+1", "-1", "@SUM(A1)", "../../x", "a/b\\c",
)  # fmt: skip
FRAMES = ("{}", "Anna {}", "{} Smith", "Anna {} Smith", "{0}{0}", "'{}'", "({})")
STRINGS = [frame.format(attack) for frame, attack in itertools.product(FRAMES, ATTACKS)][:500]
SOME = random.Random(44).sample(STRINGS, 100)
OPTIONS = PaperOptions(made=TODAY)
STEERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(params=[SOME, pytest.param(STRINGS, marks=pytest.mark.slow)], ids=["some", "all"])
def strings(request):
    return request.param


def filled(value: Any, text: str) -> Any:
    """A block in which every text is this one."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(filled(item, text) for item in value)
    if isinstance(value, References):
        return References(tuple((text, address) for _, address in value.items))
    if isinstance(value, Record):
        return type(value)(**{n: v if n == "tone" else filled(v, text) for n, v in value.__dict__.items()})
    return value


def everywhere(text: str) -> Page:
    """A page with every kind of block, in which every text is this one."""
    page = Page(text, text, head=text, foot=text)
    page.add(*(filled(block, text) for block in (*document().blocks, *every_block().blocks)))
    return page.cleaned()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_there_are_five_hundred():
    assert len(STRINGS) == len(set(STRINGS)) == 500


def test_html_has_no_element_and_no_attribute_that_a_harmless_page_has_not():
    harmless = Reader(render(everywhere("x"), "html", OPTIONS).data.decode())
    for text in STRINGS:
        file = Reader(render(everywhere(text), "html", OPTIONS).data.decode())
        assert file.tags == harmless.tags, text
        names = [(tag, name) for tag, name, value in file.attributes if name not in ("href", "class")]
        assert set(names) == {(tag, name) for tag, name, _ in harmless.attributes if name not in ("href", "class")}, (
            text
        )
        assert all(value.startswith("https://") for _, name, value in file.attributes if name == "href"), text
        assert squeezed(file.text).count(squeezed(cleaned(text))) >= harmless.text.count("x"), text


def test_markdown_has_no_element_that_a_harmless_page_has_not():
    harmless = Reader(html_of_markdown(render(everywhere("x"), "md", OPTIONS).data.decode()))
    for text in STRINGS:
        file = Reader(html_of_markdown(render(everywhere(text), "md", OPTIONS).data.decode()))
        assert file.tags == harmless.tags, text
        assert file.attributes == harmless.attributes, text
        assert squeezed(file.text).count(squeezed(cleaned(text))) >= harmless.text.count("x"), text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x.example", 'https://x"y', "https://x y", ""]
)
def test_only_addresses_of_the_web_become_links(address):
    page = Page("Sources")
    page.add(References((("Press: Book", address),)))
    assert "a" not in Reader(render(page, "html", OPTIONS).data.decode()).tags
    assert "](" not in render(page, "md", OPTIONS).data.decode()
    assert b"/URI" not in render(page, "pdf", OPTIONS).data


def test_a_pdf_shows_every_string_as_it_is(tmp_path):
    page = Page("Strings")
    page.add(Bullets(tuple(STRINGS)))
    file = tmp_path / "strings.pdf"
    file.write_bytes(render(page.cleaned(), "pdf", OPTIONS).data)
    feet = r"(?m)^\d+ of \d+$"
    wanted = squeezed("Strings" + "".join(f"–{cleaned(text)}" for text in STRINGS))
    assert squeezed(re.sub(feet, "", pdf_text(file)).replace("\x0c", "")) == wanted


@pytest.mark.parametrize("text", STRINGS[: len(ATTACKS) : 4])
def test_a_pdf_shows_a_string_as_it_is_in_every_block(tmp_path, text):
    file = tmp_path / "page.pdf"
    file.write_bytes(render(everywhere(f"Q{text}Q"), "pdf", OPTIONS).data)
    harmless = tmp_path / "harmless.pdf"
    harmless.write_bytes(render(everywhere("QxQ"), "pdf", OPTIONS).data)
    marked = squeezed(cleaned(f"Q{text}Q"))
    assert (
        squeezed(pdf_text(file)).count(marked) >= squeezed(pdf_text(harmless)).count("QxQ") - 2
    )  # feet of other pages


def test_a_terminal_gets_no_order_but_those_of_the_program(shown, strings):
    for text in strings:
        for color in (False, True):
            out = ESCAPE.sub("", shown(everywhere(text), width=100, color=color))
            assert not STEERS.search(out), text
    for text in strings:
        assert not STEERS.search(render(everywhere(text), "txt", OPTIONS).data.decode()), text


def test_a_calendar_gets_no_event_and_no_property_of_its_own(kb, strings):
    plan = roadmap_of("nurse", None, kb).plan

    def parts(text: str) -> list[list[str]]:
        steps = tuple(replace(step, title=text, because=(text,)) for step in plan.steps)
        calendar = icalendar.Calendar.from_ical(ics(replace(plan, steps=steps), kb, TODAY))
        return [sorted(part.keys()) for part in calendar.walk()]

    for text in strings:
        assert parts(text) == parts("x"), text


def test_name_notes_actions_and_organization_go_through_the_same_gate(kb, strings):
    roadmap = roadmap_of("nurse", None, kb)
    for text in strings:
        agreed = (Action(1, "2026-11-22", text, "2026-11-22", None),)
        for session in (False, True):
            page = page_of(
                replace(roadmap, name=text, agreed=agreed), kb, replace(OPTIONS, organization=text), session=session
            )
            assert page.head == cleaned(text), text
            assert not STEERS.search(render(page, "txt", OPTIONS).data.decode()), text
