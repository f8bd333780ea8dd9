"""Pages of paper as measured: none half empty, nothing torn from what it belongs to."""

from __future__ import annotations

import re
from html import unescape
from random import Random

import pytest

from careerpath.knowledge.models import LocalPay
from careerpath.people.profile import HeldEducation, HeldRole, Limits, Profile
from careerpath.record import Record, replace
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.page import Bar, Cards, Lines, Page, Section, Signatures, Table, Text, TimeLine
from careerpath.rendering.paper import PaperOptions, page_of, render
from careerpath.rendering.pdf import pages_of
from careerpath.rendering.plan_page import plan_page, to_prepare, who_may_pay
from careerpath.rendering.profile_page import profile_page
from careerpath.rendering.words import whose_wages
from careerpath.services.roadmap import make_roadmap
from tests.conftest import TODAY
from tests.rendering.documents import bare, poppler, roadmap_of, said
from tests.sampling import drawn

FULL = 0.75
"""Share of its text area that a page uses at least if another one follows."""
TOP, BOTTOM = 36.0, 46.8
"""Margins above and below [pt]."""
OPTIONS = PaperOptions(made=TODAY)
SHAPES = [
    {}, {"paper": "a4"}, pytest.param({"large_print": True}, marks=pytest.mark.slow),
]  # fmt: skip


def person(job: str | None, level: str | None, budget: float | None, goal: str | None) -> Profile:
    roles = (HeldRole(role=job, years=6.0, current=True),) if job else ()
    education = HeldEducation(level=level) if level else None
    return Profile(roles=roles, education=education, goal=goal, limits=Limits(hours_per_week=8, budget_usd=budget))


PEOPLE = {
    "zero": person("retail-sales-associate", "high-school", 0, "help-desk-technician"),
    "student": person(None, "high-school", None, "help-desk-technician"),
    "far": person("unit-secretary", "high-school", 2000, "director-of-information-systems"),
    "undecided": person("medical-coder", "associate", 600, None),
    "paramedic": person("paramedic", "some-college", 800, "help-desk-technician"),
}
QUICK = ("zero", "undecided")
EVERYBODY = [pytest.param(one, marks=() if one in QUICK else pytest.mark.slow) for one in PEOPLE]


LOCAL = LocalPay(state="OH", area="Ohio", soc="15-1232", covers="occupation", median_usd=57010.0, source="book")
"""An invented wage."""


class Line(Record):
    """A line of text on a page, with its lowest edge [pt from the top]."""

    text: str
    lowest: float


def pages(data: bytes, folder) -> list[tuple[float, list[Line]]]:
    """Height [pt] and lines of each page from the top down, without its foot."""
    file = folder / "page.pdf"
    file.write_bytes(data)
    found = []
    for page in poppler("pdftotext", "-bbox-layout", file, "-").split("<page ")[1:]:
        height = float(re.search(r'height="([\d.]+)"', page)[1])
        lines = []
        for line in re.findall(r"<line .*?</line>", page, re.S):
            lowest = float(re.search(r'yMax="([\d.]+)"', line)[1])
            words = re.findall(r">([^<>]+)</word>", line)
            if lowest < height - BOTTOM + 1:
                lines.append(Line(unescape(" ".join(words)), lowest))
        found.append((height, sorted(lines, key=lambda one: one.lowest)))
    return found


def headings(value: object) -> set[str]:
    """Titles of all sections."""
    if isinstance(value, tuple | list):
        return {title for one in value for title in headings(one)}
    return {value.title, *headings(value.blocks)} if isinstance(value, Section) else set()


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_is_half_empty_and_none_ends_with_a_heading(kb, tmp_path, who, shape):
    options = replace(OPTIONS, **shape)
    roadmap = make_roadmap(PEOPLE[who], kb, None, TODAY, name="Maria")
    for page in (page_of(roadmap, kb, options), attachment_page(roadmap, kb, Office())):
        found = pages(render(page, "pdf", options).data, tmp_path)
        titles = {bare(title) for title in headings(page.blocks)}
        for height, lines in found[:-1]:
            used = (lines[-1].lowest - TOP) / (height - TOP - BOTTOM)
            assert used >= (0.5 if options.large_print else FULL), (page.title, used)
            assert bare(lines[-1].text) not in titles, page.title


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_step_is_split_over_pages_and_its_caption_stays_with_it(tmp_path, shape):
    rows = tuple((f"begin{n} " + "word " * 90 + f"end{n}", "Jan 1, 2027", "why") for n in range(12))
    page = Page("Long", most_pages=9)
    for size in (0, 3, 5, 7, 9, 11):
        page.add(Section(f"Title {size}", (Text(f"caption{size}"), Table(("Step", "From", "Why"), rows[: size + 1]))))
    options = replace(OPTIONS, **shape)
    texts = [" ".join(line.text for line in lines) for _, lines in pages(render(page, "pdf", options).data, tmp_path)]
    assert len(texts) > 2
    for text in texts:
        for n in range(12):
            assert len(re.findall(rf"\bbegin{n}\b", text)) == len(re.findall(rf"\bend{n}\b", text))
        assert not re.search(r"caption\d$", text)


