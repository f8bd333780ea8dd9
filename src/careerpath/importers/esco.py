"""ESCO (English CSV, v1.1 and v1.2 names) as knowledge (docs/knowledge.md, Imported knowledge).

ESCO says which skills an occupation needs, essential or optional, and no levels: 3 (does it alone) is taken for
essential ones and 2 for optional ones, as an estimate. Its broader relations between skills become ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from careerpath.importers.imported import ESTIMATED_ON, Ids, Imported, release_of, unique
from careerpath.importers.tables import Row, Tables, anything, matching, one_of, open_tables, text
from careerpath.knowledge.models import Entry, Need, Occupation, Role, Skill, Source, Span, Term

SOURCE, ESTIMATE = "esco-import", "esco-import-levels"
LEVELS = {"essential": (3, 4), "optional": (2, 2)}
"""Relation -> (level, importance), both estimates."""
GROUPS = {
    "0": "Armed forces", "1": "Managers", "2": "Professionals", "3": "Technicians and associate professionals",
    "4": "Clerical support workers", "5": "Service and sales workers", "6": "Skilled agricultural workers",
    "7": "Craft and related trades workers", "8": "Plant and machine operators", "9": "Elementary occupations",
}  # fmt: skip
"""ISCO-08 major groups."""
SKILL_LEVELS: dict[str, tuple[Any, Any, int, int]] = {
    "9": ("start", "none", 0, 3), "1": ("lead", "bachelor", 36, 84), "2": ("senior", "bachelor", 12, 36),
    "3": ("mid", "some-college", 6, 24),
}  # fmt: skip
"""ISCO major group -> seniority, education, months of experience, after the four ISCO-08 skill levels; else `OTHER`."""
OTHER: tuple[Any, Any, int, int] = ("entry", "high-school", 0, 12)
uri = matching(r"https?://data\.europa\.eu/\S+", "an ESCO URI")


def read_esco(paths: Sequence[Path], release: str | None = None) -> Imported:
    """All occupations and skills. Raises CareerpathError if one of the three main tables cannot be read."""
    tables = open_tables(paths, separator=",")
    release = release or release_of(tables, paths, r"(v\d+\.\d+(?:\.\d+)*)")
    reader = _Reader(tables)
    attribution = "This service uses the ESCO classification of the European Commission. It has been modified."
    entries = reader.entries()
    entries["sources"] = {
        SOURCE: Source(
            id=SOURCE, title=f"ESCO {release}", publisher="European Commission", url="https://esco.ec.europa.eu",
            licence="Commission Decision 2011/833/EU", as_of=ESTIMATED_ON, attribution=attribution,
        ),
        ESTIMATE: Source(
            id=ESTIMATE, title="Levels that ESCO does not publish", publisher="careerpath", basis="estimate",
            as_of=ESTIMATED_ON, reason="ESCO gives no levels: 3 for essential skills, 2 for optional ones; seniority, "
            "education and experience follow the skill level of the ISCO-08 major group",
        ),
    }  # fmt: skip
    return Imported("ESCO", release, entries, tables, "Commission Decision 2011/833/EU", attribution)


def _both(name: str) -> tuple[str, str]:
    """The name of a table in v1.1 and in v1.2."""
    return f"{name}.csv", f"{name}_en.csv"


class _Reader:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.ids = Ids()
        self.skills: dict[str, dict[str, Any]] = {}
        self.occupations: dict[str, dict[str, Any]] = {}
        self.needs: dict[str, dict[str, str]] = {}
        columns = {"code": matching(r"\d{1,4}", "an ISCO-08 code"), "preferredLabel": text}
        self.groups = {row.values[0]: row.values[1] for row in tables.rows("ISCOGroups_en.csv", columns)}
        self._skills()
        self._occupations()
        self._relations()
        self._hierarchy()

    def _skills(self) -> None:
        columns = {
            "conceptUri": uri, "skillType": one_of("knowledge", "skill/competence", ""), "preferredLabel": text,
            "altLabels": anything, "description": anything, "status": anything,
        }  # fmt: skip
        for row in self.tables.rows("skills_en.csv", columns, required=True):
            key, kind, label, others, description, status = row.values
            if self._is_new(row, self.skills, status):
                suffix, category = ("knowledge", "knowledge") if kind == "knowledge" else ("skill", "technical")
                self.skills[key] = {
                    "id": self.ids.of(key, label, suffix), "title": label,
                    "category": category, "definition": description or label,
                    "aliases": unique(others.splitlines(), without=label), "broader": [], "related": [],
                }  # fmt: skip

    def _is_new(self, row: Row, known: dict[str, Any], status: str) -> bool:
        if row.values[0] in known:
            row.leave_out(f"{row.values[0]}: stands in the table twice")
        elif status not in ("released", ""):
            row.leave_out(f"{row.values[0]}: status {status!r}")
        else:
            return True
        return False

    def _occupations(self) -> None:
        columns = {
            "conceptUri": uri, "iscoGroup": matching(r"\d{1,4}", "an ISCO-08 code"), "preferredLabel": text,
            "altLabels": anything, "description": anything, "status": anything,
            "code": matching(r"\d{1,4}(\.\d+)*", "an ESCO code"),
        }  # fmt: skip
        codes: set[str] = set()
        for row in self.tables.rows("occupations_en.csv", columns, required=True):
            key, isco, label, others, description, status, code = row.values
            if not self._is_new(row, self.occupations, status):
                continue
            if code in codes:
                row.leave_out(f"code: {code} stands in the table twice")
                continue
            codes.add(code)
            self.occupations[key] = {
                "id": code, "title": label, "isco": isco, "summary": description or label,
                "aliases": unique(others.splitlines(), without=label),
            }  # fmt: skip
            self.needs[key] = {}

    def _relations(self) -> None:
        columns = {"occupationUri": uri, "relationType": one_of(*LEVELS), "skillUri": uri}
        for row in self.tables.rows(_both("occupationSkillRelations"), columns, required=True):
            occupation, relation, skill = row.values
            if occupation not in self.occupations:
                row.leave_out(f"{occupation}: not in occupations_en.csv")
            elif skill not in self.skills:
                row.leave_out(f"{skill}: not in skills_en.csv")
            elif skill in self.needs[occupation]:
                row.leave_out(f"{occupation}, {skill}: stands in the table twice")
            else:
                self.needs[occupation][skill] = relation

    def _hierarchy(self) -> None:
        """Broader relations between skills, and essential ones between skills as related; groups are passed over."""
        pairs: set[tuple[str, str, str]] = set()
        for name, columns, key in (
            ("broaderRelationsSkillPillar", {"conceptUri": uri, "broaderUri": uri}, "broader"),
            ("skillSkillRelations", {"originalSkillUri": uri, "relatedSkillUri": uri}, "related"),
        ):
            for row in self.tables.rows(_both(name), columns):
                one, other = row.values
                if (key, one, other) in pairs:
                    row.leave_out(f"{one}, {other}: stands in the table twice")
                    continue
                pairs.add((key, one, other))
                if one in self.skills and other in self.skills and one != other:
                    self.skills[one][key].append(self.skills[other]["id"])

    def entries(self) -> dict[str, dict[str, Any]]:
        """The entries of the knowledge by table and id."""
        cut = _cycles({one["id"]: one["broader"] for one in self.skills.values()})
        skills = {}
        for one in self.skills.values():
            broader = tuple(other for other in one["broader"] if (one["id"], other) not in cut)
            facts = {**one, "broader": broader, "related": tuple(x for x in one["related"] if x not in broader)}
            question = f"How well can you do this: {one['title']}?"
            if one["category"] == "knowledge":
                question = f"How much do you know about {one['title']}?"
            skills[one["id"]] = Skill(question=question, **facts)
        roles = {one["id"]: self._role(key, one) for key, one in self.occupations.items()}
        vocabulary = {
            f"isco-{group}": Term(
                id=f"isco-{group}",
                group="family",
                title=self.groups.get(group, title),
                meaning=f"ISCO-08 codes that begin with {group}.",
            )
            for group, title in GROUPS.items()
        }
        return {"skills": skills, "roles": roles, "vocabulary": vocabulary}

    def _role(self, key: str, one: dict[str, Any]) -> Role:
        seniority, education, low, high = SKILL_LEVELS.get(one["isco"][0], OTHER)
        ordered = sorted(self.needs[key].items(), key=lambda pair: pair[1])
        needs = tuple(
            Need(
                skill=self.skills[skill]["id"], level=LEVELS[relation][0], importance=LEVELS[relation][1],
                source=ESTIMATE, essential=relation == "essential",
            )
            for skill, relation in ordered
        )  # fmt: skip
        return Role(
            id=one["id"], title=one["title"], kind="occupation", family=f"isco-{one['isco'][0]}", seniority=seniority,
            summary=one["summary"], aliases=one["aliases"], needs=needs,
            entry=Entry(
                education=education, source=ESTIMATE, experience_months=Span(low=low, high=high, source=ESTIMATE)
            ),
            occupation=Occupation(
                code=one["id"], title=one["title"], match="exact", source=SOURCE,
                note=f"{key}; ISCO-08 {one['isco']} {self.groups.get(one['isco'], '')}".strip(),
            ),
        )  # fmt: skip


def _cycles(broader: dict[str, list[str]]) -> set[tuple[str, str]]:
    """One relation of each circle, without which none leads back to where it began."""
    cut: set[tuple[str, str]] = set()
    while True:
        graph = {}
        for key, others in broader.items():
            graph[key] = [other for other in others if (key, other) not in cut]
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1]
            cut.add((circle[1], circle[0]))
        else:
            return cut
