"""Only packets in which something printed has changed are made again; what changed is told by `diff`."""

from datetime import date, timedelta

import pytest

from careerpath.knowledge import cache, where
from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from careerpath.people.profile import read_profile
from careerpath.rendering import packet
from careerpath.rendering.paper import PaperOptions
from careerpath.services.clients import diff
from careerpath.services.packets import Desk
from tests.conftest import ROOT

TODAY = date(2026, 11, 22)
EXAMPLES = ("help-desk", "nurse", "unit-secretary")
FEE = "certs: [{id: comptia-cysa-plus, fee: {usd: 449, source: comptia, as_of: 2026-11, confidence: medium}}]"
"""Only the plan of the first example has this certification."""
WAGE = (
    "roles: [{{id: telehealth-coordinator, local_pay: [{{state: GA, area: Georgia, soc: 29-9021, covers: proxy, "
    "median_usd: {}, source: bls-oews-2025, as_of: 2025-05, confidence: high}}]}}]"
)


@pytest.fixture
def desk(tmp_path, kb):
    """Prints with an overlay, on a day."""
    with open_database(tmp_path / "home", None, create=True) as database:
        caseload = Caseload(database, TODAY)
        for example in EXAMPLES:
            caseload.add(example, read_profile(ROOT / f"examples/{example}.yaml", kb, today=TODAY, cache_dir=None))

        def call(overlay="", *, day=TODAY):
            folders = [where.bundled()]
            if overlay:
                folder = tmp_path / f"overlay-{abs(hash(overlay))}"
                folder.mkdir(exist_ok=True)
                (folder / f"{overlay.partition(':')[0]}.yaml").write_text(overlay)
                folders.append(folder)
            call.knowledge = cache.knowledge(folders, tmp_path / "cache")
            at = Caseload(database, day)
            run = Desk(at, call.knowledge, tmp_path / "out", PaperOptions(), force=False, by_name=False)
            start = (packet.start, (folders, tmp_path / "cache", PaperOptions()))
            return run.print(at.all(), packet.make, start, lambda done, total: None)

        call.caseload = caseload
        yield call


def test_a_fee_that_one_plan_holds_makes_that_packet_anew_and_no_other(desk, tmp_path):
    assert len(desk().written) == 2 * len(EXAMPLES)
    times = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    changed = desk(FEE, day=TODAY + timedelta(days=3))
    assert (changed.unchanged, {path[-17:-12].strip("/") for path in changed.written}) == (2, {"C0001"})
    assert {p.name for p in (tmp_path / "out").iterdir() if p.stat().st_mtime_ns != times[p.name]} == {
        "C0001-roadmap.pdf", "C0001-session.pdf",
    }  # fmt: skip
    assert desk(FEE, day=TODAY + timedelta(days=4)).unchanged == 3


def test_a_state_wage_that_is_another_one_now_is_told_and_printed_anew(desk):
    desk(WAGE.format(50_000))
    changed = desk(WAGE.format(51_000))
    assert {path[-17:-12].strip("/") for path in changed.written} == {"C0003"}
    desk.caseload.database.run("DELETE FROM roadmaps WHERE id = (SELECT max(id) FROM roadmaps WHERE client = 3)")
    secretary = desk.caseload.file(desk.caseload.find("unit-secretary"))
    (told,) = diff(secretary, desk.knowledge, TODAY).facts
    said = "Telehealth Coordinator: the wage was $50,000 in Georgia; now $51,000 in Georgia"
    assert (told.kind, told.text) == ("wage", said)
