"""JSON Resume: every entry is kept or named, and wrong types are problems, not crashes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerpathError
from careerpath.importers.dates import Month, Period
from careerpath.importers.json_resume import json_lines
from careerpath.importers.take import take_lines
from tests.importers.import_worlds import TODAY, of_kind

RESUME = """{
  "basics": {"name": "Sample Person", "summary": "Charted in Epic. Eager to learn Python."},
  "work": [
    {"name": "Mercy General", "position": "Help Desk Technician",
     "startDate": "2022-03-01", "highlights": ["Reset accounts in Active Directory"]},
    {"name": "Cafe", "position": "Wrangler of Ideas", "startDate": "2018", "endDate": "2022-02"},
    "nonsense"
  ],
  "education": [{"institution": "State University", "area": "Nursing", "studyType": "Bachelor", "endDate": "2028-05-01"}],
  "certificates": [
    {"name": "CompTIA A+", "date": "2025-03-10"},
    {"name": "Basic Life Support"},
    {"name": "CCNA", "date": "2027-06-01"}
  ],
  "skills": [
    {"name": "Databases", "level": "Master", "keywords": ["SQL", "Macrame"]},
    {"name": "inventory"},
    {"name": "Juggling", "keywords": [3, null]}
  ]
}"""


@pytest.fixture
def found(lexicon):
    return take_lines(json_lines(RESUME, "resume.json"), lexicon, TODAY)


def test_positions_become_roles_with_dates_and_lines(found):
    assert [(r.id, r.period, r.place.number) for r in of_kind(found, "role")] == [
        ("help-desk-technician", Period(Month(2022, 3, 1)), 4)
    ]


def test_skills_take_their_level_from_their_group_at_most_3(found):
    assert {s.id: (s.level, s.place.number) for s in of_kind(found, "skill")} == {
        "directory-services": (2, 5),
        "sql": (3, 16),
        "asset-management": (2, 17),
        "ehr-use": (2, 2),
    }


def test_a_degree_that_ends_in_the_future_is_not_finished(found):
    assert [(e.id, e.field) for e in of_kind(found, "education")] == [("some-college", "nursing")]


def test_only_certifications_already_earned_count(found):
    assert [(c.id, c.earned) for c in of_kind(found, "certification")] == [("comptia-a-plus", "2025-03-10")]


def test_every_entry_is_kept_or_named(found):
    assert {a.file: (a.rows, a.kept, a.problems) for a in found.accounts} == {
        "resume.json, work": (3, 1, 2),
        "resume.json, education": (1, 1, 0),
        "resume.json, certificates": (3, 1, 2),
        "resume.json, skills": (3, 2, 1),
    }
    lines = {p.line for p in found.left_out}
    assert lines >= {6, 7, 12, 13, 18}


@pytest.mark.parametrize("text", ["{}", "[]", '{"a": 1}', '{"work": [}', "3", '{"work": 1'])
def test_what_is_no_json_resume_is_refused_in_one_line(lexicon, text):
    with pytest.raises(CareerpathError) as error:
        json_lines(text, "x.json")
    assert "\n" not in str(error.value)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["SQL", "A+", "2020", "Registered Nurse"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "position",
                    "date",
                    "startDate",
                    "endDate",
                    "keywords",
                    "highlights",
                    "level",
                    "summary",
                    "studyType",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(
        st.sampled_from(["basics", "work", "education", "certificates", "skills", "projects", "volunteer"]),
        ANYTHING,
        min_size=1,
    )
)
@settings(max_examples=80, deadline=None)
def test_wrong_types_anywhere_are_problems_and_the_accounts_add_up(lexicon, data):
    import json

    try:
        lines = json_lines(json.dumps(data), "x.json")
    except CareerpathError as error:  # control characters
        assert "\n" not in str(error)
        return
    found = take_lines(lines, lexicon, TODAY)
    assert all(a.kept + a.problems == a.rows for a in found.accounts)
    assert all(finding.level <= 3 for finding in found.findings)


def test_a_job_without_dates_that_is_not_in_the_list_says_so(lexicon):
    found = take_lines(json_lines('{"work": ["Wrangler of Ideas", {"position": "Teacher"}]}', "x.json"), lexicon, TODAY)
    assert [finding.id for finding in found.findings] == ["teacher"]
    assert "'Wrangler of Ideas': a position, but no job that is known here" in found.left_out[0].message