@pytest.mark.parametrize("before", range(38, 50))
def test_what_leads_to_the_steps_of_a_stage_is_on_the_page_of_the_first(tmp_path, before):
    """Stage, summary, time line and first row: wherever the page ends, they are read together."""
    page = Page("Long", most_pages=9)
    page.add(Section("Before", tuple(Text(f"line {number}") for number in range(before))))
    table = Table(("Step", "From"), tuple((f"row{number}", "Jan 1, 2027") for number in range(9)))
    bars = TimeLine((("bar", 0.0, 1.0, "weeks 1-9"),))
    page.add(Section("The plan", (Text("stage1"), Text("summary1"), bars, table)))
    texts = [" ".join(line.text for line in lines) for _, lines in pages(render(page, "pdf", OPTIONS).data, tmp_path)]
    (place,) = [text for text in texts if "stage1" in text]
    assert "The plan" in place and "summary1" in place and "row0" in place


def test_who_cannot_pay_reads_whom_to_ask(kb):
    who = person("retail-sales-associate", "high-school", 0, "network-support-technician")
    roadmap = make_roadmap(who, kb, None, TODAY)
    assert roadmap.plan.status == "nearest"
    assert "Ask who may pay first: " in repr(page_of(roadmap, kb, OPTIONS).blocks)


@pytest.mark.parametrize("state", [None, "WA"])
def test_every_paper_says_which_state_it_is_for(kb, state):
    """Whoever reads a wage must know whose it is."""
    who = replace(PEOPLE["far"], limits=replace(PEOPLE["far"].limits, state=state))
    roadmap = make_roadmap(who, kb, None, TODAY)
    told = whose_wages(who, kb.roles.values())
    assert ("WA" in told) == (state is not None) and "national" in told
    papers = (
        page_of(roadmap, kb, OPTIONS), attachment_page(roadmap, kb, Office()),
        plan_page(roadmap.plan, kb, whose=told, on_paper=True), profile_page(roadmap.answer.standing, kb),
    )  # fmt: skip
    for page in papers:
        assert told in said(page), page.title


def test_wages_of_the_state_are_said_to_be_of_it(kb):
    who = replace(PEOPLE["zero"], limits=Limits(state="OH"))
    role = kb.roles["help-desk-technician"]
    local = replace(LOCAL, state="OH", area="Ohio")
    assert "those of Ohio" in whose_wages(who, [replace(role, local_pay=(local,))])
    assert "Ohio" not in whose_wages(who, [replace(role, local_pay=(replace(local, state="PA"),))])


GRANTED = re.compile(r"\b(granted|will pay|pays for you|is paid by|entitled|you qualify)\b", re.I)


@pytest.mark.parametrize("example", drawn(["student", "help-desk", "coder", "veteran", "truck-driver"], 2))
def test_the_roadmap_names_whom_to_ask_for_each_fee_and_never_that_it_is_granted(kb, example):
    roadmap = roadmap_of(example, None if example == "truck-driver" else "network-administrator", kb)
    text = said(page_of(roadmap, kb, OPTIONS))
    asked = who_may_pay(roadmap.plan.steps, kb)
    assert asked and f"Ask who may pay first: {asked[0]}" in text
    assert not GRANTED.search(text)


def test_free_material_is_on_the_paper_where_there_is_room(kb, tmp_path):
    roadmap = roadmap_of("student", "network-support-technician", kb)
    data = render(page_of(roadmap, kb, OPTIONS), "pdf", OPTIONS).data
    alone = Page("")
    alone.add(to_prepare(roadmap.plan, kb))
    text = " ".join(line.text for _, lines in pages(data, tmp_path) for line in lines)
    assert "https://" in said(alone) and bare(said(alone)) in bare(text)
    assert pages_of(data) == 2


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_spare_and_was_chosen_is_printed_on_two_pages(kb, tmp_path, who):
    """The choice goes by length; were it too generous, the file would leave out what the screen says."""
    page = page_of(make_roadmap(PEOPLE[who], kb, None, TODAY, name="Maria"), kb, OPTIONS)
    data = render(page, "pdf", OPTIONS).data
    text = bare(" ".join(line.text for _, lines in pages(data, tmp_path) for line in lines))
    assert pages_of(data) == 2
    assert not [title for title in headings(page.blocks) if bare(title) not in text]


