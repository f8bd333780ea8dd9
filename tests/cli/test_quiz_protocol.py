"""The quiz for other front ends, and from a file."""

import json

import pytest

from tests.sampling import drawn


def talk(run, *lines, options=(), env=None):
    """Send lines; the objects that came back, and the result of the process."""
    done = run("quiz", "--protocol", "jsonl", "--new", *options, stdin="".join(f"{line}\n" for line in lines), env=env)
    return [json.loads(line) for line in done.out.splitlines()], done


@pytest.fixture
def own(tmp_path):
    return {"CAREERPATH_HOME": str(tmp_path)}


def test_one_question_out_one_answer_in_and_a_result_at_the_end(process, own):
    events, done = talk(process, '{"value":["teacher"]}', '{"value":7}', '{"finish":true}', env=own)
    assert [e.get("id") for e in events] == ["roles", "years", "current", None]
    assert {"event", "id", "kind", "text", "choices", "why", "asked", "expected_total"} <= set(events[0])
    result = events[-1]
    assert (result["event"], result["schema"], result["stop"]) == ("result", "careerpath/quiz/1", "person")
    assert result["profile"]["roles"] == [{"role": "teacher", "years": 7.0, "current": True}]
    assert result["recommendation"]["roles"]
    assert done.code == 0


@pytest.mark.parametrize(
    "line",
    drawn(
        [
            "junk",
            "[]",
            "{}",
            '{"value":1,"skip":true}',
            '{"back":0}',
            '{"back":true}',
            '{"skip":false}',
            '{"finish":1}',
            '{"change":5}',
            "[" * 50_000,
            '{"value":' + "9" * 5000 + "}",
        ],
        4,
    ),
)
def test_a_line_that_makes_no_sense_gets_an_error_and_the_question_stands(run, own, line):
    events, done = talk(run, line, '{"value":["teacher"]}', '{"finish":true}', env=own)
    assert any(e["event"] == "error" or e.get("error") for e in events[1:3])
    assert events[-1]["answers"] == {"roles": ["teacher"]}
    assert done.code == 0


def test_an_answer_out_of_range_is_refused_and_asked_again(run, own):
    events, _ = talk(run, '{"value":["teacher"]}', '{"value":700}', '{"value":7}', '{"finish":true}', env=own)
    assert events[2]["id"] == "years"
    assert "between 0 and 70" in events[2]["error"]


def test_back_and_change_work_over_the_wire(run, own):
    lines = [
        '{"value":["teacher"]}',
        '{"value":7}',
        '{"value":true}',
        '{"value":"master"}',
        '{"back":3}',
        '{"value":3}',
        '{"change":"education"}',
        '{"value":"none"}',
        '{"finish":true}',
    ]
    events, _ = talk(run, *lines, env=own)
    assert events[5]["previous"] == {"teacher": 7.0}
    assert events[-1]["answers"] == {
        "roles": ["teacher"], "years": {"teacher": 3.0}, "current": True, "education": "none",
    }  # fmt: skip


def test_input_that_ends_keeps_every_answer_for_next_time(run, own):
    _, done = talk(run, '{"value":["teacher"]}', '{"value":7}', env=own)
    assert "2 answers are kept" in done.err
    again = run("quiz", "--protocol", "jsonl", "--resume", stdin='{"finish":true}\n', env=own)
    events = [json.loads(line) for line in again.out.splitlines()]
    assert events[0]["id"] == "current"
    assert events[-1]["answers"] == {"roles": ["teacher"], "years": {"teacher": 7.0}}


def test_all_skipped_is_not_ranked(run, own):
    events, _ = talk(run, *['{"skip":true}'] * 80, env=own)
    assert events[-1]["recommendation"] is None
    assert any(remark["blocks"] for remark in events[-1]["remarks"])


def test_answers_from_a_file_need_nobody(run, own, tmp_path):
    file = tmp_path / "me.yaml"
    file.write_text(
        "roles: [RN]\nyears: {registered-nurse: 6}\neducation: bachelor\nconditions: [night_shift]\nskill: {sql: 2, hl7-v2: 1}\n"
    )
    done = run("quiz", "--answers", file, "--json", "--save", "me", env=own)
    data = json.loads(done.out)
    assert data["profile"]["skills"] == {"sql": {"level": 2}, "hl7-v2": {"level": 1}}
    assert data["saved_as"] == "me"
    assert run("recommend", "--json", env=own).code == 0
    assert run("quiz", "--answers", file, "--save", "me", env=own).code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("roles: [RN]\nrolls: 3\n", "me.yaml:2: 'rolls' is no question"), ("skill: {sqll: 3}\n", "unknown id 'sqll'"), ("- 1\n", "mapping"),
        ("skill: 3\n", "wants a mapping"), ("state: ZZ\n", "no US state"), ("hours: 400\n", "between 0.5 and 80"), ("days: [glamour]\n", "not among the choices"), ("{", "YAML"),
    ],
)  # fmt: skip
def test_a_file_with_faults_gets_one_line_and_exit_code_2(run, own, tmp_path, text, words):
    (tmp_path / "me.yaml").write_text(text)
    done = run("quiz", "--answers", tmp_path / "me.yaml", env=own)
    assert done.code == 2
    assert words in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "options", [(), ("--plain",), ("--no-input",), ("--protocol", "xml"), ("--protocol", "jsonl", "--answers", "x")]
)
def test_where_nobody_can_be_asked_the_missing_option_is_named(run, own, options):
    done = run("quiz", *options, env=own)
    assert done.code == 2
    assert "--" in done.err


def test_a_data_folder_that_cannot_be_written_gives_one_line(process, tmp_path):
    (tmp_path / "file").write_text("x")
    done = process(
        "quiz", "--protocol", "jsonl", stdin='{"value":["RN"]}\n', env={"CAREERPATH_HOME": str(tmp_path / "file")}
    )
    assert done.code == 2
    assert "CAREERPATH_HOME" in done.err
