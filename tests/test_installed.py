"""The wheel holds the program and its knowledge and nothing else, and works where no checkout is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from careerpath.knowledge.base import TABLES
from careerpath.services.schema import NAMES
from tests.conftest import ROOT, TODAY


def build(target: str, folder: Path) -> Path:
    """The distribution that hatchling makes of this checkout."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder on the path that holds what pip unpacks from the wheel."""
    target = tmp_path_factory.mktemp("site")
    command = [
        sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-index",
        "--target", str(target), str(wheel),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def elsewhere(installed, tmp_path):
    """Run the installed program in another folder."""

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "HOME": str(tmp_path / "home"), "LANG": "C.UTF-8",
            "CAREERPATH_TODAY": TODAY.isoformat(),
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, str(installed / "bin" / "careerpath"), *arguments],
            env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    return call


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    sources = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src").rglob("*") if p.is_file()}
    program = {name for name in sources if "__pycache__" not in name and not name.endswith(".pyc")}
    data = {f"careerpath/_data/{table}.yaml" for table in TABLES}
    data |= {f"careerpath/_data/schema/{name}.json" for name in NAMES}
    data |= {f"careerpath/_data/{name}.csv" for name in ("moves_labelled", "crosswalk", "screening")}
    data |= {"careerpath/_data/occupations.txt"}
    data |= {f"careerpath/_data/occupations/{name}" for name in ("wages.csv", "credits.yaml", "military_codes.csv")}
    data |= {"careerpath/_data/occupations/job_words.yaml"}
    about = {name for name in names if re.match(r"careerpath-[\d.]+\.dist-info/", name)}
    assert names - about == program | data
    assert all(
        name.endswith((".py", ".typ", ".css", ".typed", ".yaml", ".json", ".csv", ".txt")) for name in program | data
    )
    assert {name.split("/", 1)[1] for name in about} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE", "licenses/NOTICE",
    }  # fmt: skip


def test_the_data_in_the_wheel_is_that_of_the_checkout(wheel):
    with zipfile.ZipFile(wheel) as file:
        for table in TABLES:
            assert file.read(f"careerpath/_data/{table}.yaml") == (ROOT / "data" / f"{table}.yaml").read_bytes()


def test_the_sdist_holds_what_one_needs_to_build_and_test(tmp_path):
    with tarfile.open(build("sdist", tmp_path)) as file:
        names = {name.split("/", 1)[1] for name in file.getnames()}
    assert {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "NOTICE",
        "PKG-INFO",
        "data/roles.yaml",
        "examples/nurse.yaml",
    } <= names
    assert {"src/careerpath/__main__.py", "tests/conftest.py", "tests/test_installed.py"} <= names
    tops = {name.split("/")[0] for name in names}
    assert tops <= {
        "src", "data", "scripts", "examples", "docs", "tests", "benchmarks", "README.md", "CHANGELOG.md", "LICENSE", "NOTICE",
        "Makefile", "constraints.txt", "pyproject.toml", "PKG-INFO", ".gitignore",
    }  # fmt: skip
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".tmp", ".orig", ".swp"))]


def test_check_passes_in_another_folder(elsewhere, tmp_path, installed):
    done = elsewhere("check", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["counts"]["error"] == 0
    assert all(str(installed / "careerpath" / "_data") in p["file"] for p in answer["problems"])
    assert not [p for p in tmp_path.iterdir() if p.name != "home"]


def test_recommend_answers_in_another_folder_as_in_the_checkout(elsewhere, run):
    profile = str(ROOT / "examples" / "nurse.yaml")
    for _ in range(2):  # the second from the cache
        done = elsewhere("recommend", profile, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == run("recommend", profile, "--json").out


def test_validate_and_schema_find_their_files(elsewhere):
    assert elsewhere("schema", "roles").returncode == 0
    done = elsewhere("validate", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["moves"] == 79


def test_no_module_is_taken_from_the_checkout(elsewhere, installed, tmp_path):
    code = "import careerpath, careerpath.knowledge.where as w; print(careerpath.__file__); print(w.bundled())"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)}
    out = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert all(line.startswith(str(installed)) for line in out.stdout.splitlines())
