"""`careerpath batch` as a user runs it: formats, bad rows, interruptions, refusals, a cluster."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from threading import Thread

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from careerpath.batch import files
from careerpath.batch.columns import flat
from careerpath.knowledge.base import plain
from tests.batch.people import crowd, differences, table
from tests.conftest import ROOT, TODAY

HEAD = "id,roles,skills,certifications,education,night_shift,hours_per_week\n"


class Read:
    """An answer as the comparison wants it."""

    def __init__(self, rows):
        self.table = pa.Table.from_pylist(rows)


def read(path):
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    figures = {"rank": int, "readiness": float, "order_value": float}
    return [{k: figures[k](v) if k in figures else v or None for k, v in row.items()} for row in rows]


def problems(path):
    """(line, severity, message) of the side file."""
    rows = csv.DictReader(io.StringIO(path.with_name(f"{path.stem}.problems.csv").read_text(encoding="utf-8")))
    return [(int(row["line"]), row["severity"], row["message"]) for row in rows]


def text_of(row):
    """A row of `flat` as cells of a CSV file."""

    def part(*items):
        return ":".join("" if item is None else str(item) for item in items)

    times = {True: "current", False: "past", None: None}

    roles = [
        part(held["id"], held["years"], times[held["current"]], held["until"], "abroad" if held["abroad"] else None)
        for held in row["roles"]
    ]
    return {
        **row,
        "roles": ";".join(role.rstrip(":") for role in roles),
        "skills": ";".join(part(s["id"], s["level"]) + ":corrects" * s["corrects"] for s in row["skills"]),
        "certifications": "; ".join(
            part(c["id"], c["earned"], c["expires"]).rstrip(":") for c in row["certifications"]
        ),
        "licences": _licences(row["licences"]),
    }


def _licences(stated):
    """A cell: blank where nothing is stated, `none` where none is valid."""
    if stated is None:
        return ""
    return ";".join(stated) or "none"


def write(people, path):
    """The people in the format that the name of the file says."""
    if path.suffix == ".parquet":
        pq.write_table(table(people), path, row_group_size=70)
    elif path.suffix == ".jsonl":
        lines = [json.dumps({"id": f"p{i}", **plain(one)}) for i, one in enumerate(people)]
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        rows = [text_of(flat(f"p{i}", one)) for i, one in enumerate(people)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_every_format_is_read_and_written_and_says_what_the_single_command_says(run, kb, tmp_path, suffix):
    people = crowd(kb, 200)
    out = tmp_path / f"ranked{suffix}"
    done = run(
        "batch", write(people, tmp_path / f"people{suffix}"), "-o", out, "--top", 2, "--unit", 64, "--jobs", 1, "--json"
    )
    assert done.code == 0, done.err
    counts = json.loads(done.out)
    assert differences(Read(read(out)), people, kb, 2) == []
    assert counts["people"] == 200 == counts["ranked"] + counts["unranked"] and counts["bad"] == 0
    assert not (tmp_path / "ranked.parquet.parts").exists()


def test_a_few_people_are_ranked_without_compiling(run, tmp_path):
    done = run("batch", "examples/people.csv", "-o", tmp_path / "out.csv", as_it_is=True)
    assert done.code == 0 and "compiling" not in done.err


@pytest.mark.slow  # compiled.py says the same of the scorer alone
def test_the_command_says_the_same_compiled(run, tmp_path):
    answers = []
    for number in ("0", "1"):
        out = tmp_path / f"{number}.csv"
        assert run("batch", "examples/people.csv", "-o", out, env={"NUMBA_DISABLE_JIT": number}).code == 0
        answers.append(out.read_bytes())
    assert answers[0] == answers[1]


def test_what_is_wrong_is_named_with_its_line_and_what_is_good_goes_on(run, tmp_path):
    path = tmp_path / "people.csv"
    lines = [
        "ann,registered-nurse:6:current,ehr-use:4; training-delivery:3,,bachelor,false,8",
        "bob,registred-nurse:6,,,,,",
        "cyd,,sql:7,,,,",
        "dee,registered-nurse:six,,,,,",
        "eve,medical-coder:4,,comptia-a-plus:2031-01-01,,,",
        "fay,medical-coder:4,,comptia-a-plus:2025-13-01,,,",
        "gus,medical-coder:4;medical-coder:2,,,,,",
        "hal,medical-coder:4,,,collage,maybe,99",
        "ivy,medical-coder:4",
        "jan,,,,,,",
        ",medical-coder:4,,,,,",
        '"kim\nlee",medical-coder:4,sql,,,,',
        "max,help-desk-technician:2,,,,,",
    ]
    path.write_bytes(("\ufeff" + HEAD + "\n".join(lines)).encode() + b"\nn\xe9o,medical-coder:4,,,,,\n")
    done = run("batch", path, "-o", tmp_path / "out.csv", "--jobs", 1, "--json", "--unit", 4)
    assert json.loads(done.out)["people"] == 14
    assert [row["id"] for row in read(tmp_path / "out.csv")] == ["ann"] * 3 + ["max"] * 3
    found = {line: (severity, message) for line, severity, message in problems(tmp_path / "out.csv")}
    assert [found[line][0] for line in sorted(found)] == ["error"] * 8 + ["warning"] + ["error"] * 3
    assert sorted(found) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16]
    for line, text in {
        3: "no role 'registred-nurse'", 4: "'sql': the level is not a whole number from 0 to 5", 5: "'registered-nurse:six' is not written",
        6: "lies in the future", 7: "'2025-13-01' is no date", 8: "stands here twice", 9: "'collage' is not one of", 10: "2 cells; the header has 7",
        11: "nothing to go by", 12: "id: missing", 13: "'sql' is not written as `skill:level`", 16: "not UTF-8",
    }.items():  # fmt: skip
        assert text in found[line][1], (line, found[line])
    assert (
        "did you mean" in found[3][1]
        and "'maybe' is not true or false" in found[9][1]
        and "between 0.5 and 80" in found[9][1]
    )


def test_a_quote_that_is_never_closed_costs_its_line_only(run, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text('ID,Roles\na,medical-coder\n"b,medical-coder\nc,medical-coder\nd,"medical-coder"\n')
    done = run("batch", path, "-o", tmp_path / "out.csv", "--jobs", 1, "--top", 1)
    assert done.code == 0, done.err
    assert [row["id"] for row in read(tmp_path / "out.csv")] == ["a", "c", "d"]
    assert [(line, "not CSV" in message) for line, _, message in problems(tmp_path / "out.csv")] == [(3, True)]


def test_units_are_cut_also_after_a_quote_that_is_never_closed(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "BLOCK", 64)
    path = tmp_path / "people.csv"
    path.write_text('id,roles\n"a,medical-coder\n' + "b,medical-coder\n" * 50)
    units, _ = files.plan(path, 10)
    assert len(units) >= 4


def test_a_file_in_another_encoding_or_packed_is_one_line(run, tmp_path):
    for name, content, message in (
        ("people.csv", "id,roles\n".encode("utf-16"), "not UTF-8 text"),
        ("people.csv.gz", b"\x1f\x8b", "unpack it first"),
        ("people.xlsx", b"PK", "save it as one of these"),
        ("tabs.csv", b"id\troles\n", "separated by commas"),
        ("empty.csv", b"", "its columns are none"),
    ):
        (tmp_path / name).write_bytes(content)
        done = run("batch", tmp_path / name, "-o", tmp_path / "out.csv")
        assert done.code == 2 and message in done.err and len(done.err.splitlines()) == 1
    (tmp_path / "people.jsonl").write_bytes(b'{"id": "Ren\xe9", "roles": [{"role": "medical-coder"}]}\n{"id": "b"}\n')
    assert run("batch", tmp_path / "people.jsonl", "-o", tmp_path / "out.csv", "--jobs", 1).code == 0
    assert [(line, "not UTF-8" in message) for line, _, message in problems(tmp_path / "out.csv")] == [
        (1, True),
        (2, False),
    ]


def test_nulls_dictionaries_and_large_types_of_parquet_are_read(run, tmp_path):
    columns = {
        "id": pa.array(["a", "b", None], pa.large_string()),
        "skills": pa.array([[("ehr-use", 4)], None, []], pa.map_(pa.string(), pa.int64())),
        "roles": pa.array([["unit-secretary"], ["unit-secretary", None], None], pa.large_list(pa.string())),
        "education": pa.array(["bachelor", None, None]).dictionary_encode(),
        "night_shift": pa.array([None, None, None]),
        "shoe": pa.array([1, 2, 3]),
    }
    pq.write_table(pa.table(columns), tmp_path / "people.parquet")
    done = run("batch", tmp_path / "people.parquet", "-o", tmp_path / "out.jsonl", "--jobs", 1)
    assert done.code == 0, done.err
    assert {row["id"] for row in read(tmp_path / "out.jsonl")} == {"a"}
    lines = problems(tmp_path / "out.jsonl")
    assert [(line, severity) for line, severity, _ in lines] == [(0, "warning"), (2, "error"), (3, "error")]
    assert "column 'shoe' is not used" in lines[0][2] and "a role without a name" in lines[1][2]


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ({"skills": pa.array([1.5])}, "column 'skills' has the type double; wanted is text"),
        ({"skills": pa.array([[{"level": 3}]])}, "wanted is a list of structs (skill, level, corrects)"),
        ({"roles": pa.array([["x"]]), "hours_per_week": pa.array([[1]])}, "column 'hours_per_week' has the type list"),
        ({"shoe": pa.array([1])}, "none of the columns roles, skills"),
    ],
)
def test_a_column_of_a_wrong_type_is_refused_by_name(run, tmp_path, column, message):
    pq.write_table(pa.table({"id": ["a"], **column}), tmp_path / "people.parquet")
    done = run("batch", tmp_path / "people.parquet", "-o", tmp_path / "out.csv", "--jobs", 1)
    assert done.code == 2 and message in done.err and len(done.err.splitlines()) == 1
    assert not list(tmp_path.glob("*.parts"))


def test_a_folder_is_read_and_a_file_that_cannot_be_used_is_named(run, kb, tmp_path):
    folder = tmp_path / "people"
    folder.mkdir()
    write(crowd(kb, 5), folder / "a.csv")
    (folder / "b.parquet").write_bytes(b"PAR1 cut short")
    done = run("batch", folder, "-o", tmp_path / "out.csv", "--jobs", 1, "--json")
    assert done.code == 0 and json.loads(done.out)["people"] == 5
    assert [
        "b.parquet: cannot be read" in message for line, _, message in problems(tmp_path / "out.csv") if line == 0
    ] == [True]


def test_what_is_there_already_is_not_replaced_unasked(run, kb, tmp_path):
    people, out = write(crowd(kb, 5), tmp_path / "people.csv"), tmp_path / "out.csv"
    out.write_text("mine")
    assert "is there already" in run("batch", people, "-o", out, "--jobs", 1).err
    assert out.read_text() == "mine"
    assert run("batch", people, "-o", out, "--jobs", 1, "--force").code == 0
    (tmp_path / "new.csv.parts").mkdir()
    (tmp_path / "new.csv.parts" / "letter.txt").write_text("mine")
    assert "holds files of another origin" in run("batch", people, "-o", tmp_path / "new.csv", "--jobs", 1).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.csv", "-o", "out.csv"), "none.csv: no such file"),
        (("people.csv", "-o", "out.txt"), "an answer ends in .parquet, .csv, .jsonl"),
        (("people.csv", "-o", "people.csv", "--force"), "is also the answer"),
        (("people.csv", "-o", "missing/out.csv"), "cannot be written (No such file or directory)"),
        (("people.csv", "-o", "out.csv", "--address", "tcp://x:1"), "--address goes with --engine dask"),
        (("names.csv", "-o", "out.csv"), "no column 'id'"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_line(run, kb, tmp_path, arguments, message):
    write(crowd(kb, 2), tmp_path / "people.csv")
    (tmp_path / "names.csv").write_text("name;skills\nann;sql:3\n")
    done = run("batch", *arguments, cwd=tmp_path)
    assert done.code == 2 and message in done.err and len(done.err.splitlines()) == 1


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(run, kb, tmp_path):
    people, shut = write(crowd(kb, 2), tmp_path / "people.csv"), tmp_path / "shut"
    shut.mkdir(mode=0o500)
    assert "cannot be written (Permission denied)" in run("batch", people, "-o", shut / "out.csv").err


def start(home, *arguments):
    env = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": TODAY.isoformat()}
    command = [sys.executable, "-m", "careerpath", "batch", *map(str, arguments)]
    return subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def wait_for_parts(folder, count):
    for _ in range(1200):
        if len(list(folder.glob("*.done"))) >= count:
            return
        time.sleep(0.05)
    raise AssertionError("no part was written")


def test_after_ctrl_c_the_same_command_goes_on_and_the_answer_is_the_same(run, kb, home, tmp_path):
    people = write(crowd(kb, 600), tmp_path / "people.parquet")
    whole, out = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    arguments = ("--unit", 2, "--jobs", 2)
    assert run("batch", people, "-o", whole, *arguments).code == 0
    process = start(home, people, "-o", out, *arguments)
    wait_for_parts(tmp_path / "out.parquet.parts", 3)
    process.send_signal(signal.SIGINT)
    _, talk = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in talk and not out.exists()
    kept = len(list((tmp_path / "out.parquet.parts").glob("*.done")))
    again = run("batch", people, "-o", out, *arguments)
    assert again.code == 0 and f"{kept} of" in again.err and "were done before" in again.err
    assert out.read_bytes() == whole.read_bytes()


def test_two_runs_do_not_write_the_same_answer_at_once(run, kb, home, tmp_path):
    people, out = write(crowd(kb, 300), tmp_path / "people.csv"), tmp_path / "out.csv"
    process = start(home, people, "-o", out, "--unit", 1, "--jobs", 1)
    wait_for_parts(tmp_path / "out.csv.parts", 3)
    second = run("batch", people, "-o", out, "--jobs", 1)
    assert second.code == 2 and "out.csv: in use by another careerpath" in second.err
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert run("batch", people, "-o", out, "--unit", 50, "--jobs", 1).code == 0
    assert not (tmp_path / "out.csv.parts").exists()


def test_other_knowledge_or_another_day_is_not_mixed_with_old_parts(run, kb, home, tmp_path):
    people, out = write(crowd(kb, 400), tmp_path / "people.csv"), tmp_path / "out.csv"
    process = start(home, people, "-o", out, "--unit", 1, "--jobs", 1)
    wait_for_parts(tmp_path / "out.csv.parts", 3)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    done = run("batch", people, "-o", out, "--unit", 1, "--jobs", 1, "--today", "2027-01-01")
    assert done.code == 0 and "done before" not in done.err


def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_killed(run, kb, home, tmp_path):
    from distributed import LocalCluster

    people, plain_out, out = (
        write(crowd(kb, 300), tmp_path / "people.parquet"),
        tmp_path / "plain.csv",
        tmp_path / "dask.csv",
    )
    assert run("batch", people, "-o", plain_out, "--unit", 2, "--jobs", 2).code == 0
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(**options, env={"PYTHONPATH": str(ROOT / "src")}) as cluster:
        victims = [worker.process.pid for worker in cluster.workers.values()]
        found = []
        arguments = (
            "batch",
            people,
            "-o",
            out,
            "--unit",
            2,
            "--engine",
            "dask",
            "--address",
            cluster.scheduler_address,
        )
        runner = Thread(target=lambda: found.append(run(*arguments)))
        runner.start()
        wait_for_parts(tmp_path / "dask.csv.parts", 5)
        os.kill(victims[0], signal.SIGKILL)
        done_then = len(list((tmp_path / "dask.csv.parts").glob("*.done")))
        runner.join(timeout=120)
    assert done_then < 150
    assert found and found[0].code == 0, found
    assert out.read_bytes() == plain_out.read_bytes()
