"""The page in plain language: short sentences, one thing each, two pages at most."""

from __future__ import annotations

import pytest

from careerpath.people.profile import Profile
from careerpath.rendering.paper import PaperOptions, page_of, render
from careerpath.rendering.pdf import pages_of
from careerpath.services.roadmap import take_stock
from tests.conftest import TODAY
from tests.reading import grade, prose
from tests.rendering.documents import EXAMPLES, roadmap_of, said

HIGHEST_GRADE = 6.0
OPTIONS = PaperOptions(made=TODAY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_is_read_at_grade_six_and_says_goal_first_action_steps_and_fees(kb, example):
    for goal in (None, "data-analyst"):
        roadmap = roadmap_of(example, goal, kb, name="Maria")
        page = page_of(roadmap, kb, OPTIONS, easy=True)
        text = said(page)
        assert grade(prose(page, kb)) <= HIGHEST_GRADE, (goal, grade(prose(page, kb)))
        assert roadmap.first.do in text and "Do this first" in text
        for step in roadmap.plan.steps[:6]:
            assert f"{step.title}. Start on" in text
        assert pages_of(render(page, "pdf", OPTIONS).data) <= 2


def test_who_told_nothing_gets_a_page_too(kb):
    text = said(page_of(take_stock(Profile(), kb, None, TODAY), kb, OPTIONS, easy=True))
    assert "You have not told us enough yet." in text and "Do this first" not in text


def test_the_switch_adds_the_page_to_a_packet(run, tmp_path):
    env = {"CAREERPATH_HOME": str(tmp_path / "home")}
    run("clients", "add", "Maria", "examples/nurse.yaml", env=env)
    assert run("clients", "print", "maria", "-o", tmp_path / "out", "--easy", env=env).code == 0
    assert (tmp_path / "out/C0001-easy.pdf").exists()
    assert "My plan" in run("roadmap", "client:maria", "--easy", env=env).out


@pytest.mark.parametrize("example", ["returning-parent", "truck-driver", "medic"])
def test_what_is_true_of_every_job_to_choose_from_is_said_once(kb, example):
    page = page_of(roadmap_of(example, None, kb), kb, OPTIONS, easy=True)
    (choice,) = (one for one in page.blocks if one.title == "Which job do I want?")
    told = [line for job in choice.blocks[1:] for line in job.blocks[0].items]
    jobs = [one for one in choice.blocks[1:] if one.title != "All of these jobs"]
    assert len(jobs) == 3 and max(map(told.count, told)) < len(jobs)