@pytest.mark.parametrize("count", range(3, 24, 5))
def test_a_line_to_sign_on_is_whole_and_never_alone_on_a_page(tmp_path, count):
    """In large print a page may end anywhere: what is written on goes with it."""
    page = Page("Signed", most_pages=9)
    page.add(Section("Before", tuple(Text(f"line {number} of what is said before") for number in range(count))))
    page.add(
        Section("Notes", (Lines("What we talked about", 2, fills=True),)), Signatures(("Client, date", "Counselor"))
    )
    found = pages(render(page, "pdf", replace(OPTIONS, large_print=True)).data, tmp_path)
    texts = [" ".join(line.text for line in lines) for _, lines in found]
    (signed,) = [text for text in texts if "Client, date" in text]
    assert "What we talked about" in signed


def test_large_cards_leave_no_page_half_empty(tmp_path):
    cards = tuple(Section(f"Role {n}", (Bar("Readiness", 0.5, "50%"), Text("word " * 230))) for n in range(3))
    page = Page("Cards", most_pages=9)
    page.add(Section("Where you stand", tuple(Text("word " * 8) for _ in range(9))), Section("Roles", (Cards(cards),)))
    found = pages(render(page, "pdf", replace(OPTIONS, large_print=True)).data, tmp_path)
    assert len(found) > 2
    for height, lines in found[:-1]:
        assert (lines[-1].lowest - TOP) / (height - TOP - BOTTOM) >= 0.7
        assert not re.fullmatch(r"Readiness 50%|Role \d", lines[-1].text)


def boxes(data: bytes, folder) -> list[list[tuple[float, float, float, float, str]]]:
    """Of each page its words: left, top, right, bottom [pt], text."""
    file = folder / "boxes.pdf"
    file.write_bytes(data)
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    of_pages = []
    for page in poppler("pdftotext", "-bbox", file, "-").split("<page ")[1:]:
        of_pages.append([(*map(float, found[:4]), found[4]) for found in word.findall(page)])
    return of_pages


def overprinted(data: bytes, folder) -> list[str]:
    """Pairs of words of which one stands on the other."""
    pairs = []
    for words_here in boxes(data, folder):
        for at, (left, top, right, bottom, text) in enumerate(words_here):
            for left2, top2, right2, bottom2, text2 in words_here[at + 1 :]:
                beside = min(right, right2) - max(left, left2)
                under = min(bottom, bottom2) - max(top, top2)
                if beside > 0.5 and under > 4.5:  # lines of one text stand close
                    pairs.append(f"{text} on {text2}")
    return pairs


HEADS = ("Objective", "Proof", "Provider", "From", "Done by", "List price", "Paid by (asked / agreed)", "Does it")
CELLS = ("nobody", "client", "____ / ____", "Nov 29, 2026", "free [3]", "the work itself, shown", "a certificate", "ask",
         "Pilot of ambient notes", "Registered Health Information Technician")  # fmt: skip


@pytest.mark.parametrize("options", SHAPES)
def test_no_cell_of_an_attachment_of_free_steps_is_printed_over_another(kb, tmp_path, options):
    page = attachment_page(roadmap_of("nurse", "clinical-informatics-specialist", kb), kb, Office())
    assert overprinted(render(page, "pdf", PaperOptions(made=TODAY, **options)).data, tmp_path) == []


@pytest.mark.parametrize("seed", drawn(range(60), 6))
def test_no_cell_of_any_table_is_printed_over_another(seed, tmp_path):
    random = Random(seed)
    columns = HEADS[: random.randint(2, len(HEADS))]
    kinds = [random.sample(CELLS, 3) for _ in columns]  # cells of a column are alike, as they are in ours
    rows = tuple(tuple(random.choice(kind) for kind in kinds) for _ in range(4))
    page = Page("Table")
    page.add(Section("Rows", (Table(columns, rows, frozenset((len(columns) - 1,)), ticks=random.random() < 0.3),)))
    assert overprinted(render(page, "pdf", OPTIONS).data, tmp_path) == [], (columns, rows)
