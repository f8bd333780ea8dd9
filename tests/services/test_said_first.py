"""What must be known before the roles are read: nothing lies above, a job is not known or is read as another name."""

from __future__ import annotations

import pytest

from careerpath.people.job_words import one_of
from careerpath.people.profile import check_profile
from careerpath.people.readings import readings
from careerpath.rendering.easy_page import easy_page
from careerpath.rendering.monday_page import question
from careerpath.rendering.profile_page import profile_page
from careerpath.rendering.recommend_page import recommend_page
from careerpath.rendering.roadmap_page import roadmap_page
from careerpath.rendering.session_page import session_page
from careerpath.rendering.short_answer import short_page
from careerpath.rules.standing import stand
from careerpath.services.monday import monday_card
from careerpath.services.recommend import AT_THE_TOP, explain, recommend
from careerpath.services.roadmap import take_stock
from tests.conftest import TODAY
from tests.rendering.documents import said
from tests.worlds import knowledge, person


def profile(kb, *roles, **more):
    data, wrong = check_profile({"roles": list(roles), **more}, kb)
    assert not wrong, wrong
    return data


# --- at the top ------------------------------------------------------------------------------------------------------


def test_who_stands_at_the_top_is_told_so_and_is_sent_to_no_lower_job(kb):
    chief = profile(kb, {"role": "cio", "years": 9, "current": True}, education={"level": "master"})
    answer = recommend(chief, kb, TODAY)
    assert answer.said_first == (AT_THE_TOP,) and AT_THE_TOP in answer.notes
    assert answer.suggestions and {one.first.kind for one in answer.suggestions} == {"talk"}
    for page in (short_page(answer, kb), recommend_page(answer, kb)):
        text = said(page)
        assert text.index("at the top of what we know") < text.index(answer.suggestions[0].ranked.role.title)
        assert "apply now" not in text.lower()
    for suggestion in answer.suggestions[:3]:
        role = suggestion.ranked.role
        assert explain(chief, role, kb, TODAY).towards.first.kind == "talk"
        assert take_stock(chief, kb, role.id, TODAY).first.kind == "talk"


@pytest.mark.parametrize("role", ["ciso", "cnio", "director-of-information-systems", "it-manager"])
def test_who_can_still_rise_does_not_stand_at_the_top(kb, role):
    assert not recommend(profile(kb, {"role": role, "years": 9, "current": True}), kb, TODAY).said_first


def test_who_left_the_top_may_apply_for_what_lies_below(kb):
    left = profile(kb, {"role": "cio", "years": 9, "current": False}, education={"level": "master"})
    answer = recommend(left, kb, TODAY)
    assert answer.said_first == () and "apply" in {one.first.kind for one in answer.suggestions}


def test_the_top_is_where_no_known_move_leads_up():
    kb = knowledge("""
    roles: [{id: vice, seniority: executive, needs: {lead: 5}}, {id: chief, seniority: executive, needs: {lead: 5}}]
    progressions: [{from: vice, to: chief, kind: advance, months: 12}]
    """)
    assert recommend(person("chief"), kb, TODAY).said_first == (AT_THE_TOP,)
    assert recommend(person("vice"), kb, TODAY).said_first == ()


# --- jobs in words ---------------------------------------------------------------------------------------------------

UNKNOWN_JOB = {"job": "qwzx wrangler", "years": 12, "current": True}


def test_a_job_that_nobody_knows_is_said_on_every_page_with_the_way_out(kb):
    someone = profile(kb, UNKNOWN_JOB)
    answer, point = recommend(someone, kb, TODAY), take_stock(someone, kb, None, TODAY)
    for page in (short_page(answer, kb), recommend_page(answer, kb), roadmap_page(point, kb)):
        assert '"qwzx wrangler" is no job known here' in said(page)
        assert "careerpath jobs qwzx wrangler" in said(page)
    assert 'What is the work of "qwzx wrangler" also called?' in said(session_page(point, kb))
    assert 'We do not know the job "qwzx wrangler".' in said(easy_page(point, kb))
    shown = said(profile_page(stand(someone, kb, TODAY), kb))
    assert "no job known here" in shown and "name a job" not in shown


def test_with_nothing_to_rank_it_is_said_too(kb):
    someone = profile(kb, UNKNOWN_JOB, limits={"pay_floor_usd": 1_500_000})
    assert '"qwzx wrangler" is no job known here' in said(short_page(recommend(someone, kb, TODAY), kb))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("mainframe operator", "Computer Network Support Specialists"),
        ("tape operator", "Sewing Machine Operators"),
        ("foreign doctor", "Physician, in another country"),
        ("nurse in the Philippines", "Registered Nurse, in another country"),
    ],
)
def test_a_job_read_as_another_name_is_said_on_the_first_screen(kb, words, title):
    answer = recommend(profile(kb, {"job": words, "years": 9, "current": False}), kb, TODAY)
    assert f'"{words}" is read as {title}' in said(short_page(answer, kb))


@pytest.mark.parametrize("words", ["truck driver", "RN", "registered nurse", "hospital CIO", "cashier", "I am a nurse"])
def test_a_job_read_as_itself_needs_no_word(kb, words):
    assert readings(profile(kb, {"job": words, "years": 9}), kb) == ()


def test_whether_a_job_of_hospital_it_is_in_a_hospital_is_left_open_in_words(kb):
    open_one = recommend(profile(kb, {"job": "CIO", "years": 9}), kb, TODAY)
    assert 'Is it in a hospital? Write "hospital CIO".' in said(short_page(open_one, kb))
    assert not recommend(profile(kb, {"job": "CIO"}, in_hospital=False), kb, TODAY).said_first


def test_one_person_is_not_called_by_the_title_of_many(kb):
    worker = profile(kb, {"occupation": "15-1251.00", "years": 9, "current": True})
    _, sentence = question(monday_card(worker, "help-desk-technician", kb, TODAY), kb)
    assert "as a computer programmer and" in sentence
    assert one_of("First-Line Supervisors of Retail Sales Workers") == "First-Line Supervisor of Retail Sales Workers"
    assert one_of("Laborers and Freight, Stock, and Material Movers, Hand").startswith("Laborers and Freight, Stock")


# --- a slip in the education -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["registered-nurse", "physician", "licensed-practical-nurse"])
def test_a_licensed_job_without_a_diploma_is_asked_about_and_nobody_is_sent_to_the_ged(kb, role):
    someone = profile(kb, {"role": role, "years": 7, "current": True}, education={"level": "none"})
    answer = recommend(someone, kb, TODAY)
    assert "no school diploma, yet nobody works as" in said(short_page(answer, kb))
    _, sentence = question(monday_card(someone, "telehealth-coordinator", kb, TODAY), kb)
    assert "GED" not in sentence


def test_who_has_no_diploma_and_no_such_job_still_begins_with_the_ged(kb):
    someone = profile(kb, {"role": "retail-sales-associate", "years": 7, "current": True}, education={"level": "none"})
    assert not recommend(someone, kb, TODAY).said_first
    assert "GED" in question(monday_card(someone, "help-desk-technician", kb, TODAY), kb)[1]
