"""Odd places and files: one line, exit code 1 or 2, never a traceback; nothing takes longer than its size allows."""

import json
import os
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.knowledge.text_file import bad_character
from careerpath.knowledge.yaml_file import parse_yaml, yaml_text
from tests.people.test_database import as_nobody
from tests.safety.conftest import NURSE
from tests.sampling import drawn

LONG = "a" * 300


LONG_NAMES = [
        ["clients", "add", "X", LONG], ["clients", "update", "Ann", LONG], ["clients", "restore", LONG, "--yes"],
        ["clients", "backup", LONG], ["clients", "export", "-o", LONG], ["clients", "import", LONG],
        ["clients", "print", "--all", "-o", LONG], ["import", "onet", LONG, "-o", "k"], ["import", "oews", LONG, "-o", "k"],
        ["recommend", LONG], ["recommend", NURSE, "--knowledge", LONG], ["rank-all", "-o", LONG], ["schema", "--write", LONG],
        ["quiz", "--answers", LONG], ["quiz", "--protocol", "jsonl", "--start", LONG], ["profile", "import", LONG],
        ["profile", "import", NURSE, "-o", LONG, "--yes"], ["plan", "--from", LONG], ["forget", LONG],
        ["roadmap", NURSE, "--to", "cnio", "-o", LONG + ".html"], ["plan", "sec+", "-p", NURSE, "--save", LONG],
        ["batch", NURSE, "-o", LONG + ".csv"], ["batch", LONG + ".csv", "-o", "o.csv"], ["validate", "--key", LONG],
]  # fmt: skip


@pytest.mark.parametrize("command", drawn(LONG_NAMES, 8))
def test_a_name_of_300_letters_is_one_line(place, command):
    place.ask("clients", "add", "Ann", code=0)
    said = place.ask(*command)
    assert said.count("\n") <= 6 and "rror" in said, said[:500]


ASKING = (
    ["clients", "note", "Ann"], ["forget", "Ann"], ["clients", "encrypt"], ["quiz"], ["quiz", "--protocol", "jsonl"],
    ["profile", "import", "r.txt"], ["recommend", NURSE],
)  # fmt: skip


