"""The O*NET database (text tables, releases 25 to 31) as knowledge (docs/knowledge.md, Imported knowledge).

Scales: importance IM 1-5 and level LV 0-7. A rating is put on 0-1 as (rating - low) / (high - low), as O*NET does for
its standardized scores (onetcenter.org/questions/20.html); the level of a need is five times that, rounded half up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from careerpath.errors import AnswerIsNoError
from careerpath.importers.imported import ESTIMATED_ON, Ids, Imported, half_up, release_of, unique
from careerpath.importers.onet_facts import FAMILIES, entry_of, gate_of, interests_of, seniority_of
from careerpath.importers.tables import Row, Tables, anything, matching, number, one_of, open_tables, text
from careerpath.knowledge.models import Need, Occupation, OnetElement, Ratings, Role, Skill, Source, Term

NEED_FROM = 2.5
"""Lowest importance (1-5) at which an element becomes a need."""
ESSENTIAL_FROM = 3.5
MOST_TECHNOLOGIES = 25
SURVEYED = 75
"""Percent of the incumbents that must remain of a survey question without the answers O*NET calls unsure."""
SOURCE, ESTIMATE = "onet-import", "onet-import-levels"
code = matching(r"\d\d-\d{4}\.\d\d", "an O*NET-SOC code")
flag = one_of("Y", "N", "n/a", "")
OCCUPATION = "O*NET-SOC Code"
SKILLS, SPLIT_SKILLS = ("Skills.txt",), ("Essential Skills.txt", "Transferable Skills.txt")
"""The rated skills: one table until release 30.2, two from 30.3 on."""
ALSO_RATED = ("Abilities.txt", "Work Activities.txt")
"""Tables of rated elements that become no skills, but serve `related`."""
TECHNOLOGIES = ("Technology Skills.txt", ("Example", "Commodity Code", "Commodity Title"))
SOFTWARE = ("Software Skills.txt", ("Workplace Example", "Element ID", "Element Name"))
"""The same table as of release 30.3, with the columns for the product and its class."""
TITLES = ("Alternate Titles.txt", "Alternate Title")
JOB_TITLES = ("Job Titles.txt", "Job Title")
INTERESTS = ("Interests.txt", "Career Interest Types.txt")
SURVEY = ("Education, Training, and Experience.txt",)
SPLIT_SURVEY = ("Education.txt", "Training and Experience.txt")
CATEGORIES = {"2.A": "soft", "2.B.1": "soft", "2.B.2": "soft", "2.B.5": "management", "2.C": "knowledge"}


def read_onet(paths: Sequence[Path], release: str | None = None) -> Imported:
    """All occupations in the tables. Raises CareerpathError if the occupations themselves cannot be read."""
    tables = open_tables(paths, separator="\t")
    reader = Reader(tables)
    release = release or release_of(tables, paths, r"(?:db_|O\*NET\S* )(\d\d)[_.](\d)")
    attribution = (
        f"This product includes information from the O*NET {release} Database by the U.S. Department of Labor, "
        "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET(R) is a trademark "
        "of USDOL/ETA. careerpath has modified some of this information. USDOL/ETA has not approved, endorsed, or "
        "tested these modifications."
    )
    entries = reader.entries()
    entries["sources"] = {
        SOURCE: Source(
            id=SOURCE, title=f"O*NET {release} Database", url="https://www.onetcenter.org/database.html",
            publisher="U.S. Department of Labor, Employment and Training Administration", licence="CC BY 4.0",
            as_of=reader.newest or ESTIMATED_ON, attribution=attribution,
        ),
        ESTIMATE: Source(
            id=ESTIMATE, title="Levels that O*NET does not publish", publisher="careerpath", basis="estimate",
            as_of=ESTIMATED_ON,
            reason="O*NET lists technologies without levels: 3 for hot or in-demand ones, 2 for others; seniority, "
            "education and experience where no survey figures exist follow the Job Zone",
        ),
    }  # fmt: skip
    return Imported("O*NET", release, entries, tables, "CC BY 4.0", attribution)


class Reader:
    """Reads the tables one after the other into dictionaries by occupation."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.ids = Ids()
        self.newest = ""
        self.skills: dict[str, Skill] = {}
        self.needs: dict[str, list[Need]] = {}
        self.seen: set[tuple[Any, ...]] = set()
        columns = {OCCUPATION: code, "Title": text, "Description": text}
        self.occupations: dict[str, tuple[str, str]] = {}
        for row in tables.rows("Occupation Data.txt", columns, required=True):
            if self._is_new(row, ("occupation", row.values[0])):
                self.occupations[row.values[0]] = (row.values[1], row.values[2])
        self.scales = {"IM": (1.0, 5.0), "LV": (0.0, 7.0), "OI": (1.0, 7.0), "RL": (0.0, 100.0), "RW": (0.0, 100.0)}
        scale = {"Scale ID": text, "Scale Name": text, "Minimum": number(0, 1e6), "Maximum": number(0, 1e6)}
        for row in tables.rows("Scales Reference.txt", scale):
            self.scales[row.values[0]] = (row.values[2], row.values[3])
        model = {"Element ID": text, "Element Name": text, "Description": text}
        rows = tables.rows("Content Model Reference.txt", model)
        self.described = {row.values[0]: row.values[2] for row in rows}
        self.ratings = {occupation: _Rated() for occupation in self.occupations}
        skills = SPLIT_SKILLS if self._has(*SPLIT_SKILLS) else SKILLS
        for name in skills:
            self._elements(name, "Skills")
        self._elements("Knowledge.txt", "Knowledge")
        for name in ALSO_RATED:
            if self._has(name):
                self._elements(name, None)
        self._technologies()
        self._facts()

    def _has(self, *names: str) -> bool:
        """True if at least one of the tables is there."""
        return any(name.casefold() in self.tables.files for name in names)

    def _is_new(self, row: Row, key: tuple[Any, ...]) -> bool:
        """False for a row whose key stood in an earlier one; it is reported."""
        if key in self.seen:
            row.leave_out(f"{', '.join(map(str, key[1:]))}: stands in the table twice")
            return False
        self.seen.add(key)
        return True

    def _known(self, row: Row, *key: Any) -> bool:
        """True for the first row of the key (the table, then the occupation) with an occupation that exists."""
        if row.values[0] not in self.occupations:
            row.leave_out(f"{row.values[0]}: not in Occupation Data.txt")
            return False
        return self._is_new(row, (row.name, row.values[0], *key))

    def _scaled(self, row: Row, scale: str, value: float) -> float | None:
        """The value on 0-1, or None (and the row is reported) if it lies outside the scale."""
        low, high = self.scales.get(scale, (0.0, 0.0))
        if low >= high or not low <= value <= high:
            row.leave_out(f"Data Value: {value:g} is not between {low:g} and {high:g}, the scale {scale}")
            return None
        return (value - low) / (high - low)

    def _elements(self, name: str, table: str | None) -> None:
        """The ratings of a table; its elements become skills of `table`. Raises AnswerIsNoError if it is missing."""
        if not self._has(name):
            raise AnswerIsNoError(
                f"{self.tables.given}: the table {name!r} with the ratings is missing; "
                "without it most occupations would need nothing; give the folder or zip as published"
            )
        columns = {
            OCCUPATION: code, "Element ID": text, "Element Name": text, "Scale ID": one_of("IM", "LV"),
            "Data Value": number(-1e6, 1e6), "Recommend Suppress": flag, "Not Relevant": flag, "Date": anything,
        }  # fmt: skip
        suffix = name.split(".")[0].split()[-1].lower()
        elements: dict[str, str] = {}
        for row in self.tables.rows(name, columns, required=True):
            occupation, element, title, scale, value, suppress, irrelevant, month = row.values
            if not self._known(row, element, scale):
                continue
            share = self._scaled(row, scale, value)
            if share is None:
                continue
            self._see_month(month)
            if element not in elements:
                elements[element] = self.ids.of(element, title, suffix)
                if table is not None:
                    self.skills[elements[element]] = self._skill(elements[element], element, title, table)
            if suppress == "Y":  # too few answers, says O*NET
                continue
            rated = self.ratings[occupation]
            if scale == "IM":
                rated.importance[elements[element]] = share
            else:
                rated.level[elements[element]] = 0.0 if irrelevant == "Y" else share

    def _see_month(self, month: str) -> None:
        """Keep the newest month of the ratings: "08/2024" is 2024-08."""
        if len(month) == len("MM/YYYY"):
            self.newest = max(self.newest, f"{month[3:]}-{month[:2]}")

    def _skill(self, key: str, element: str, title: str, table: str) -> Skill:
        category: Any = next((c for prefix, c in CATEGORIES.items() if element.startswith(prefix)), "technical")
        asked = "how much do you know about it" if table == "Knowledge" else "how good are you at it"
        definition = self.described.get(element, title)
        return Skill(
            id=key, title=title, category=category, definition=definition,
            question=f"{title}: {asked}? ({definition})",
            onet=OnetElement(table=table, element=element, title=title, match="exact"),
        )  # fmt: skip

    def _technologies(self) -> None:
        """The software of the occupations: products that are asked for much, and classes of all the others."""
        uses = self._uses()
        titles = {use.commodity: use.title for use in uses}
        wanted = {use.product: use.commodity for use in uses if use.is_wanted}
        # Classes take their ids before products: of one name, the product gets the suffix.
        classes = {commodity: self.ids.of(commodity, title, "class") for commodity, title in titles.items()}
        products = {product: self.ids.of(f"{product}*", product, "product") for product in wanted}
        others: dict[str, list[str]] = {commodity: [] for commodity in classes}
        for use in uses:
            if use.product not in products:
                others[use.commodity].append(use.product)
        for commodity, title in titles.items():
            self._technology(classes[commodity], commodity, title, aliases=unique(others[commodity]))
        for product, commodity in wanted.items():
            self._technology(products[product], commodity, product, broader=(classes[commodity],))
        for use in uses:
            technologies = self.ratings[use.occupation].technologies
            for key in (products.get(use.product, use.product), classes[use.commodity]):
                technologies[key] = max(use.weight, technologies.get(key, 0.0))

    def _uses(self) -> list[_Use]:
        """The rows of the table of software whose occupation, product and class are known."""
        name, named = TECHNOLOGIES
        if self._has(SOFTWARE[0]):
            name, named = SOFTWARE
        columns = {OCCUPATION: code, **dict.fromkeys(named, text), "Hot Technology": flag, "In Demand": flag}
        uses = []
        for row in self.tables.rows(name, columns):
            use = _Use(*row.values)
            if self._known(row, use.product, use.commodity):
                uses.append(use)
        return uses

    def _technology(self, key: str, commodity: str, title: str, **more: Any) -> None:
        what = f"The product {title}."
        if "aliases" in more:  # only a class has others under it
            what = f"Software of the class {title[:1].lower() + title[1:]}."
        self.skills[key] = Skill(
            id=key, title=title, category="technology", definition=what,
            question=f"How well can you work with {title}?",
            onet=OnetElement(table="Technology Skills", element=commodity, title=title, match="exact"), **more,
        )  # fmt: skip

    def _facts(self) -> None:
        """Titles, Job Zones, interests, education and experience, tasks."""
        self._titles()
        zone = {OCCUPATION: code, "Job Zone": number(1, 5)}
        for row in self.tables.rows("Job Zones.txt", zone):
            if self._known(row):
                self.ratings[row.values[0]].job_zone = int(row.values[1])
        self._interests()
        self._surveys()
        if "task statements.txt" in self.tables.files:
            for row in self.tables.rows("Task Statements.txt", {OCCUPATION: code, "Task ID": text, "Task": text}):
                if self._known(row, row.values[1]):
                    self.ratings[row.values[0]].tasks.append(row.values[2])

    def _titles(self) -> None:
        name, title = JOB_TITLES if self._has(JOB_TITLES[0]) else TITLES
        columns = {OCCUPATION: code, title: text, "Short Title": anything}
        for row in self.tables.rows(name, columns):
            if self._known(row, row.values[1], row.values[2]):
                self.ratings[row.values[0]].titles += row.values[1:]

    def _interests(self) -> None:
        """The six interests, as they are rated (OI)."""
        columns = {OCCUPATION: code, "Element Name": text, "Scale ID": text, "Data Value": number(-1e6, 1e6)}
        for row in self.tables.rows(INTERESTS, columns):
            occupation, name, scale, value = row.values
            if self._is_rated(row, scale, value, name) and scale == "OI":
                self.ratings[occupation].interests[name.lower()] = value

    def _surveys(self) -> None:
        """The usual education (RL) and experience (RW): percent of the incumbents by category."""
        columns = {
            OCCUPATION: code, "Element ID": text, "Scale ID": text, "Category": anything,
            "Data Value": number(-1e6, 1e6), "Recommend Suppress": flag,
        }  # fmt: skip
        names = SPLIT_SURVEY if self._has(*SPLIT_SURVEY) else SURVEY
        for row in chain.from_iterable(self.tables.rows(name, columns) for name in names):
            occupation, element, scale, category, value, suppress = row.values
            if not self._is_rated(row, scale, value, element, category):
                continue
            if scale in ("RL", "RW") and suppress != "Y" and category.isdecimal():
                self.ratings[occupation].survey.setdefault(scale, {})[int(category)] = value
        for rated in self.ratings.values():
            # without the unsure answers too little may remain to say anything
            rated.survey = {scale: shares for scale, shares in rated.survey.items() if sum(shares.values()) >= SURVEYED}

    def _is_rated(self, row: Row, scale: str, value: float, element: str, *more: str) -> bool:
        """True for the first row of its key with a value on its scale; another one is reported."""
        return self._known(row, element, scale, *more) and self._scaled(row, scale, value) is not None

    def entries(self) -> dict[str, dict[str, Any]]:
        """The entries of the knowledge by table and id."""
        families = sorted({f"soc-{occupation[:2]}" for occupation in self.occupations})
        return {
            "skills": self.skills,
            "roles": {occupation: self._role(occupation) for occupation in self.occupations},
            "ratings": {occupation: self.ratings[occupation].as_entry(occupation) for occupation in self.occupations},
            "vocabulary": {
                key: Term(
                    id=key, group="family", title=FAMILIES.get(key[4:], f"SOC {key[4:]}"),
                    meaning=f"Occupations whose O*NET-SOC code begins with {key[4:]}.",
                )
                for key in families
            },
        }  # fmt: skip

    def _role(self, occupation: str) -> Role:
        title, description = self.occupations[occupation]
        rated = self.ratings[occupation]
        zone: Any = rated.job_zone
        return Role(
            id=occupation, title=title, kind="occupation", family=f"soc-{occupation[:2]}",
            seniority=seniority_of(rated.job_zone), summary=description, aliases=unique(rated.titles, without=title),
            entry=entry_of(rated.survey, rated.job_zone, SOURCE, ESTIMATE), needs=tuple(self._needs(rated)),
            gates=gate_of(rated.survey, SOURCE), interests=interests_of(rated.interests, SOURCE),
            occupation=Occupation(code=occupation, title=title, match="exact", job_zone=zone, source=SOURCE),
        )  # fmt: skip

    def _needs(self, rated: _Rated) -> Iterator[Need]:
        """Elements from `NEED_FROM` on, products in demand; where nothing is rated, all classes of technology too."""
        for skill, share in rated.importance.items():
            importance, level = 1 + 4 * share, half_up(5 * rated.level.get(skill, 0.0))
            if importance >= NEED_FROM and level >= 1 and skill in self.skills:
                essential = importance >= ESSENTIAL_FROM
                yield Need(skill=skill, level=level, importance=half_up(importance), source=SOURCE, essential=essential)
        taken = 0
        for name, weight in sorted(rated.technologies.items(), key=lambda pair: (-pair[1], pair[0])):
            if taken == MOST_TECHNOLOGIES:
                break
            if name not in self.skills:
                continue
            is_product = bool(self.skills[name].broader)
            if is_product and weight < 3.0:  # it is not in demand
                continue
            if rated.importance and not is_product:
                continue
            taken += 1
            essential = not rated.importance and weight == 3.0
            level = 3 if weight > 1 else 2
            yield Need(skill=name, level=level, importance=1 + int(weight), source=ESTIMATE, essential=essential)


