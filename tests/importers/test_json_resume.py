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


def read(lexicon, data):
    import json

    return take_lines(json_lines(json.dumps(data), "x.json"), lexicon, TODAY)


NURSE = {"position": "Registered Nurse"}


@pytest.mark.parametrize(
    "dates, period",
    [
        ({"startDate": 1546300800000, "endDate": 1672444800000}, "2019-01 to 2022-12"),
        ({"startDate": {"year": 2019, "month": 1}, "endDate": {"year": 2022, "month": 12}}, "2019-01 to 2022-12"),
        ({"startDate": "20190101", "endDate": "20221231"}, "2019-01 to 2022-12"),
        ({"startDate": "2019.0", "endDate": 2022.0}, "2019 to 2022"),
        ({"date": "January 2019 - December 2022"}, "2019-01 to 2022-12"),
        ({"dates": {"start": "2019-01", "end": "2022-12"}}, "2019-01 to 2022-12"),
        ({"start_date": "2019-01", "Until": "2022-12"}, "2019-01 to 2022-12"),
        ({"startDate": "2019-01", "endDate": None}, "2019-01 to now"),
        ({"startDate": "2019-01", "endDate": "", "isCurrent": False}, "None"),
        ({"startDate": "0001-01-01T00:00:00"}, "None"),
        ({"years": 6}, "None"),
    ],
)
def test_dates_as_programs_write_them_are_read_or_named(lexicon, dates, period):
    found = read(lexicon, {"work": [NURSE | dates]})
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [("registered-nurse", period)]
    assert (period != "None") or found.left_out


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda resume: resume,
        lambda resume: {"resume": resume},
        lambda resume: [resume],
        lambda resume: {"de": {"work": []}, "en": resume},
        lambda resume: {"sections": {"experience": {"name": "Experience", "items": resume["work"]}}},
        lambda resume: {"work": {"0": resume["work"][0]}},
        lambda resume: {"work": [{"name": "Example", "positions": resume["work"]}]},
        lambda resume: {"work_experience": resume["work"]},
        lambda resume: {"work": [{"designation": "Registered Nurse", "start": "2019", "end": "2022"}]},
        lambda resume: {"work": [{"position": ["Registered Nurse"], "startDate": "2019", "endDate": "2022"}]},
    ],
)
def test_the_resume_is_found_wherever_a_program_puts_it(lexicon, wrapped):
    found = read(lexicon, wrapped({"work": [NURSE | {"startDate": "2019", "endDate": "2022"}]}))
    assert [(one.id, str(one.period)) for one in of_kind(found, "role")] == [("registered-nurse", "2019 to 2022")]


@pytest.mark.parametrize(
    "entry, level",
    [
        ({"studyType": "BSN", "graduationDate": "2016-05"}, "bachelor"),
        ({"studyType": "BSN", "graduationDate": "2028-05"}, "some-college"),
        (
            {"studyType": "Bachelor", "area": "Nursing", "expectedGraduation": "2028-05", "endDate": None},
            "some-college",
        ),
        ({"studyType": "Bachelor", "startDate": "2012", "endDate": "2014", "completed": False}, "some-college"),
        ({"studyType": "Bachelor", "status": "In progress"}, "some-college"),
        ("BSN, Sample University, 2018", "bachelor"),
    ],
)
def test_a_degree_says_in_its_keys_whether_it_is_finished(lexicon, entry, level):
    assert [one.id for one in of_kind(read(lexicon, {"education": [entry]}), "education")] == [level]


@pytest.mark.parametrize(
    "entry, is_held",
    [
        ({"certificate": "CompTIA A+"}, True),
        ({"name": "CompTIA A+", "issueDate": "2024-05-01", "expirationDate": "2027-05-31"}, True),
        ({"name": "CompTIA A+", "status": "in progress"}, False),
        ({"name": "CompTIA A+", "date": "Expected 2027"}, False),
    ],
)
def test_a_certificate_says_in_its_keys_whether_it_is_held(lexicon, entry, is_held):
    found = of_kind(read(lexicon, {"certificates": [entry]}), "certification")
    assert bool(found) == is_held
    if "expirationDate" in entry:
        assert (found[0].earned, found[0].expires) == ("2024-05-01", "2027-05-31")


@pytest.mark.parametrize(
    "skills, held",
    [
        ({"technical": ["SQL"], "soft": ["Teamwork"]}, {"sql", "coordination"}),
        ([{"category": "Databases", "items": ["SQL"]}], {"sql"}),
        ([{"name": "Want to learn", "keywords": ["SQL"]}], set()),
        ([{"name": "SQL", "level": "none"}, {"name": "Linux", "level": "0"}], set()),
        ("SQL, Linux", {"sql", "os-linux"}),
    ],
)
def test_groups_of_skills_are_read_and_wishes_are_not(lexicon, skills, held):
    assert {one.id for one in of_kind(read(lexicon, {"skills": skills}), "skill")} == held


@pytest.mark.parametrize("sort", ["Volunteer", "Internship", "unpaid"])
def test_a_post_of_another_sort_is_asked_about(lexicon, sort):
    found = read(lexicon, {"work": [NURSE | {"employmentType": sort, "startDate": "2019", "endDate": "2020"}]})
    assert [bool(one.unsure) for one in of_kind(found, "role")] == [True]


def test_an_entry_whose_keys_are_not_known_is_named_with_what_it_holds(lexicon):
    found = read(lexicon, {"work": [{"name": "Example Hospital", "what": "ran the front desk"}]})
    assert any("ran the front desk" in problem.message for problem in found.left_out)


def test_line_ends_of_windows_in_a_text_do_no_harm(lexicon):
    text = r'{"work":[{"position":"Registered Nurse","startDate":"2019","summary":"a\r\nUsed SQL"}]}'
    found = take_lines(json_lines(text, "x.json"), lexicon, TODAY)
    assert [one.id for one in of_kind(found, "skill")] == ["sql"]


def test_a_label_is_the_headline(lexicon):
    found = read(lexicon, {"basics": {"label": "Registered Nurse"}})
    assert [one.id for one in of_kind(found, "role")] == ["registered-nurse"]
