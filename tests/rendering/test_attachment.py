"""The attachment to an employment plan: every element that such plans carry is on two pages, and nothing it must not say."""

import json
import re

import pytest

from careerpath.errors import CareerpathError
from careerpath.rendering.attachment_page import SECTIONS, Office, attachment_page
from careerpath.rendering.paper import PaperOptions, render
from tests.conftest import ROOT, TODAY
from tests.rendering.documents import EACH, GOALS, bare, pdf_facts, pdf_text, pdf_words, roadmap_of, said

OFFICE = Office(
    "Riverside Workforce Center", "J. Smith", "555-0100", code="C0007", version=2, since=("Call: done 2026-11-20",)
)
ELEMENTS = {
    "participant": ("Client", "C0007", "Version"),
    "assessment": ("What it rests on", "Skills", "Tests, with date"),
    "employment-goal": ("Next job", "Far goal", "SOC"),
    "reason-for-goal": ("Wage", "Outlook", "In demand here"),
    "informed-choice": ("Compared with", "chosen because"),
    "objectives": ("Objective", "Proof", "Done by"),
    "barriers": ("What stands in the way", "Written by hand"),
    "services": ("Objectives and services", "From"),
    "providers": ("Provider",),
    "cost-and-payer": ("List price", "asked / agreed", "left to pay"),
    "supportive-services": ("transport", "care of children", "work clothes"),
    "responsibilities-participant": ("The client", "keeps contact"),
    "responsibilities-staff": ("The counselor", "answers in time"),
    "progress-criteria": ("judged by the proof of each step",),
    "contact": ("We talk",),
    "review-dates": ("Next review", "initials"),
    "training-need-statement": ("Before training is paid",),
    "work-based-learning": ("Work-based learning",),
    "follow-up": ("contact for 12 months",),
    "rights": ("rights and complaints",),
    "signatures": ("Client, date", "Counselor, date", "guardian"),
    "copy-given": ("have a copy, given on",),
    "plan-b": ("If it fails", "we change over when"),
    "sources-and-limits": ("Sources and limits", "do not know this person"),
}
"""Elements of employment plans (20 CFR 680.170, 34 CFR 361.46 and state rules; docs/method.md, 13) and their words."""
MUST_NOT = (
    r"\bIEP\b", r"\bIPE\b", r"individual(ized)? employment plan", r"\beligib", r"\bapprov", r"\bawarded\b", r"\bgranted\b",
    r"disab", r"\bincome\b", r"public assistance", r"\bTANF\b", r"\bSNAP\b", r"careerpath (quiz|recommend|plan|routes|clients)",
)  # fmt: skip


def printed(page, folder, **options):
    file = folder / "page.pdf"
    file.write_bytes(render(page, "pdf", PaperOptions(made=TODAY, **options)).data)
    return file


@pytest.mark.parametrize("example", EACH)
def test_it_has_two_pages_for_every_example_and_goal_on_letter_and_a4(kb, tmp_path, example):
    for goal in (None, GOALS[0]):
        page = attachment_page(roadmap_of(example, goal, kb, name="Maria Muñoz"), kb, OFFICE)
        for paper in ("letter", "a4"):
            file = printed(page, tmp_path, paper=paper, organization=OFFICE.organization)
            assert int(pdf_facts(file)["Pages"]) <= 2, (goal, paper)
        assert bare(pdf_words(file)) == bare(page.head) + bare(said(page)), goal


@pytest.fixture(scope="module")
def on_paper(kb, tmp_path_factory):
    page = attachment_page(roadmap_of("help-desk", "cybersecurity-analyst", kb, name="Maria"), kb, OFFICE)
    return bare(pdf_text(printed(page, tmp_path_factory.mktemp("attachment"))))


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_element_of_an_employment_plan_is_found_on_paper(on_paper, element):
    for words in ELEMENTS[element]:
        assert bare(words) in on_paper, words


@pytest.mark.parametrize("example", EACH)
def test_nothing_is_printed_as_granted_and_no_barrier_is_guessed(kb, example):
    for goal in (None, *GOALS[:2]):
        text = said(attachment_page(roadmap_of(example, goal, kb), kb, OFFICE))
        found = [pattern for pattern in MUST_NOT if re.search(pattern, text, re.I)]
        assert not found, (goal, found)


def test_the_method_says_where_each_element_stands():
    method = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    for element in ELEMENTS:
        assert f"| {element.replace('-', ' ')} |" in method, element


