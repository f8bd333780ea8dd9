"""A copy of the knowledge with one fault of each kind: `check` names every one with its file and line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from careerpath.services.check import check
from tests.conftest import ROOT, TODAY


class Fault(NamedTuple):
    """In the entry `entry` of `file`, the pattern `old` becomes `new`; the problem says `says` on the line where `at` stands."""

    file: str
    entry: str
    old: str
    new: str
    at: str
    says: str


FIRST_LINE = "# yaml-language-server"
ROLES, CERTS, SKILLS, ACTIVITIES = "roles", "certs", "skills", "activities"
FAULTS = [
    # ids that do not exist
    Fault(ROLES, "help-desk-technician", "skill: hipaa-privacy, level", "skill: hipaa-privcy, level", "hipaa-privcy", r"unknown skill 'hipaa-privcy'; did you mean 'hipaa-privacy'"),
    Fault(ROLES, "it-support-specialist", "family: support", "family: suport", "suport", r"unknown family 'suport'; did you mean 'support'"),
    Fault(ROLES, "network-administrator", r"drivers: \[", "drivers: [driver-telehelth, ", "drivers:", r"unknown driver 'driver-telehelth'; did you mean 'driver-telehealth'"),
    Fault(ROLES, "network-engineer", "{id: cisco-ccna,", "{id: cisco-cnna,", "cisco-cnna", r"unknown certification 'cisco-cnna'; did you mean 'cisco-ccna'"),
    Fault(ROLES, "systems-administrator", "        skill: ", "        skill: x", "        skill: x", r"unknown skill 'x"),
    Fault(ROLES, "physician", "licence: physician", "licence: phisician", "phisician", r"unknown role 'phisician'; did you mean 'physician'"),
    Fault(CERTS, "comptia-a-plus", "fee: {usd: 548, source: comptia", "fee: {usd: 548, source: comptai", "fee:", r"unknown source 'comptai'; did you mean 'comptia'"),
    Fault(CERTS, "comptia-linux-plus", "teaches: {os-linux: ", "teaches: {os-linus: ", "teaches:", r"unknown skill 'os-linus'; did you mean 'os-linux'"),
    Fault(SKILLS, "os-macos", r"related: \[", "related: [os-windos, ", "os-windos", r"unknown skill 'os-windos'; did you mean 'os-windows'"),
    Fault("progressions", "it-manager/director-of-information-systems", "to: director-of", "to: directr-of", "to: directr-of", r"unknown role 'directr-of-information-systems'; did you mean 'director-of-information-systems'"),
    Fault(ROLES, "privacy-officer", r"or_else: \[ahima-chps", "or_else: [ahima-chsp", "ahima-chsp", r"unknown certification 'ahima-chsp'; did you mean 'ahima-chps'"),
    Fault(CERTS, "comptia-cloud-plus", "    teaches: {", "    teaches_source: editors-teech\n    teaches: {", "teaches_source", r"unknown source 'editors-teech'; did you mean 'editors-teaches'"),
    # gates
    Fault(ROLES, "security-engineer", "months: 24, strength: required, ", "months: 24, ", "- {kind: practice", r"gates.1.strength: missing"),
    Fault(ROLES, "network-support-technician", "kind: practice, months: 6, strength: usual", "kind: practice, months: 6, strength: preferred", "- {kind: practice", r"gates.1: only a `usual` gate has `equivalents`"),
    Fault(ROLES, "clinical-informatics-manager", r"strength: \w+", "strength: firm", "strength: firm", r"gates.\d+.strength: 'firm' is not one of required, usual or preferred"),
    Fault(ROLES, "application-support-specialist", r"\{says: an associate degree in information technology.*?health informatics\]\}", "{says: trust}", "{says: trust}", r"gates.0.equivalents.0: an equivalent names `roles`, `certifications`, a `licence` or an `education`"),
    Fault(ROLES, "cloud-architect", r"certifications: \[\s*ms-az-305, aws-solutions", "certifications: [ms-az-350, aws-solutions", "ms-az-350", r"unknown certification 'ms-az-350'; did you mean 'ms-az-"),
    Fault(ROLES, "cloud-architect", r"roles: \[cloud-engineer, cloud-security-specialist, network-engineer,\s+security-engineer\], months: 60", "roles: [cloud-enginer], months: 60", "cloud-enginer]", r"unknown role 'cloud-enginer'; did you mean 'cloud-engineer'"),
    Fault(ROLES, "clinical-application-analyst", r",\s+equivalents: \[\s*\{says: a health informatics.*?\]\}\]\}", "}", "- {kind: practice", r"a usual practice gate without `equivalents` works like a required one"),
    Fault(ROLES, "it-manager", "    kind: hospital-it\n", "    kind: hospital-it\n    takes_beginners: true\n", "    takes_beginners", r"a lead role does not take beginners"),
    Fault(ACTIVITIES, "job-data-analyst-year", r"teaches: \{sql: 3", "teaches: {sql: 5", "teaches: {sql: 5", r"teaches 'sql' to level 5, the job of 'data-analyst' itself to 3"),
    # figures
    Fault(ROLES, "it-security-specialist", "level: 3", "level: 7", "level: 7", r"needs.\d+.level: 7 is above 5"),
    Fault(ROLES, "cloud-engineer", "source: bls-oews-2025,", "", "    pay:", r"pay.source: missing"),
    Fault(ROLES, "data-analyst", "p10_usd: ", "p10_usd: 9", "    pay:", r"p10, median and p90 are out of order"),
    Fault(ROLES, "unit-secretary", "median_usd: ", "median_usd: 9", "    pay:", r"no plausible annual wage"),
    Fault(CERTS, "pmi-capm", "member_usd: ", "member_usd: 9", "fee:", r"fee.member_usd: \$9\d+ is above the list price"),
    Fault(CERTS, "comptia-network-plus", "fee: {usd: ", "fee: {usd: -", "fee:", r"fee.usd: -\d+ is below 0"),
    Fault(ACTIVITIES, "statistics-course", "hours: {low: 60, high: 120", "hours: {low: 160, high: 120", "hours:", r"hours: low 160 is above high 120"),
    Fault(ACTIVITIES, "coding-boot-camp", "    weeks: ", "    weeks: 1e999 #", "1e999", r"1e999 is out of range"),
    Fault("weights", "next-line", "value: 0.3", 'value: "0.3"', "next-line", r"value: '0.3' is not .*number"),
    Fault("weights", "tie", "{id: tie,", "{id: tye,", FIRST_LINE, r"missing: tie"),
    # dates
    Fault(CERTS, "comptia-security-plus", r"(fee: {.*?as_of: )[-0-9]+", r"\g<1>2019-01", "fee:", r"fee is 94 months old"),
    Fault(CERTS, "cisco-ccna", r"(exam_minutes: {.*?as_of: )[-0-9]+", r"\g<1>2031-01", "exam_minutes:", r"as_of: 2031-01 lies in the future"),
    Fault(CERTS, "cisco-ccst-networking", r"(validity: {.*?as_of: )[-0-9]+", r"\g<1>2026-13", "validity:", r"as_of: '2026-13' is no date"),
    Fault(CERTS, "cisco-ccst-cybersecurity", r"(validity: {.*?as_of: )[-0-9]+", r"\g<1>2026-02-30", "validity:", r"as_of: '2026-02-30' is no date"),
    Fault(CERTS, "aws-machine-learning-engineer-associate", "opens: '2027-01-14'", "opens: '2027-6'", "{code: MLA-C02, opens", r"opens: '2027-6' is no date"),
    # certifications that can no longer be taken
    Fault(CERTS, "ms-ai-900", "successor: ms-ai-901", "successor: ms-ms-900", "    status:", r"its successor 'ms-ms-900' is itself retired"),
    Fault(ROLES, "cloud-architect", "      - {id: ms-az-305,", "      - {id: ms-az-500,", "ms-az-500", r"certification 'ms-az-500' is retired"),
    Fault(CERTS, "aws-cloud-practitioner", "status: {value: active", "status: {value: retiring, 'on': 2026-01-31", "    status:", r"was to retire on 2026-01-31"),
    Fault(CERTS, "ms-az-900", "status: {value: active", "status: {value: active, successor: ms-sc-900", "    status:", r"an active certification has no successor"),
    # what leads in a circle
    Fault(CERTS, "ms-az-104", "    exams:", "    requires: {certifications: [ms-az-305]}\n    exams:", "    requires:", r"needs itself: ms-az-104 -> ms-az-305 -> ms-az-104"),
    Fault(SKILLS, "troubleshooting", r"broader: \[", "broader: [hardware-troubleshooting, ", "", ""),  # with the next one
    Fault(SKILLS, "hardware-troubleshooting", "    broader:", "    broader:", "    broader:", r"is broader than itself: hardware-troubleshooting -> troubleshooting"),
    Fault("progressions", "it-project-manager/clinical-informatics-manager", "to: clinical-informatics-manager", "to: it-project-manager", "  - from:", r"leads to itself"),
    # needs
    Fault(ROLES, "data-engineer", "    needs:\n", "    needs:\n      - {skill: sql, level: 2, importance: 3, source: editors-needs}\n", "{skill: sql, level: 4", r"asks for 'sql' twice"),
    Fault(ROLES, "bi-developer", "essential: true, ", "", "      - {skill", r"no need is essential"),
    # shape
    Fault(ROLES, "data-scientist", "    kind: hospital-it\n", "    kind: hospital-it\n    kind: starting\n", "    kind: starting", r"the key 'kind' stands here twice"),
    Fault(ROLES, "ai-ml-engineer", "    family: data\n", "    family: [data]\n", "[data]", r"family: \['data'\] is not .*string"),
    Fault(ROLES, "software-developer", "    day: ", "    dya: ", "    dya:", r"dya: unknown key"),
    Fault(ROLES, "it-trainer", "character: {", "character: {colour: 3, ", "character:", r"character.colour: unknown key"),
    Fault(ROLES, "biomedical-engineer", "level: bachelor, ", "", "kind: degree", r"a degree gate needs `level`"),
    Fault(CERTS, "itil-4-foundation", "kind: exam", "kind: exma", "kind: exma", r"kind: 'exma' is not one of exam, programme or training"),
    Fault("vocabulary", "support", "group: family", "group: familie", "familie", r"group: 'familie' is not one of"),
    Fault("sources", "hl7", "    url: ", "    attribution: ", "  - id:", r"a published source needs a url and a licence"),
    Fault(SKILLS, "sql", "    definition: ", '    definition: "\\\\e[31mred" #', "\\e[31mred", r"control character U\+001B"),
    Fault(SKILLS, "encryption", "    category: ", "    category: !secret ", "!secret", r"the tag '!secret' is not used here"),
    # names and use
    Fault(SKILLS, "os-linux", r"aliases: \[", "aliases: [Active Directory, ", "", ""),  # with the next one
    Fault(SKILLS, "directory-services", "    aliases:", "    aliases:", "    aliases:", r"the name 'active directory' also belongs to 'os-linux'"),
    Fault(ACTIVITIES, "portfolio", "    teaches: {", "    teaches: {} #", "    teaches:", r"teaches nothing"),
]  # fmt: skip

APPENDED = {
    "skills": ("  - {id: Bad_Id, title: Bad}\n", "Bad_Id", r"an entry needs an `id` of lower-case letters"),
    "roles": ("  - id: registered-nurse\n    title: Again\n", "Again", None),
    "activities": ("  - {id: comptia-server-plus, title: Again}\n", "Again", r"is also the id of a certification"),
    "progressions": (
        "  - {from: director-of-information-systems, to: cio, kind: advance}\n",
        "{from: director",
        r"director-of-information-systems -> cio: stands in this file twice",
    ),
}


def entry_span(text: str, entry: str) -> tuple[int, int]:
    """Where the entry begins and ends in the file."""
    if "/" in entry:
        start = text.index("  - from: {}\n    to: {}\n".format(*entry.split("/")))
    else:
        start = re.search(rf"^  - (?:\{{id: {entry},|id: {entry}$)", text, re.M).start()
    end = text.find("\n  - ", start + 1)
    return start, len(text) if end < 0 else end + 1


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """(folder, [(file, line, pattern)]) of a copy of data/ with all faults in it."""
    folder = tmp_path_factory.mktemp("seeded") / "data"
    shutil.copytree(ROOT / "data", folder)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    places = {}
    for fault in FAULTS:
        text = texts[fault.file]
        start, end = entry_span(text, fault.entry)
        count = 0 if fault.old == "essential: true, " else 1
        entry, made = re.subn(fault.old, fault.new, text[start:end], count=count, flags=re.S)
        assert made, f"nothing to seed: {fault}"
        places[fault] = text[:start].count("\n  - ")
        texts[fault.file] = text[:start] + entry + text[end:]
    start, end = entry_span(texts["roles"], "database-administrator")
    twin = re.sub(r"    aliases: \[[^]]*\]\n", "", texts["roles"][start:end])
    twin = twin.replace("id: database-administrator", "id: database-keeper", 1).replace("title: ", "title: Twin of ", 1)
    texts["roles"] += twin
    for name, (more, _, _) in APPENDED.items():
        texts[name] += more
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "rolse.yaml").write_text("roles: []\n")
    return folder, [*expected_of_entries(texts, places), *expected_of_files(texts)]


def expected_of_entries(texts, places):
    """(file, line, pattern) of each fault: in its entry (they keep their order), the line of its mark."""
    for fault in FAULTS:
        if not fault.says:
            continue
        text = texts[fault.file]
        starts = [m.start() for m in re.finditer(r"\n  - ", text)]
        start = 0 if fault.at == FIRST_LINE else starts[places[fault]] + 1
        yield f"{fault.file}.yaml", line_of(text, text.index(fault.at, start)), fault.says


def expected_of_files(texts):
    """(file, line, pattern) of what was added at the ends of files, and of the misspelt file."""
    for name, (_, mark, says) in APPENDED.items():
        if says:
            yield f"{name}.yaml", line_of(texts[name], texts[name].rindex(mark)), says
    again = line_of(texts["roles"], texts["roles"].rindex("  - id: registered-nurse"))
    yield "roles.yaml", again, r"registered-nurse: stands in this file twice"
    keeper = texts["roles"].index("  - id: database-keeper")
    needs = texts["roles"].index("      - {skill", keeper)
    yield "roles.yaml", line_of(texts["roles"], keeper), r"database-keeper: no progression leads here"
    yield "roles.yaml", line_of(texts["roles"], needs), r"nothing tells it apart from 'database-administrator'"
    yield "rolse.yaml", 0, r"not read: did you mean 'roles.yaml'"


def test_check_names_every_seeded_fault_with_file_and_line(run, seeded):
    folder, expected = seeded
    assert len(expected) >= 45
    done = run("check", folder, "--json")
    assert done.code == 1
    assert done.err == ""
    problems = json.loads(done.out)["problems"]
    unseen = [
        (file, line, says)
        for file, line, says in expected
        if not any(
            Path(p["file"]) == folder / file and p["line"] == line and re.search(says, p["message"]) for p in problems
        )
    ]
    assert not unseen, (
        "\n".join(map(str, unseen)) + "\n" + "\n".join(f"{p['file']}:{p['line']} {p['message']}" for p in problems)
    )


def test_the_lines_are_those_of_the_page_too(run, seeded):
    folder, expected = seeded
    done = run("check", folder)
    assert done.code == 1
    for file, line, _ in expected:
        assert f"{folder / file}:{line}: " in done.out


def test_no_error_is_reported_where_none_was_seeded(seeded):
    folder, expected = seeded
    seeded_lines = {(file, line) for file, line, _ in expected}
    follows = "which this origin never has"  # moves of the physician, whose license is seeded away
    errors = [p for p in check(folder, (), TODAY) if p.severity == "error" and follows not in p.message]
    assert not [str(p) for p in errors if (Path(p.file).name, p.line) not in seeded_lines]


def test_a_command_refuses_the_faulty_knowledge_in_one_line(run, seeded):
    done = run("recommend", "examples/nurse.yaml", "--knowledge", seeded[0])
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert re.match(
        r"error: .*/data/\w+\.yaml:\d+: .* \(and \d+ more\); `careerpath check` lists all problems", done.err
    )


def test_the_bundled_knowledge_has_no_error(run):
    done = run("check", "--json")
    assert done.code == 0
    assert json.loads(done.out)["counts"]["error"] == 0


def test_only_warnings_make_strict_fail(run):
    assert run("check", "--strict").code == (1 if "warning" in run("check").out.splitlines()[0] else 0)
