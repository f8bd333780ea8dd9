"""The docs say what the program does: commands, output, formulas, rules and keys are compared with the real ones.

After a change of data or output, `python -m tests.refresh_docs` brings what the docs show up to date.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
from pathlib import Path

import pytest

from careerpath.cli.app import COMMANDS
from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import SCHEMA
from careerpath.services.schema import NAMES, schema
from tests.conftest import ROOT

README = ROOT / "README.md"
DOCS = {path.name: path for path in [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
DEMO = "careerpath recommend examples/nurse.yaml"


def blocks(path: Path, language: str) -> list[str]:
    """The bodies of the fenced blocks of a language."""
    return [body for kind, body in BLOCK.findall(path.read_text(encoding="utf-8")) if kind == language]


Session = tuple[str, list[str]]
"""A command, and the lines of output shown under it."""


def session(body: str) -> list[Session]:
    """The commands of one console block, in order."""
    found: list[Session] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((DEMO if line == "$ make demo" else line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def commands_of(path: Path) -> list[str]:
    """Every command of a doc, in order."""
    return [command for body in blocks(path, "console") for command, _ in session(body)]


SESSIONS = [
    pytest.param(session(body), id=f"{name}: {session(body)[0][0]}")
    for name, path in DOCS.items()
    for body in blocks(path, "console")
]


def lay_out(folder: Path) -> Path:
    """Put the examples and the files that the docs show (first line `# NAME.yaml`, `.txt` or `.csv`) into the folder."""
    (folder / "examples").symlink_to(ROOT / "examples")
    for doc in DOCS.values():
        for body in [*blocks(doc, "yaml"), *blocks(doc, "text")]:
            first, _, rest = body.partition("\n")
            if re.fullmatch(r"# [\w/.-]+\.(yaml|txt|csv)", first):
                path = folder / first[2:]
                path.parent.mkdir(exist_ok=True)
                path.write_text(rest, encoding="utf-8")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def test_every_yaml_block_names_its_file():
    for name, doc in DOCS.items():
        for body in blocks(doc, "yaml"):
            assert re.match(r"# [\w/.-]+\.yaml\n", body), f"{name}: {body[:40]}"


@pytest.mark.parametrize("commands", SESSIONS)
def test_the_commands_in_the_docs_run_and_print_what_they_show(run, place, commands):
    keeps = any(" --save " in command or " clients " in command for command, _ in commands)  # not for other tests
    env = {"CAREERPATH_HOME": str(place / "home")} if keeps else None
    if len(commands) == 1 and keeps and " import " not in commands[0][0]:  # of json.md
        run("clients", "import", "caseload.csv", cwd=place, env=env)
    for command, shown in commands:
        program, *arguments = shlex.split(command)
        assert program == "careerpath"
        done = run(*arguments, cwd=place, env=env)
        assert done.code == 0 or " import " in command, done.err  # a table with a bad row
        real = {line.strip() for line in (done.out + done.err).splitlines()}
        missing = [line for line in shown if line.strip() not in {*real, "..."}]
        assert not missing, f"not in the output of `{command}`: {missing}"


def test_the_docs_show_output_of_many_commands():
    shown = [lines for p in SESSIONS for _, lines in p.values[0]]
    assert len(shown) >= 25
    assert sum(any(line not in ("...", "") for line in lines) for lines in shown) >= 10


def test_make_demo_runs_what_the_readme_shows():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^demo:.*\n\t\$\(BIN\)/{re.escape(DEMO)} --no-input$", makefile, re.M)


HELP: dict[str, dict[str, str]] = {}


def helps(ask, command: str) -> dict[str, str]:
    """Help texts of a command, or of each command under it; each is asked for once."""
    if command not in HELP:
        text = ask(command, "--help").out
        _, _, below = text.partition("\nCommands:\n")
        inner = re.findall(r"^  (\w[\w-]*) ", below, re.M)
        HELP[command] = {f"{command} {name}": ask(command, name, "--help").out for name in inner} or {command: text}
    return HELP[command]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_the_guide_and_has_help(run, ask, command):
    assert run(command, "--help").code == 0
    assert re.search(rf"\| `{command}\b", README.read_text(encoding="utf-8"))
    assert f"careerpath {command}" in DOCS["guide.md"].read_text(encoding="utf-8")
    for name, text in helps(ask, command).items():
        assert "Example" in text and "--json" in text, name


def test_every_option_of_every_command_is_in_the_guide(ask):
    guide = DOCS["guide.md"].read_text(encoding="utf-8")
    for command in COMMANDS:
        for name, text in helps(ask, command).items():
            assert f"`{name}`" in guide or f"careerpath {name}" in guide
            for option in re.findall(r"^ +(?:-\w, )?(--[\w-]+)", text, re.M):
                assert re.search(rf"`{option}(?![\w-])", guide), f"{name} {option}"


def counts(kb: KnowledgeBase) -> list[tuple[int, str]]:
    """(number, the word behind it) as the README gives them."""
    kinds = [role.kind for role in kb.roles.values()]
    return [
        (len(kinds), "roles"), (kinds.count("hospital-it"), "in hospital IT"), (kinds.count("starting"), "that people"),
        (len(kb.skills), "skills"), (len(kb.certs), "certifications"), (len(kb.activities), "other steps"),
        (len(kb.progressions), "moves between"),
    ]  # fmt: skip


def test_the_readme_counts_what_the_knowledge_holds(kb):
    text = README.read_text(encoding="utf-8")
    assert not [f"{number} {word}" for number, word in counts(kb) if f"{number} {word}" not in text]


def test_the_method_counts_the_roles_that_share_a_wage(kb):
    pays = [role.pay for role in kb.roles.values() if role.kind == "hospital-it" and role.pay]
    own = sum(pay.covers == "occupation" for pay in pays)
    text = f"The {len(pays)} hospital-IT roles with a wage share {len({p.soc for p in pays})} codes; only {own} have"
    assert text in DOCS["method.md"].read_text(encoding="utf-8")


def test_every_constant_is_explained_with_its_value_in_the_method(kb):
    rows = dict(re.findall(r"^\| `([\w-]+)` \| ([\d.]+) \|", DOCS["method.md"].read_text(encoding="utf-8"), re.M))
    assert {name: float(value) for name, value in rows.items()} == {w.id: w.value for w in kb.weights.values()}


def test_the_method_quotes_the_fit_as_the_weights_note_it(kb):
    text = DOCS["method.md"].read_text(encoding="utf-8")
    out_of_fold = re.search(r"out of fold.*", kb.weights["order-reach"].note or "")
    assert out_of_fold and out_of_fold.group() in text


def rules_of_the_checks() -> set[str]:
    """Every rule name that a problem is given anywhere in knowledge/."""
    names = set()
    for path in (ROOT / "src/careerpath/knowledge").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                made = getattr(node.func, "id", getattr(node.func, "attr", ""))
                starred = any(isinstance(argument, ast.Starred) for argument in node.args)  # file and line in one
                place = {"Problem": 3 - starred, "problem": 4, "rule": 0}.get(made, len(node.args))
                values = node.args[place : place + 1]
                names |= {v.value for v in values if isinstance(v, ast.Constant)}
    return names


def test_every_check_rule_is_explained_and_no_other():
    rows = DOCS["knowledge.md"].read_text(encoding="utf-8").split("| rule | severity |")[1]
    assert set(re.findall(r"^\| `([\w-]+)` \|", rows, re.M)) == rules_of_the_checks()
    assert len(rules_of_the_checks()) > 20


def keys_of(part: object) -> set[str]:
    """Every property name in a JSON Schema."""
    if isinstance(part, list):
        return {key for item in part for key in keys_of(item)}
    if not isinstance(part, dict):
        return set()
    inner = {key for value in part.values() for key in keys_of(value)}
    properties = part.get("properties")
    return inner | (set(properties) if isinstance(properties, dict) else set())


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_a_file_is_explained(name):
    text = DOCS["guide.md" if name == "profile" else "knowledge.md"].read_text(encoding="utf-8")
    missing = {key for key in keys_of(schema(name)) - {name} if f"`{key}`" not in text}
    assert not missing


def json_examples() -> list[object]:
    """(command, shown object): each JSON block of json.md with the command before it."""
    commands = commands_of(DOCS["json.md"])
    shown = blocks(DOCS["json.md"], "json")
    assert len(commands) == len(shown)
    return [pytest.param(command, json.loads(body), id=command) for command, body in zip(commands, shown, strict=True)]


def answer_of(ask, place: Path, command: str) -> object:
    """The JSON that a command of json.md prints; the caseload of the others is what its first example imports."""
    env = {"CAREERPATH_HOME": str(place / "home")} if " clients " in command else None
    if env and " import " not in command:
        ask("clients", "import", "caseload.csv", cwd=place, env=env)
    return json.loads(ask(*shlex.split(command)[1:], cwd=place, env=env).out)


def assert_holds(real: object, shown: object, at: str) -> None:
    """Everything shown is in the real answer: keys, list items in any place, numbers to three digits."""
    if isinstance(shown, dict):
        assert isinstance(real, dict) and shown.keys() <= real.keys(), f"{at}: {shown.keys()}"
        for key, value in shown.items():
            assert_holds(real[key], value, f"{at}.{key}")
    elif isinstance(shown, list):
        assert isinstance(real, list), at
        for item in shown:
            assert any(holds(other, item) for other in real), f"{at}: {item}"
    elif isinstance(shown, float):
        assert real == pytest.approx(shown, abs=6e-4), at
    else:
        assert real == shown, at


def holds(real: object, shown: object) -> bool:
    try:
        assert_holds(real, shown, "")
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize(("command", "shown"), json_examples())
def test_a_json_example_is_part_of_the_real_answer(ask, place, command, shown):
    assert_holds(answer_of(ask, place, command), shown, command)


def keys_in(data: object) -> set[str]:
    """Every key of an answer, except ids that serve as keys, entries of the knowledge and whole profiles."""
    if isinstance(data, list):
        return {key for item in data for key in keys_in(item)}
    if not isinstance(data, dict) or data.get("schema") == SCHEMA:
        return set()
    found = set(data)
    for key, value in data.items():
        if key == "skills" and isinstance(value, dict):
            found |= {inner for claim in value.values() for inner in keys_in(claim)}
        elif key not in ("entry", "limits", "answers", "teaches"):
            found |= keys_in(value)
    return found


@pytest.mark.parametrize(
    "command",
    ["quiz", "recommend", "why", "plan", "roadmap", "routes", "roles", "profile", "check", "validate", "clients"],
)
def test_every_key_of_an_answer_is_explained(ask, place, command):
    shown = [c for c in commands_of(DOCS["json.md"]) if c.split()[1] == command]
    answer = [answer_of(ask, place, one) for one in (shown if command == "clients" else shown[:1])]
    text = DOCS["json.md"].read_text(encoding="utf-8")
    missing = {key for key in keys_in(answer) if not re.search(rf"`(?:\w+\.)?{key}`", text)}
    assert not missing


WORDS = (
    "skill", "level", "evidence", "role", "need", "readiness", "gap", "gate", "progression", "route", "certification",
    "activity", "plan", "roadmap", "profile", "limits", "client", "caseload", "knowledge", "problem",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_has_every_word_of_the_program(word):
    assert re.search(rf"^\| (?:\w+, )*{word}(?:, \w+)* \|", DOCS["words.md"].read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("name", DOCS)
def test_no_doc_names_a_place_on_one_machine(name):
    text = DOCS[name].read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.~])/(work|home|Users|tmp|root|var|mnt)\b", text)


def anchors(path: Path) -> set[str]:
    """The anchors that a reader's page has for the headings."""
    heads = re.findall(r"^#+ (.+)$", re.sub(BLOCK, "", path.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", DOCS)
def test_links_between_docs_lead_somewhere(name):
    path = DOCS[name]
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    for link in links:
        if re.match(r"https?:", link):
            continue
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), link
        if anchor:
            assert anchor in anchors(file), link
