"""The curated crosswalk: ids that exist, once each, and O*NET codes and elements of the right form."""

import csv
import re

from tests.conftest import ROOT


def test_every_line_names_one_of_our_ids_once(kb):
    with (ROOT / "data" / "crosswalk.csv").open(newline="") as file:
        rows = [(row["table"], row["ours"], row["theirs"]) for row in csv.DictReader(file)]
    assert len({row[:2] for row in rows}) == len(rows) > 90
    assert not [row for row in rows if row[0] not in ("roles", "skills") or row[1] not in getattr(kb, row[0])]
    assert all(theirs.strip() == theirs and theirs for _, _, theirs in rows)


def test_our_roles_and_skills_name_occupations_and_elements(kb):
    codes = [role.occupation.code for role in kb.roles.values() if role.occupation]
    assert len(codes) > 55 and all(re.fullmatch(r"\d\d-\d{4}\.\d\d", code) for code in codes)
    elements = [skill.onet.element for skill in kb.skills.values() if skill.onet]
    assert len(elements) > 80 and all(re.fullmatch(r"[12]\.[A-D]\.[\w.]+|\d{8}", element) for element in elements)
