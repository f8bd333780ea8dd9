"""Build data/occupations.txt: every occupation of O*NET 29.3 with the names people use, its wage and its credits.

    python scripts/build_occupations.py ONET_FOLDER

ONET_FOLDER holds the text tables of the O*NET database. Everything else comes from data/occupations/: job_words.yaml,
military_codes.csv, wages.csv, credits.yaml. The same input gives the same bytes (docs/knowledge.md).
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from careerpath.importers.credits import Evidence, credited  # noqa: E402
from careerpath.people.job_words import PRONOUNS, canonical, name_of, tokens  # noqa: E402

DATA = ROOT / "data" / "occupations"
ATTRIBUTION = (
    "This product includes information from the O*NET 29.3 Database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET(R) is a trademark of USDOL/ETA. We "
    "have modified some of this information. USDOL/ETA has not approved, endorsed, or tested these modifications."
)
MOST_CODES = 5
"""Occupations kept for a name that many have."""
MOST_BESIDE = 2
"""Occupations kept beside those that a lay word means first."""
MOST_WORDS = 7
"""Longer titles are sentences of the classification, not what people type."""
EDUCATION = {
    1: "none", 2: "high-school", 3: "some-college", 4: "some-college", 5: "associate", 6: "bachelor", 7: "bachelor",
    8: "master", 9: "master", 10: "doctorate", 11: "doctorate", 12: "doctorate",
}  # fmt: skip
EDUCATION_OF_ZONE = {1: "none", 2: "high-school", 3: "some-college", 4: "bachelor", 5: "master"}
"""Where the education was not surveyed."""
SAMPLE = (
    "11-1011.00", "13-2011.00", "15-1231.00", "15-1244.00", "15-1252.00", "29-1141.00", "29-2043.00", "35-2014.00",
    "37-2012.00", "43-6013.00", "47-2111.00", "49-9062.00", "53-3032.00", "55-3016.00",
)  # fmt: skip
"""Occupations whose evidence the tests keep."""
COMPUTER = "15-1"
"""How the codes of computer occupations begin."""
COMPUTER_SHARE = 0.06
"""A last word ends names of computer occupations if this share of the names that it ends are theirs."""
LAY_WORD = 5
"""A word of a lay name counts as so many of the classification's."""
Row = dict[str, str]


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        head = next(reader)
        for values in reader:
            yield dict(zip(head, values, strict=True))


def table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wages() -> dict[str, Row]:
    """SOC code -> its row; those that pay by the hour only have no yearly median."""
    return {row["soc"]: row for row in table(DATA / "wages.csv")}


def wage_of(code: str, known: dict[str, Row]) -> tuple[int | None, str]:
    """(yearly median [USD], the SOC code it is published for); the broad occupation stands in for a detailed one."""
    for soc in (code[:7], code[:6] + "0"):
        row = known.get(soc)
        if row and row["wage_basis"] != "hourly only" and row["median_usd"]:
            return int(float(row["median_usd"])), soc
    return None, ""


def weight_of(code: str, known: dict[str, Row]) -> float:
    """How many work there, on a logarithmic scale; a special case of an occupation stands behind it."""
    row = known.get(code[:7]) or known.get(code[:6] + "0")
    people = float(row["employment"]) if row and row["employment"] else 3000.0
    weight = math.log10(max(people, 1000.0))
    if not code.endswith(".00"):
        weight -= 0.7
    # what is left over from a group is seldom what is meant
    return weight - (0.8 if code[5] == "9" and code[6] == "9" else 0.0)


def educations(folder: Path, zones: dict[str, int]) -> dict[str, str]:
    """The level of education that half of those surveyed, or more, say is enough."""
    shares: dict[str, dict[int, float]] = defaultdict(dict)
    for row in rows(folder / "Education, Training, and Experience.txt"):
        if row["Scale ID"] == "RL":
            shares[row["O*NET-SOC Code"]][int(row["Category"])] = float(row["Data Value"])
    result = {code: EDUCATION_OF_ZONE[zone] for code, zone in zones.items()}
    for code, by_category in shares.items():
        total = 0.0
        for category in sorted(by_category):
            total += by_category[category]
            if total >= 50.0:
                result[code] = EDUCATION[category]
                break
    return result


