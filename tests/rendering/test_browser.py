"""HTML documents in a browser: no fault found by axe, nothing cut off on a narrow screen, two pages in print."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from careerpath.record import replace
from careerpath.rendering.attachment_page import Office, attachment_page
from careerpath.rendering.paper import PaperOptions, render, render_roadmap
from tests.conftest import ROOT, TODAY
from tests.rendering.documents import EACH, Reader, bare, pdf_facts, pdf_text, roadmap_of

AXE = ROOT / "tests/browser/node_modules/axe-core/axe.min.js"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
OPTIONS = PaperOptions(organization="Riverside Workforce Center", made=TODAY)
needs_browser = pytest.mark.skipif(
    not (BROWSER and AXE.exists()) and not os.environ.get("CAREERPATH_ALL_TESTS"),
    reason="needs chromium and axe-core (`make test` fetches it with npm)",
)


def file_of(kb, folder: Path, example: str, *, session: bool = False, options: PaperOptions = OPTIONS) -> Path:
    file = folder / "page.html"
    roadmap = roadmap_of(example, "network-administrator", kb, name="Maria Muñoz")
    file.write_bytes(render_roadmap(roadmap, kb, "html", options, session=session).data)
    return file


def browse(file: Path, *options: str) -> str:
    command = [
        str(BROWSER),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        *options,
        file.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def told(file: Path, script: str, *options: str) -> object:
    """What a script says of a copy of the page: JSON that it leaves as the text of an element."""
    page = file.read_text(encoding="utf-8").replace("</body>", f"<script>{script}</script></body>")
    copy = file.with_name("copy.html")
    copy.write_text(page, encoding="utf-8")
    shown = browse(copy, "--virtual-time-budget=20000", "--dump-dom", *options)
    found = re.search(r'<pre id="told">(.*?)</pre>', shown, re.S)
    assert found, shown[-2000:]
    return json.loads(Reader(found[1]).text)


TELL = """
function tell(what) {
  const e = document.createElement('pre'); e.id = 'told'; e.textContent = JSON.stringify(what); document.body.append(e);
}
"""
RUN_AXE = """
axe.run({resultTypes: ['violations', 'incomplete']}).then(found => tell({
  violations: found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')),
  passes: found.passes.map(v => v.id)}));
"""
DARK = "--blink-settings=preferredColorScheme=0"


@needs_browser
@pytest.mark.parametrize("options", [(), (DARK,)], ids=["light", "dark"])
@pytest.mark.parametrize("session", [False, True], ids=["roadmap", "session"])
def test_axe_finds_no_fault(kb, tmp_path, session, options):
    script = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script") + TELL + RUN_AXE
    found = told(file_of(kb, tmp_path, "student", session=session), script, *options, "--window-size=1000,1400")
    assert found["violations"] == []
    assert {"color-contrast", "heading-order", "html-has-lang", "landmark-one-main", "region"} <= set(found["passes"])


@needs_browser
def test_the_dark_scheme_is_dark_and_the_light_one_light(kb, tmp_path):
    script = TELL + "tell(getComputedStyle(document.body).backgroundColor)"
    file = file_of(kb, tmp_path, "nurse")
    light, dark = (told(file, script, *options) for options in ((), (DARK,)))
    assert light == "rgb(255, 255, 255)" and dark == "rgb(22, 24, 27)"


@needs_browser
@pytest.mark.parametrize("width", [360, 680, 800])
@pytest.mark.parametrize("is_attachment", [False, True], ids=["roadmap", "attachment"])
def test_nothing_reaches_beyond_the_screen(kb, tmp_path, width, is_attachment):
    file = file_of(kb, tmp_path, "nurse")
    if is_attachment:
        page = attachment_page(roadmap_of("nurse", "clinical-informatics-specialist", kb), kb, Office())
        file.write_bytes(render(page, "html", OPTIONS).data)
    frame = file.with_name("frame.html")
    page = file.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    script = (
        TELL + "onload = () => { const d = f.contentDocument.documentElement; tell([d.clientWidth, d.scrollWidth]); }"
    )
    frame.write_text(
        f'<body><iframe id="f" width="{width}" height="900" srcdoc="{page}"></iframe></body>', encoding="utf-8"
    )
    client, scroll = told(frame, script)
    assert client <= width + 4 and scroll <= client


@needs_browser
@pytest.mark.parametrize("example", EACH)
def test_in_print_it_has_two_pages_and_says_what_the_screen_says(kb, tmp_path, example):
    file, printed = file_of(kb, tmp_path, example), tmp_path / "printed.pdf"
    browse(file, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    facts = pdf_facts(printed)
    assert (facts["Pages"], facts["Page size"]) == ("2", "612 x 792 pts (letter)")
    assert "2 of 2" in pdf_text(printed)
    wanted = set(re.findall(r"\w+", Reader(file.read_text(encoding="utf-8")).text))
    assert not {word for word in wanted if bare(word) not in bare(pdf_text(printed))}


@needs_browser
def test_in_print_the_paper_is_the_one_asked_for(kb, tmp_path):
    file, printed = file_of(kb, tmp_path, "nurse", options=replace(OPTIONS, paper="a4")), tmp_path / "printed.pdf"
    browse(file, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert "A4" in pdf_facts(printed)["Page size"]


def test_the_page_stands_alone_and_is_in_order(kb, tmp_path):
    html = file_of(kb, tmp_path, "student").read_text(encoding="utf-8")
    page = Reader(html)
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in html and "@import" not in html
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    scopes = [(tag, value) for tag, name, value in page.attributes if name == "scope"]
    assert {value for _, value in scopes} == {"col", "row"} and len(scopes) == page.tags.count("th")
    assert [page.tags.count(tag) for tag in ("header", "main", "footer")] == [1, 1, 1]