@pytest.mark.parametrize(("command", "closed"), drawn(product(ASKING, ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"]), 12))
def test_closed_streams_are_empty_ones(place, command, closed):
    if closed in (">&-", "2>&-") and command not in (ASKING[0], ASKING[-1]):
        return  # an output is closed in one way for all of them; who asks is looked at without an input
    place.ask("clients", "add", "Ann", code=0)
    (place.folder / "r.txt").write_text("Experience\nRegistered Nurse, 2018 - present\n")
    line = f"exec {sys.executable} -m careerpath {' '.join(map(str, command))} {closed}"
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, env=place.environment(), cwd=place.folder, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr + done.stdout, done.stderr
    assert done.returncode in (0, 1, 2)


ODD = [
        {"HOME": None, "CAREERPATH_HOME": None}, {"CAREERPATH_HOME": LONG}, {"CAREERPATH_HOME": "/proc/none"},
        {"CAREERPATH_HOME": "/dev/null"}, {"CAREERPATH_KNOWLEDGE": "~nobody-here/x"}, {"CAREERPATH_TODAY": "x"},
        {"COLUMNS": "9" * 400}, {"CAREERPATH_PASSPHRASE": "\udcff\udcfe"}, {"XDG_DATA_HOME": LONG, "CAREERPATH_HOME": None},
        {"CAREERPATH_TODAY": "\udcff"}, {"TERM": "\udcff"}, {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
]  # fmt: skip
IN_ODD = [["recommend", NURSE], ["clients", "list"], ["clients", "add", "Zo\udcff\u00e9"]]


@pytest.mark.parametrize(("env", "command"), drawn(product(ODD, IN_ODD), 14))
def test_odd_surroundings_are_one_line(place, env, command):
    if command[0] == "recommend":
        place.run(*command, env=env)
    else:
        place.ask(*command, env=env)


@pytest.mark.parametrize(
    "text",
    [
        'logo = "~nobody-here/logo.png"', 'knowledge = "~nobody-here"', "x = [" + "[" * 5000, "\xff\xfe", "a = 1",
        "today = 2026-01-01", 'knowledge = ["\\u0000"]', "#" * 200_000, "logo = 5",
    ],
)  # fmt: skip
def test_an_odd_config_is_one_line(place, text):
    (place.home / "config.toml").write_text(text, encoding="latin-1")
    said = place.ask("roadmap", NURSE, "--to", "cnio", "-o", "o.html")
    assert said.count("\n") <= 3


def test_names_that_are_not_utf_8(place):
    odd = os.fsdecode(b"caf\xe9")
    (place.folder / (odd + ".csv")).write_text("id,roles\nx,registered-nurse\n")
    place.run("clients", "add", odd)
    place.run("clients", "show", odd)
    place.run("forget", odd, "--yes")
    place.run("rank-all", "--top", "1", "-o", odd + "2.csv", code=0)
    place.run("recommend", odd + ".csv", code=2)
    place.run("batch", odd + ".csv", "-o", "o.csv", "--jobs", "1")
    place.run("batch", odd + ".csv", "-o", odd + "3.csv", "--jobs", "1", "--json")
    assert "caf" in place.run("clients", "print", "--all", "-o", odd)


def test_folders_without_rights(place):
    place.run("clients", "add", "Ann", code=0)
    closed = place.folder / "closed"
    closed.mkdir(mode=0o700)
    for folder in (p for p in place.folder.parents if "pytest-" in str(p)):
        folder.chmod(0o755)  # so that another user comes as far as this
    place.folder.chmod(0o755)
    commands = (
        ["recommend", "closed/x.yaml"], ["rank-all", "-o", "closed/x.csv"], ["import", "onet", "closed", "-o", "k"],
        ["clients", "print", "--all", "-o", "closed/x"], ["clients", "list"], ["clients", "add", "Bob"], ["forget", "Ann", "--yes"],
    )  # fmt: skip

    def said(command, home=place.home):
        from typer.testing import CliRunner

        from careerpath.cli.app import app

        os.chdir(place.folder)
        done = CliRunner(env={**place.environment(), "CAREERPATH_HOME": str(home)}).invoke(app, command)
        return (type(done.exception).__name__, done.exit_code, done.output.count("\n"))

    for command in commands:
        said(command, place.folder / "other")  # so that all modules are loaded, which nobody may read
    for path in (place.folder / "closed").glob("*.*"):
        path.unlink()
    for command in commands:
        answer = as_nobody(lambda command=command: said(command))
        assert answer.startswith(("('SystemExit', 2, ", "('SystemExit', 1, ")), (command, answer)


@pytest.mark.parametrize(
    "scalar",
    ["1" * 60_000 + "x", "1" * 60_000, "1." + "1" * 60_000 + "e", "-" * 60_000, "." * 60_000, "1e" * 30_000, "'" + "1" * 60_000 + "'",
     "0x" + "f" * 60_000, "1:" * 30_000 + "1", "2026-" * 12_000],
)  # fmt: skip
def test_a_long_scalar_takes_no_time(scalar):
    begun = time.process_time()
    parse_yaml(f"name: {scalar}\n? {scalar[:900]}\n: 1\n", "x")
    assert time.process_time() - begun < 1


@given(st.text(max_size=50) | st.from_regex(r"[-+]?[0-9._eE:xo]{1,12}", fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_what_is_written_as_yaml_is_read_as_the_same(text):
    if bad_character(text) or "\ufeff" in text:
        return
    data = {"a": text, "b": [text, {"c": text}]}
    found = parse_yaml(yaml_text(data), "x")
    assert (found.data, found.problems) == (data, [])


def pdf(content, pages=1):
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]  # fmt: skip
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects + [page] * pages, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(
        b"%010d 00000 n \n" % one for one in places
    )
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(out))


BOMBS = {
    "pieces.pdf": lambda: pdf(b"BT /F1 12 Tf 10 10 Td " + b"(abcdefghij) Tj " * 2_000_000 + b" ET"),
    "blanks.pdf": lambda: pdf(b" " * 300_000_000),
    "pages.pdf": lambda: pdf(b"BT /F1 12 Tf 10 10 Td " + b"(ab) Tj " * 100_000 + b" ET", 60),
    "levels.pdf": lambda: pdf(b"q " * 5_000_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_pdf_that_unpacks_without_end_is_one_line_soon(place, name):
    pytest.importorskip("pypdfium2")
    (place.folder / name).write_bytes(BOMBS[name]())
    alone = (
        "import resource, subprocess, sys\n"
        f"done = subprocess.run([sys.executable, '-m', 'careerpath', 'profile', 'import', {name!r}, '--yes'], capture_output=True)\n"
        "sys.stdout.buffer.write(done.stdout + done.stderr)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode)\n"
    )
    begun = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-c", alone], cwd=place.folder, env=place.environment(), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert time.monotonic() - begun < 30  # 5 of them to read, the rest to start on a busy machine
    said, measured = ran.stdout.splitlines()
    kilobytes, code = map(int, measured.split())
    assert name in said and code == 2
    assert 10_000 < kilobytes < 520_000  # of this command alone, not of all that the tests ran before


def test_a_docx_of_a_million_runs_is_read_in_no_time(place):
    runs = "<w:r><w:t>a</w:t></w:r>" * 150_000
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>{runs}</w:p></w:document>'
    with zipfile.ZipFile(place.folder / "r.docx", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", xml)
    begun = time.monotonic()
    place.run("profile", "import", "r.docx", "--yes", code=2)
    assert time.monotonic() - begun < 20


def test_a_module_in_the_folder_of_the_user_is_not_run(place):
    for name in ("pypdfium2", "careerpath", "json", "zipfile"):
        (place.folder / f"{name}.py").write_text("open('pwned', 'w')\nraise SystemExit(0)\n")
    (place.folder / "r.pdf").write_bytes(pdf(b"BT /F1 12 Tf 10 10 Td (Registered Nurse) Tj ET"))
    line = [sys.executable, "-P", "-m", "careerpath", "profile", "import", "r.pdf", "--yes"]
    subprocess.run(line, capture_output=True, env=place.environment(), cwd=place.folder, check=False, timeout=60)
    assert not (place.folder / "pwned").exists()


def seconds_used() -> float:
    """Of the processor, by this process and those that it started: what others do meanwhile does not count."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + started.ru_utime + started.ru_stime


def test_a_table_of_a_million_rows_is_refused_before_it_is_taken_in(place):
    (place.folder / "t.csv").write_text("name\n" + "".join(f"P{i}\n" for i in range(60_000)))
    begun = seconds_used()
    assert "more than 20,000 rows" in place.run("clients", "import", "t.csv", code=2)
    (place.folder / "wide.csv").write_text("name" + "," * 300_000 + "\nAnn\n")
    assert "more than 1,000 columns" in place.ask("clients", "import", "wide.csv", code=2)
    (place.folder / "big.csv").write_text("name\n" + "x\n" * 22_500_000)
    assert "larger than 10 MB" in place.run("clients", "import", "big.csv", code=2)
    assert seconds_used() - begun < 15
    assert "no client" in place.run("clients", "show", "P1", code=2)


@pytest.mark.parametrize(
    "svg",
    ['<image href="other.png"/>', "<image xlink:href='http://x/y.svg'/>", '<style>@import "x.css"</style>', '<rect fill="url(x.svg#a)"/>',
     "<script>1</script>", '<image href="data:image/svg+xml;base64,AA"/>', '<use href="file:///etc/passwd"/>', '<image href = "\n other.png"/>'],
)  # fmt: skip
def test_a_logo_that_loads_something_else_is_refused_in_these_words(place, svg):
    (place.folder / "l.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40">{svg}</svg>')
    (place.home / "config.toml").write_text(f'logo = "{place.folder}/l.svg"')
    for kind in ("pdf", "html"):
        assert "links in a logo are not followed" in place.ask(
            "roadmap", NURSE, "--to", "cnio", "-o", f"l.{kind}", code=2
        )


def test_a_logo_of_one_piece_is_taken(place):
    picture = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="9" height="9"/><use href="#g"/>'
    (place.folder / "l.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40">{picture}</svg>'
    )
    (place.home / "config.toml").write_text(f'logo = "{place.folder}/l.svg"')
    place.run("roadmap", NURSE, "--to", "cnio", "-o", "l.html", code=0)


def test_formulas_are_quoted_in_every_csv(place):
    pytest.importorskip("pyarrow")
    cells = ("=cmd|1", "+1", "-1", "@SUM(1)", "=HYPERLINK(1)")
    (place.folder / "p.csv").write_text("id,roles\n" + "".join(f"{c},registered-nurse\n{c}x,no-role\n" for c in cells))
    place.run("batch", "p.csv", "-o", "o.csv", "--jobs", "1", "--top", "1")
    for name in ("o.csv", "o.problems.csv"):
        for line in (place.folder / name).read_text().splitlines():
            for cell in line.split(","):
                assert not cell.strip('"').startswith(("=", "+", "@", "-")), (name, line)


def test_a_damaged_page_or_half_a_pair_does_not_stop_the_others(place):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    (place.folder / "in").mkdir()
    table = pa.table({"id": [f"p{i}" for i in range(500)], "roles": ["registered-nurse"] * 500})
    pq.write_table(
        table, place.folder / "in" / "a.parquet", compression="none", use_dictionary=False, data_page_size=400
    )
    raw = bytearray((place.folder / "in" / "a.parquet").read_bytes())
    raw[8:1500] = os.urandom(1492)
    (place.folder / "in" / "a.parquet").write_bytes(raw)
    (place.folder / "in" / "b.csv").write_text("id,roles\nx,registered-nurse\n")
    (place.folder / "in" / "s.jsonl").write_text(
        '{"id":"\\ud800"}\n{"id":"y","goal":"\\udc00"}\n{"id":"z","roles":[{"role":"registered-nurse"}]}\n'
    )
    place.run("batch", "in", "-o", "o.csv", "--jobs", "1")
    ranked = {line.split(",")[0].strip('"') for line in (place.folder / "o.csv").read_text().splitlines()}
    assert {"x", "z"} <= ranked
    assert "a.parquet" in (place.folder / "o.problems.csv").read_text()


def test_a_compiled_cache_that_others_can_write_is_not_used(tmp_path):
    from careerpath.knowledge.one_file import is_ours_alone

    folder = tmp_path / "cache" / "compiled-1"
    assert is_ours_alone(folder)
    (folder / "x.nbi").write_bytes(b"")
    (folder / "x.nbi").chmod(0o600)
    assert is_ours_alone(folder)
    (folder / "x.nbi").chmod(0o666)
    assert not is_ours_alone(folder)
    (folder / "x.nbi").unlink()
    (folder / "y.nbi").symlink_to("/etc/passwd")
    assert not is_ours_alone(folder)
    (folder / "y.nbi").unlink()
    folder.chmod(0o777)
    assert not is_ours_alone(folder)
    folder.chmod(0o700)
    folder.parent.chmod(0o777)
    assert not is_ours_alone(folder)


STARTS = [
    5,
    [],
    "x",
    {"roles": 5},
    {"name": 5},
    {"roles": [{"role": [], "years": "x"}]},
    {"skills": {"sql": {"level": 99}}},
]
ANSWERS = [
    {"roles": 5},
    {"roles": {"x": 1}},
    {"years:registered-nurse": "x"},
    {"credits": 5},
    {"skill:sql": []},
    {"field": {}},
    {},
]


@pytest.mark.parametrize(("start", "answers"), drawn(product(STARTS, ANSWERS), 14))
def test_a_tampered_draft_is_no_traceback(place, start, answers):
    lines = [{"schema": "careerpath/draft/1", "quick": 5, "start": start}]
    lines += [{"answer": key, "value": value, "dropped": 5} for key, value in answers.items()]
    (place.home / "drafts").mkdir(parents=True)
    raw = b""
    for line in lines:
        text = json.dumps(line).encode()
        raw += b"%08x %s\n" % (zlib.crc32(text), text)
    (place.home / "drafts" / "0.draft").write_bytes(raw)
    place.ask("quiz", "--protocol", "jsonl", "--resume", stdin=b'{"skip":true}\n{"back":1}\n{"finish":true}\n')