class Names:
    """Name in its compared form -> what it means, the first meaning first."""

    def __init__(self, short: dict[str, str], weight: dict[str, float]) -> None:
        self.short = short
        self.weight = weight
        self.flag: dict[str, str] = {}
        self.first: dict[str, list[str]] = {}
        self.others: dict[str, list[str]] = {}
        self.display: dict[str, str] = {}
        self.words_of: dict[str, Counter[str]] = defaultdict(Counter)
        """Occupation -> in how many of its names each word stands."""
        self.words_of_all: Counter[str] = Counter()

    def add_first(self, text: str, codes: list[str], flag: str) -> None:
        """A name of our own vocabulary: its codes in their order; an ambiguous one wins over a plain one."""
        name = name_of(text, self.short)
        if name and (name not in self.flag or flag == "a"):
            self.flag[name] = flag
            self.first[name] = codes
            self.display[name] = text

    def add(self, text: str, code: str, flag: str) -> None:
        """A title of the classification: `t` its own, `n` another name."""
        name = name_of(text, self.short)
        if not name or len(name.split()) > MOST_WORDS:
            return
        for word in set(name.split()):
            self.words_of[code][word] += 1
            self.words_of_all[word] += 1
        known = self.others.setdefault(name, [])
        if flag == "t":
            known.insert(0, code)
        elif code not in known:
            known.append(code)
        if name not in self.flag or (flag == "t" and self.flag[name] == "n"):
            self.flag[name] = flag
            self.display[name] = text

    def forget_odd_computer_jobs(self) -> None:
        """Drop names of computer occupations that end as those of other work do: "telehealth nurse" is a nurse."""
        ends: Counter[str] = Counter()
        computer_ends: Counter[str] = Counter()
        for name, codes in self.others.items():
            last = name.split()[-1]
            ends[last] += 1
            computer_ends[last] += any(code.startswith(COMPUTER) for code in codes)
        for name, codes in list(self.others.items()):
            last = name.split()[-1]
            if self.flag[name] == "t" or computer_ends[last] >= COMPUTER_SHARE * ends[last]:
                continue
            self.others[name] = [code for code in codes if not code.startswith(COMPUTER)]
            if not self.others[name] and name not in self.first:
                del self.others[name], self.flag[name]

    def codes(self, name: str) -> list[str]:
        """Of other names, the occupation with most people first, unless it is the occupation's own title."""
        others = self.others.get(name, [])
        own = others[:1] if self.flag[name] == "t" else []
        rest = sorted((code for code in others if code not in own), key=lambda code: (-self._fit(name, code), code))
        first = self.first.get(name, [])
        most = min(MOST_CODES, len(first) + MOST_BESIDE) if first else MOST_CODES
        return list(dict.fromkeys([*first, *own, *rest]))[:most]

    def _fit(self, name: str, code: str) -> float:
        """How many work there, and how usual the words of the name are among the other names of the occupation."""
        total = 0.0
        usual = 0.0
        for word in name.split():
            rarity = 1.0 / math.log2(2 + self.words_of_all[word])
            total += rarity
            usual += rarity * math.log10(1 + self.words_of[code][word])
        return 0.5 * self.weight.get(code, 3.0) + 2.0 * usual / total

    def lines(self) -> Iterator[str]:
        for name in sorted(self.flag):
            shown = self.display[name]
            plain = shown.lower() == name and not re.search(r"[A-Z]{2}", shown)
            codes = ",".join(self.codes(name))
            yield f"{name}\t{self.flag[name]}\t{codes}" + ("" if plain else f"\t{shown}")


def forms(title: str) -> Iterator[str]:
    """A title, the same without what stands in brackets, and the short form in brackets."""
    yield title
    if match := re.fullmatch(r"(.+?)\s*\(([^)]*)\)\s*(.*)", title):
        yield f"{match[1]} {match[3]}".strip()
        if re.fullmatch(r"[A-Z][A-Z0-9]{1,5}", match[2]):
            yield match[2]