class _Use(NamedTuple):
    """One product of software that an occupation uses, as a row of the table says."""

    occupation: str
    product: str
    commodity: str
    """The code of its class."""
    title: str
    """The name of its class."""
    hot: str
    demand: str

    @property
    def is_wanted(self) -> bool:
        """Employers ask for it by name."""
        return "Y" in (self.hot, self.demand)

    @property
    def weight(self) -> float:
        if self.demand == "Y":
            return 3.0
        return 2.0 if self.hot == "Y" else 1.0


class _Rated:
    """What is known of one occupation."""

    def __init__(self) -> None:
        self.importance: dict[str, float] = {}
        self.level: dict[str, float] = {}
        self.technologies: dict[str, float] = {}
        self.titles: list[str] = []
        self.tasks: list[str] = []
        self.interests: dict[str, float] = {}
        self.survey: dict[str, dict[int, float]] = {}
        self.job_zone: int | None = None

    def as_entry(self, occupation: str) -> Ratings:
        """The figures behind the needs, rounded to what the source gives."""
        shares = self.survey.get("RL", {})
        total = sum(shares.values())
        education = None
        if total:
            mean = sum(category * share for category, share in shares.items()) / total
            education = round((mean - 1) / 11, 4)  # twelve categories, from 0 to 1
        return Ratings(
            id=occupation, job_zone=self.job_zone, technologies=self.technologies, tasks=tuple(self.tasks),
            importance={skill: round(share, 4) for skill, share in self.importance.items()},
            level={skill: round(share, 4) for skill, share in self.level.items()},
            education=education,
        )  # fmt: skip