def test_sections_are_switched_in_the_settings_and_a_wrong_one_is_one_line(kb):
    roadmap = roadmap_of("nurse", None, kb)
    short = said(attachment_page(roadmap, kb, Office(sections=("goal", "signatures"))))
    assert "Employment goal" in short and "Signed" in short and "Supportive services" not in short
    for name in SECTIONS:
        assert attachment_page(roadmap, kb, Office(sections=(name,))).title
    with pytest.raises(CareerpathError, match=r"attachment: 'goals' is no section; known are participant, "):
        attachment_page(roadmap, kb, Office(sections=("goals",)))


def test_from_the_caseload_it_has_code_counselor_and_what_was_reached(run, tmp_path):
    env = {"CAREERPATH_HOME": str(tmp_path / "home")}
    run("clients", "add", "Maria", "examples/help-desk.yaml", env=env)
    (tmp_path / "home/config.toml").write_text('counselor = "J. Smith"\nphone = "555-0100"\n')
    run("clients", "action", "maria", "Call the school", env=env)
    run("clients", "print", "maria", "-o", tmp_path / "out", env=env)
    run("clients", "done", "maria", "1", env=env)
    run("clients", "set", "maria", "certifications", "comptia-security-plus:2026-11-20", env=env)
    text = " ".join(run("roadmap", "client:maria", "--attachment", env=env).out.split())
    assert "number C0001" in text and "J. Smith, phone 555-0100" in text and "2, of " in text
    assert "Call the school: done 2026-11-22" in text and "CompTIA Security+: reached" in text
    done = run("roadmap", "client:maria", "--attachment", "-o", tmp_path / "plan.json", env=env)
    assert done.code == 2 and "write it as .pdf" in done.err
    assert run("roadmap", "client:maria", "--attachment", "-o", tmp_path / "plan.pdf", env=env).code == 0
    assert json.loads(run("clients", "list", "--json", env=env).out)["clients"]


def test_a_state_list_says_whether_the_goal_is_in_demand_and_a_bad_one_is_one_line(run, tmp_path):
    env = {"CAREERPATH_HOME": str(tmp_path / "home")}
    (tmp_path / "home").mkdir()
    (tmp_path / "home/config.toml").write_text(f'demand = "{tmp_path}/list.csv"\n')
    (tmp_path / "me.yaml").write_text(
        "schema: careerpath/profile/1\nroles: [{role: unit-secretary}]\nlimits: {state: OH}\n"
    )

    def attachment(rows, goal="help-desk-technician"):
        (tmp_path / "list.csv").write_text("soc,state,list,date,address\n" + rows)
        return run("roadmap", tmp_path / "me.yaml", "--to", goal, "--attachment", env=env)

    mine = "15-1232,oh,Top Jobs,2026-07,https://example.org/top\n"
    text = " ".join(attachment(mine + "15-1232,OH,Old List,2019-01,\n").out.split())
    assert "yes, by the list Top Jobs of 2026-07 (https://example.org/top)" in text
    assert "not on the list Top Jobs of 2026-07" in " ".join(attachment(mine, "network-administrator").out.split())
    assert "[ ] yes [ ] no" in " ".join(attachment(mine.replace("oh", "TX")).out.split())
    done = attachment("15-123,OH,Top Jobs,2026-07,\n15-1232,Ohio,Top Jobs,July,\n")
    assert done.code == 2 and done.err.count("\n") == 1
    assert "list.csv:2: soc: '15-123' is no code" in done.err and "list.csv:3: state: 'Ohio'" in done.err
    (tmp_path / "list.csv").unlink()
    done = run("roadmap", tmp_path / "me.yaml", "--to", "cio", "--attachment", env=env)
    assert done.code == 2 and "`demand` in config.toml" in done.err


def goals_of(example, goal, kb):
    """The next job and the far goal, as the attachment says them."""
    page = attachment_page(roadmap_of(example, goal, kb), kb, OFFICE)
    (section,) = (one for one in page.blocks if one.title == "Employment goal")
    return dict(section.blocks[0].rows)


@pytest.mark.parametrize("example", EACH)
@pytest.mark.parametrize("goal", [None, *GOALS])
def test_the_next_job_and_the_far_goal_are_never_the_same_words(kb, example, goal):
    rows = goals_of(example, goal, kb)
    titles = {role.title for role in kb.roles.values()}
    near, far = (words.split(" (SOC")[0].split(";")[0] for words in (rows["Next job"], rows["Far goal"]))
    assert near != far and near in titles


def test_who_has_not_chosen_finds_the_far_goal_left_to_say(kb):
    rows = goals_of("returning-parent", None, kb)
    assert rows["Next job"].endswith("not yet chosen by the client")
    assert re.fullmatch(r"not stated yet: _+", rows["Far goal"])


def test_a_certification_is_no_job(kb):
    rows = goals_of("help-desk", "comptia-security-plus", kb)
    assert "Security+" in rows["Far goal"] and re.fullmatch("_+", rows["Next job"])