def add_titles(names: Names, folder: Path) -> dict[str, str]:
    titles: dict[str, str] = {}
    for row in rows(folder / "Occupation Data.txt"):
        titles[row["O*NET-SOC Code"]] = row["Title"]
        names.add(row["Title"], row["O*NET-SOC Code"], "t")
        plain = re.sub(r",? (Except|Including|All Other).*", "", row["Title"])
        if plain != row["Title"] and "All Other" not in row["Title"]:
            names.add(plain, row["O*NET-SOC Code"], "n")
    for row in rows(folder / "Alternate Titles.txt"):
        for form in forms(row["Alternate Title"]):
            names.add(form, row["O*NET-SOC Code"], "n")
        if row["Short Title"] != "n/a":
            names.add(row["Short Title"], row["O*NET-SOC Code"], "n")
    return titles


def add_vocabulary(names: Names, words: dict[str, Any]) -> None:
    for code, phrases in words["jobs"].items():
        for phrase in phrases:
            add_phrase(names, words, str(phrase), [code], "l")
    for phrase, codes in words["ambiguous"].items():
        names.add_first(str(phrase), list(codes), "a")
    for key, entry in words["none"].items():
        for phrase in entry["words"]:
            add_phrase(names, words, str(phrase), [f"none-{key}"], "z")


def add_phrase(names: Names, words: dict[str, Any], phrase: str, codes: list[str], flag: str) -> None:
    """A phrase as it is, and with its verbs in the form in which sentences are compared."""
    names.add_first(phrase, codes, flag)
    verbs = words["verbs"]
    plain = [verbs.get(word, word) for word in canonical(tokens(phrase), names.short)]
    names.add_first(" ".join(plain), codes, flag)
    names.add_first(" ".join(word for word in plain if word not in PRONOUNS), codes, flag)


def military(titles: dict[str, str]) -> dict[str, list[Any]]:
    """Code -> branch, title, occupations."""
    result: dict[str, list[Any]] = {}
    for row in table(DATA / "military_codes.csv"):
        codes = [code.strip() for code in row["occupations"].split(";")]
        codes = [code for code in codes if code in titles]
        if codes:
            result[row["code"].lower()] = [row["code"], row["branch"], row["title"], codes, row["starting_role"]]
    return result


def vocabulary_counts(names: Names) -> str:
    """How many names have each word, for the weight of a word and for spelling."""
    counts: Counter[str] = Counter()
    for name, flag in names.flag.items():
        # a word that people use is meant more often than one of the classification alone
        for word in set(name.split()):
            counts[word] += LAY_WORD if flag in "laz" else 1
    return " ".join(f"{word}:{count}" for word, count in sorted(counts.items()) if not word.isdigit())


def build(folder: Path) -> str:
    words = yaml.safe_load((DATA / "job_words.yaml").read_text(encoding="utf-8"))
    short: dict[str, str] = words["short"]
    pay = wages()
    zones = {row["O*NET-SOC Code"]: int(row["Job Zone"]) for row in rows(folder / "Job Zones.txt")}
    education = educations(folder, zones)
    codes = [row["O*NET-SOC Code"] for row in rows(folder / "Occupation Data.txt")]
    weight = {code: weight_of(code, pay) for code in codes}
    names = Names(short, weight)
    add_vocabulary(names, words)
    titles = add_titles(names, folder)
    names.forget_odd_computer_jobs()
    gives = credits_of(folder)
    head = {
        "schema": "careerpath/occupations/1",
        "source": "onet-29-3",
        "attribution": ATTRIBUTION,
        "wages": {"source": "bls-oews-2025", "as_of": "2025-05"},
        "names": "estimate: editors-titles, and the titles of the source",
    }
    language = {
        "short": short,
        "aside": sorted({str(word) for word in words["aside"]}),
        "stop": sorted({str(word) for word in words["stop"]}),
        "places": sorted(words["places"]),
        "spanish": {" ".join(tokens(key)): value for key, value in words["spanish"].items()},
        "verbs": words["verbs"],
        "spanish_after": words["spanish_after"],
        "none": {f"none-{key}": entry["title"] for key, entry in words["none"].items()},
        "roles": words["roles"],
        "military": military(titles),
    }
    facts = []
    for code in sorted(titles):
        usd, soc = wage_of(code, pay)
        fact = {
            "title": titles[code], "zone": zones.get(code), "education": education.get(code), "usd": usd, "soc": soc,
            "people": round(weight[code], 2), "gives": gives.get(code, {}),
        }  # fmt: skip
        facts.append(f"{code}\t{json.dumps(fact, separators=(',', ':'), ensure_ascii=False)}")
    parts = [
        json.dumps(head, ensure_ascii=False) + "\n" + json.dumps(language, separators=(",", ":"), ensure_ascii=False),
        vocabulary_counts(names),
        "\n".join(facts),
        "\n".join(names.lines()),
    ]
    return "\n\n".join(parts) + "\n"


