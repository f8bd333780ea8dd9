"""The answer of `jobs`: what the words for a job mean."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.text_file import printable
from careerpath.people.jobs import Job, Meaning
from careerpath.record import as_dict
from careerpath.rendering.as_json import header
from careerpath.rendering.page import Page, Text, table

KINDS = {
    "role": "a role of this program",
    "occupation": "an occupation",
    "military": "a military code",
    "none": "no paid work",
}
SOURCE = (
    "Occupations and their titles: O*NET 29.3, U.S. Department of Labor, CC BY 4.0, changed by us; what people call "
    "jobs and what military codes are near to: judgement of the editors."
)


def jobs_page(answer: Meaning) -> Page:
    """The meanings, best first."""
    words = printable(answer.words)
    page = Page(f"Jobs: {words}", _summary(answer))
    if not answer.found:
        page.add(Text("Try the job's usual title, or a few words on what you do: `careerpath jobs drive a truck`."))
        return page
    rows = []
    for job in answer.found:
        rows.append((job.title, job.id, job.soc or "-", printable(job.matched), job.why))
    page.add(table(("Job", "Id", "O*NET code", "Title that matched", "Why"), rows))
    page.add(Text(_how_to_use(answer.found[0], answer.is_sure, words)))
    page.add(Text(SOURCE, tone="muted"))
    return page


def _summary(answer: Meaning) -> str:
    if not answer.found:
        return "nothing here is called so or nearly so"
    first = answer.found[0]
    if answer.is_sure:
        return f"means {first.title} ({KINDS[first.kind]})"
    return f"may mean {len(answer.found)} things, the likeliest first"


def _how_to_use(first: Job, is_sure: bool, words: str) -> str:
    """The line for a profile: the words where they are sure, else the id that is chosen."""
    if first.id == "none-skill":
        return "A skill is stated under `skills:` of a profile; `careerpath skills` lists them."
    if first.id == "none-certification":
        return "A certification is stated under `certifications:` of a profile; `careerpath certs` lists them."
    if is_sure:
        return f'In a profile: `roles: [{{job: "{words}", years: 3}}]`.'
    if first.soc and first.kind != "role":
        return f"Choose one; in a profile: `roles: [{{occupation: {first.soc}, years: 3}}]`."
    return f"Choose one; in a profile: `roles: [{{role: {first.id}, years: 3}}]`."


def jobs_data(answer: Meaning) -> dict[str, Any]:
    """`jobs --json`."""
    return {
        **header("jobs"),
        "words": answer.words,
        "is_sure": answer.is_sure,
        "found": [as_dict(job) for job in answer.found],
    }