def credits_of(folder: Path) -> dict[str, dict[str, int]]:
    """Occupation -> our skills with their levels, by the table in data/occupations/credits.yaml."""
    return {code: credited(one, credit_table()) for code, one in sorted(evidence_of(folder).items())}


@cache
def credit_table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((DATA / "credits.yaml").read_text(encoding="utf-8"))
    return table


def sample_of(folder: Path) -> str:
    """The ratings and the software of a few occupations that the table of credits looks at, for the tests."""
    lines = [line for lines in credit_table()["credits"].values() for line in lines]
    elements = {line["element"] for line in lines if "element" in line}
    products = [name.casefold() for line in lines for name in line.get("software", ())]
    result = {}
    for code, one in sorted(evidence_of(folder).items()):
        if code not in SAMPLE:
            continue
        software = sorted(name for name in one.software if any(part in name.casefold() for part in products))
        result[code] = {
            "importance": {name: round(value, 6) for name, value in sorted(one.importance.items()) if name in elements},
            "level": {name: round(value, 6) for name, value in sorted(one.level.items()) if name in elements},
            "software": software,
            "in_demand": [name for name in software if name in one.in_demand],
        }
    head = {"source": "onet-29-3", "attribution": ATTRIBUTION}
    return json.dumps({**head, "occupations": result}, indent=1, ensure_ascii=False) + "\n"


def evidence_of(folder: Path) -> dict[str, Evidence]:
    """What the source says about each occupation."""
    evidence: dict[str, Evidence] = defaultdict(Evidence)
    for file in ("Skills.txt", "Knowledge.txt"):
        for row in rows(folder / file):
            if row["Recommend Suppress"] == "Y" or row["Not Relevant"] == "Y":
                continue
            one = evidence[row["O*NET-SOC Code"]]
            scale = one.importance if row["Scale ID"] == "IM" else one.level
            scale[row["Element Name"]] = float(row["Data Value"])
    for row in rows(folder / "Technology Skills.txt"):
        one = evidence[row["O*NET-SOC Code"]]
        one.software.add(row["Example"])
        if row["In Demand"] == "Y":
            one.in_demand.add(row["Example"])
    for row in rows(folder / "Occupation Data.txt"):
        evidence[row["O*NET-SOC Code"]].code = row["O*NET-SOC Code"]
    lend_ratings(evidence)
    return evidence


def lend_ratings(evidence: dict[str, Evidence]) -> None:
    """An occupation without ratings gets the mean of the nearest rated ones: same first six digits, else fewer."""
    rated = {code: one for code, one in evidence.items() if one.importance}
    for code, one in evidence.items():
        if one.importance:
            continue
        for digits in (6, 5, 4, 2):
            near = [other for key, other in rated.items() if key[:digits] == code[:digits]]
            if near:
                one.importance = mean_of([other.importance for other in near])
                one.level = mean_of([other.level for other in near])
                break


def mean_of(ratings: list[dict[str, float]]) -> dict[str, float]:
    """The mean of each element; one that is not relevant to an occupation counts as 0 there."""
    names = sorted({name for one in ratings for name in one})
    return {name: math.fsum(one.get(name, 0.0) for one in ratings) / len(ratings) for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("onet", type=Path, help="folder with the O*NET text tables")
    parser.add_argument("--to", type=Path, default=ROOT / "data" / "occupations.txt")
    parser.add_argument("--sample", type=Path, help="write the evidence of a few occupations there, for the tests")
    given = parser.parse_args()
    if given.sample:
        given.sample.write_text(sample_of(given.onet), encoding="utf-8", newline="\n")
        return
    given.to.write_text(build(given.onet), encoding="utf-8", newline="\n")
    print(f"{given.to}: {given.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
