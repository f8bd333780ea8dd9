"""Is a plan right by its own data? A judge of the JSON that `careerpath plan --json` answers, stage after stage.

It reads the entries in `data/` and nothing of the program: order, dates, exam days, hours, pace, fees, renewals, totals,
limits, and the certifications a goal expects. It says nothing about what would be best (see brute.py); that gates are
passed at the end is judged by the public rules (test_laws_of_one_truth.py). Steps may be stretched, exams lie on any day.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

EDUCATION = ("none", "high-school", "some-college", "certificate", "associate", "bachelor", "master", "doctorate")
ASSUMED_YEARS = 3
"""Years in a held job when none are stated."""
LARGEST_JUMP = 2
"""An exam certifies at most so many levels more than what was there before."""
SEARCH = timedelta(weeks=12)
"""Weeks of looking for a job between two stages."""
HOLIDAYS = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)}
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Data:
    """The entries of the knowledge base."""

    def __init__(self, folder):
        self.certs = self._entries(folder, "certs")
        self.activities = self._entries(folder, "activities")
        self.roles = self._entries(folder, "roles")
        self.steps = {**self.activities, **self.certs}

    @staticmethod
    def _entries(folder, name):
        text = (Path(folder) / f"{name}.yaml").read_text(encoding="utf-8")
        return {entry["id"]: entry for entry in yaml.load(text, yaml.CSafeLoader)[name]}


@dataclass
class Request:
    """What the plan was asked for."""

    profile: dict
    hours_per_week: float | None = None
    budget: float | None = None
    deadline: str | None = None
    weeks_off: list = field(default_factory=list)
    student: bool = False
    member: bool = False
    wishes: list = field(default_factory=list)
    done: frozenset = frozenset()
    """Activities of earlier stages."""

    def __post_init__(self):
        limits = self.profile.get("limits") or {}
        self.hours_per_week = self.hours_per_week or limits.get("hours_per_week") or 6
        if self.budget is None:
            self.budget = limits.get("budget_usd")
        self.deadline = self.deadline or limits.get("deadline")

    def is_off(self, when):
        """A week off is the whole week, from Monday, of each day that was named."""
        monday = when - timedelta(days=when.weekday())
        return any(monday <= as_day(day) < monday + WEEK for day in self.weeks_off)

    def working_days(self, first, last):
        days = (first + timedelta(days=i) for i in range((last - first).days + 1))
        return sum(not self.is_off(day) for day in days)


def as_day(text):
    """YYYY, YYYY-MM or YYYY-MM-DD; of a month or a year the first day."""
    return date.fromisoformat((str(text) + "-01-01")[:10])


def base_id(item):
    """The entry behind an item of the plan: `exam--renewal-1` renews `exam`."""
    return item.split("--")[0]


def is_renewal(step):
    return step["kind"] == "renewal" or "renewal" in step["id"]


def years_later(when, years):
    month = when.month - 1 + round(12 * years)
    year, month = when.year + month // 12, month % 12 + 1
    last_of_month = date(year + month // 12, month % 12 + 1, 1) - DAY
    return date(year, month, min(when.day, last_of_month.day))


def valid_until(held, data):
    """Last day of a held certification; None if it has none or it is not known."""
    if held.get("expires"):
        return as_day(held["expires"])
    years = (data.certs[held["id"]].get("validity") or {}).get("years")
    if not years or not held.get("earned"):
        return None
    return years_later(as_day(held["earned"]), years)


# ---- one step ----


class Span:
    """A step of the plan with its entry and its days."""

    def __init__(self, step, data):
        self.step, self.id, self.base = step, step["id"], base_id(step["id"])
        self.entry = data.steps.get(self.base, {})
        self.begin, self.end = as_day(step["start"]), as_day(step["end"])
        self.is_cert = self.base in data.certs
        self.is_exam = self.is_cert and not is_renewal(step) and self.entry["kind"] == "exam"

    def teaches(self, skill):
        return (self.entry.get("teaches") or {}).get(skill, 0)


def spans_of(plan, data):
    return [Span(step, data) for step in plan["steps"] if step.get("start")]


def held_certifications(request, data):
    return {held["id"]: valid_until(held, data) for held in request.profile.get("certifications") or []}


def is_held(certification, when, request, data):
    held = held_certifications(request, data)
    if certification not in held:
        return False
    return held[certification] is None or held[certification] >= when


# ---- the rules ----


def faults(plan, request, data):
    """Every fault of the plan, in words: of each stage for the person as they begin it, and of what lies between."""
    found, before, begin, months = [], plan, as_day(plan["start"]), 0.0
    for number, stage in enumerate(plan["stages"], 1):
        steps = plan["steps"] if number == 1 else stage["steps"]
        if number == 1 and steps != stage["steps"]:
            found.append("the steps of the plan are not those of its first stage")
        if number > 1:
            then = in_job(profile_after(request.profile, before, data, months), before["role"])
            done = request.done | {span.base for span in spans_of(before, data) if not span.is_cert}
            limits = {"budget": None, "deadline": None, "weeks_off": []}  # they are those of stage 1 alone
            request = replace(request, profile=then, done=done, **limits)
            begin += timedelta(days=int(months * 365 / 12) - 2) + SEARCH  # months are told to a tenth
        one = {**plan, "steps": steps, "role": stage["role"], "start": str(begin)}
        found += [f"stage {number}: {fault}" for fault in stage_faults(one, request, data, first=number == 1)]
        if stage["working_as"] not in [job["role"] for job in now_held(request.profile)] + [None]:
            found.append(f"stage {number} is worked as {stage['working_as']}")
        before, months = one, stage["months"]["low"]
    return found


def stage_faults(plan, request, data, *, first):
    found = []
    rules = [limits_hold, days_fit, order_fits, doors_are_open, exams_are_prepared, exam_days_fit, pace_fits]
    rules += [hours_fit_the_week, fees_and_hours_are_those_of_the_data, renewals_make_sense]
    if plan["status"] in ("optimal", "met") and first:
        rules += [totals_add_up, goal_is_reached]
    for rule in rules:
        found += rule(plan, spans_of(plan, data), request, data)
    return found


def now_held(profile):
    """The jobs held now: those that are said to be, else the first."""
    roles = profile.get("roles") or []
    said = [job for job in roles if job.get("current")]
    return said or roles[:1]


def in_job(profile, role):
    """The person on the first day in the next job."""
    others = [{**job, "current": False} for job in profile.get("roles") or [] if job["role"] != role]
    again = next((job for job in profile.get("roles") or [] if job["role"] == role), {"role": role, "years": 0})
    hours = (profile.get("limits") or {}).get("hours_per_week")
    return {**profile, "roles": [{**again, "current": True}, *others], "limits": {"hours_per_week": hours}}


def limits_hold(plan, spans, request, data):
    for span in spans:
        if request.deadline and span.end > as_day(request.deadline):
            yield f"{span.id} ends on {span.end}, after the deadline {request.deadline}"
    fees = sum(span.step["fee_high_usd"] or 0 for span in spans)
    if request.budget is not None and fees > request.budget + 0.01:
        yield f"fees of ${fees:g}, more than the budget of ${request.budget:g}"


def days_fit(plan, spans, request, data):
    for span in spans:
        if span.end < span.begin:
            yield f"{span.id} ends before it begins"
        if span.begin < as_day(plan["start"]):
            yield f"{span.id} begins before the plan"
        if span.step["kind"] == "job":
            yield f"{span.id} is a job: a job is a stage"
        if request.is_off(span.begin) or request.is_off(span.end):
            yield f"{span.id} begins or ends in a week off"


def order_fits(plan, spans, request, data):
    """Steps that a step needs are done before it begins."""

    def was_done(one, when):
        if one in request.done or is_held(one, as_day(plan["start"]), request, data):
            return True
        return any(other.base == one and other.end < when for other in spans)

    for span in spans:
        if is_renewal(span.step):
            continue
        requires = span.entry.get("requires") or {}
        for one in (requires.get("certifications") or []) + (requires.get("activities") or []):
            if not was_done(one, span.begin):
                yield f"{span.id} needs {one} first"
        for group in requires.get("any_of") or []:
            if not any(was_done(one, span.begin) for one in group):
                yield f"{span.id} needs one of {', '.join(group)} first"


def doors_are_open(plan, spans, request, data):
    """Education, jobs and months of practice that a step asks for are there when it begins."""
    education = request.profile.get("education") or {"level": "high-school"}
    degrees = [(education["level"], education.get("field"), None)]
    worked = []
    for held in request.profile.get("roles") or []:
        years = ASSUMED_YEARS if held.get("years") is None else held["years"]
        worked.append((held["role"], 12 * years, None))
    now = {held["role"] for held in now_held(request.profile)}
    for span in spans:
        if span.step["kind"] == "degree":
            degrees.append((span.entry["grants"]["education"], span.entry["grants"].get("field"), span.end))

    def is_open(way, requires, when, exam):
        wanted = EDUCATION.index(way.get("education") or "none")
        fields = way.get("education_fields") or []
        months_in = requires.get("experience_in") or [r for r in data.roles if data.roles[r]["kind"] == "hospital-it"]
        months = sum(m for role, m, _ in worked if role in months_in)
        months += sum(((exam - as_day(plan["start"])).days + 1) * 12 / 365 for role in now if role in months_in)
        if months < (way.get("experience_months") or 0) - 0.3:
            return False
        if not wanted:
            return True
        for level, subject, last in degrees:
            early_enough = last is None or last < when
            if early_enough and EDUCATION.index(level) >= wanted and is_in_field(subject, fields):
                return True
        return False

    for span in spans:
        requires = span.entry.get("requires") or {}
        if is_renewal(span.step) or not requires:
            continue
        jobs = {role for role, _, _ in worked}
        if requires.get("roles_held") and not jobs & set(requires["roles_held"]):
            yield f"{span.id} is for people who worked as {' or '.join(requires['roles_held'][:2])} or the like"
        licences = set(request.profile.get("licences") or []) | jobs
        if requires.get("licence") and requires["licence"] not in licences:
            yield f"{span.id} needs a license as {requires['licence']}"
        if not any(is_open(way, requires, span.begin, span.end) for way in (requires, *(requires.get("ways") or []))):
            yield f"{span.id}: the education or the months of practice are not there on {span.begin}"


def is_in_field(subject, fields):
    words = set((subject or "").lower().replace("-", " ").split())
    if not fields:
        return True
    return any(set(one.lower().replace("-", " ").split()) <= words for one in fields)


def exams_are_prepared(plan, spans, request, data):
    """Before an exam that certifies level 3 or more, something brought the skill near it. Whatever teaches more counts too.

    Levels that held jobs credit are not known here, so only people who state no job are judged.
    """
    if request.profile.get("roles"):
        return
    stated = {}
    for skill, claim in (request.profile.get("skills") or {}).items():
        stated[skill] = claim.get("level", 0) if isinstance(claim, dict) else claim
    for held in request.profile.get("certifications") or []:
        for skill, level in (data.certs[held["id"]].get("teaches") or {}).items():
            stated[skill] = max(level, stated.get(skill, 0))
    for span in spans:
        if not span.is_exam:
            continue
        for skill, level in (span.entry.get("teaches") or {}).items():
            floor = level - LARGEST_JUMP
            if level < 3 or stated.get(skill, 0) >= floor:
                continue
            if any(other.teaches(skill) >= floor and other.end < span.begin for other in spans):
                continue
            free = [
                one["id"]
                for one in data.activities.values()
                if is_free_to_take(one) and one["teaches"].get(skill, 0) >= floor
            ]
            if free:
                yield f"{span.id} leads {skill} from {stated.get(skill, 0)} to {level}, and {free[0]} before it would prepare"


def is_free_to_take(activity):
    return not activity.get("requires") and not activity.get("families") and activity["kind"] not in ("job", "degree")


def exam_days_fit(plan, spans, request, data):
    for span in spans:
        if not span.is_exam:
            continue
        if span.end.weekday() == 6 or (span.end.month, span.end.day) in HOLIDAYS:
            yield f"{span.id} on {span.end}, when test centers are closed"
        days = [as_day(exam["on"]) for exam in span.step["exams"]]
        if days and (days[-1] != span.end or len(set(days)) < len(days)):
            yield f"{span.id}: its exams are on {days}, and it ends on {span.end}"
        status = span.entry["status"]
        if status["value"] == "retired":
            yield f"{span.id} can no longer be taken"
        if status["value"] == "retiring" and span.end > as_day(status["on"]):
            yield f"{span.id} on {span.end}: its last day is {status['on']}"
        if status.get("opens") and span.end < as_day(status["opens"]):
            yield f"{span.id} on {span.end}: it opens on {status['opens']}"


def pace_fits(plan, spans, request, data):
    """A step lasts its weeks at least; where somebody else sets the pace, no longer either."""
    for span in spans:
        if span.is_cert or not span.entry.get("weeks"):
            continue
        least = 7 * span.entry["weeks"]
        days = request.working_days(span.begin, span.end)
        if days < least:
            yield f"{span.id} takes {span.entry['weeks']} weeks, the plan gives it {days} days"
        is_fixed = span.entry["kind"] in ("internship", "volunteering") and span.entry.get("pace") != "own"
        if is_fixed and days > least:
            yield f"{span.id} takes {span.entry['weeks']} weeks and is stretched to {days} days"
        if span.entry["kind"] == "degree" and span.begin.month not in (1, 6, 8):
            yield f"{span.id} begins on {span.begin}, when no term begins"


def hours_fit_the_week(plan, spans, request, data):
    """No stretch of days holds more study than the hours a week allow."""
    study = [span for span in spans if span.step["hours"] > 0]
    for first in study:
        for last in study:
            if last.end < first.begin:
                continue
            inside = [span for span in study if span.begin >= first.begin and span.end <= last.end]
            hours = sum(span.step["hours"] for span in inside)
            room = request.working_days(first.begin, last.end) / 7 * request.hours_per_week
            if hours > room + 1e-6:
                yield f"{hours:g} hours from {first.begin} to {last.end}, more than {request.hours_per_week:g} a week"
                return


def fees_and_hours_are_those_of_the_data(plan, spans, request, data):
    """All steps of one entry together: two exams of a certification may be two steps."""
    groups = {}
    for span in spans:
        if span.entry:
            groups.setdefault((span.base, is_renewal(span.step)), []).append(span)
    for (base, renewing), group in groups.items():
        entry, number = group[0].entry, len(group)
        paid = [span.step["fee_usd"] for span in group]
        asked = renewal_fee(entry) if renewing else price(entry, request)
        if renewing and asked is not None:
            asked *= number
        if not renewing and "cost" in entry:
            ends = (group[0].step["fee_low_usd"], group[0].step["fee_high_usd"])
            if ends != (entry["cost"]["low_usd"], entry["cost"]["high_usd"]):
                yield f"{base}: a fee of {ends}, the data says {entry['cost']}"
        total = None if None in paid else sum(paid)
        if total != asked and (total is None or asked is None or abs(total - asked) > 0.01):
            yield f"{base}: a fee of {total}, the data says {asked}"
        hours = sum(span.step["hours"] for span in group)
        wanted = renewal_hours(entry) * number if renewing else study_hours(entry)
        if entry.get("kind") != "job" and abs(hours - wanted) > 0.11:
            yield f"{base}: {hours:g} hours, the data says {wanted:g}"


def price(entry, request):
    """What this person pays: of a range the middle; None if it is not published."""
    if "cost" in entry:
        return (entry["cost"]["low_usd"] + entry["cost"]["high_usd"]) / 2
    if (entry.get("requires") or {}).get("sponsor"):
        return 0
    fee = entry["fee"]
    if request.student and fee.get("student_usd") is not None:
        return fee["student_usd"]
    if request.member and fee.get("member_usd") is not None:
        return fee["member_usd"]
    if fee.get("monthly_usd") is not None:  # the months of its fewest and of its most hours, each begun month in full
        ends = [math.ceil(entry["study_hours"][end] * 12 / (52 * request.hours_per_week)) for end in ("low", "high")]
        return fee["monthly_usd"] * sum(ends) / 2
    return fee.get("usd")


def study_hours(entry):
    span = entry.get("study_hours") or entry.get("hours")
    middle = (span["low"] + span["high"]) / 2 if span else 0
    return max(middle, (entry.get("requires") or {}).get("course_hours") or 0)


def renewal_fee(entry):
    renewal = entry.get("renewal") or {}
    if renewal.get("fee_usd") is None:
        return None
    years = entry["validity"]["years"] or 1
    return renewal["fee_usd"] * (years if renewal.get("per") == "year" else 1)


def renewal_hours(entry):
    renewal = entry.get("renewal") or {}
    hours = renewal.get("hours")
    return (renewal.get("units") if hours is None else hours) or 0


def renewals_make_sense(plan, spans, request, data):
    """Nothing is renewed after it ran out, nor for money where an exam of the same plan renews it, nor sat again then."""
    held = held_certifications(request, data)
    for base, last in held.items():
        if last is None:
            continue
        renewers = data.certs[base].get("renewed_by") or []
        in_time = [span for span in spans if span.base in renewers and not is_renewal(span.step) and span.end <= last]
        for span in spans:
            if span.base != base:
                continue
            if (
                is_renewal(span.step)
                and span.end > last
                and not any(s.base == base and s.end < span.begin for s in spans)
            ):
                yield f"{span.id} ends on {span.end}, {base} ran out on {last}"
            if in_time and in_time[0].base != base:
                yield f"{span.id} (${span.step['fee_usd']}): {in_time[0].id} on {in_time[0].end} renews {base}, valid to {last}"


def totals_add_up(plan, spans, request, data):
    total = plan["total"]
    fees = sum(span.step["fee_usd"] or 0 for span in spans)
    if abs(total["fee_usd"] - fees) > 0.01:
        yield f"fees of {total['fee_usd']} in all, the steps cost {fees}"
    unknown = any(span.step["fee_usd"] is None for span in spans)
    if unknown != total["fee_is_at_least"]:
        yield f"'at least' is {total['fee_is_at_least']}, and a fee that is not published is {unknown}"
    if abs(total["hours"] - sum(span.step["hours"] for span in spans)) > 0.06:
        yield "the hours do not add up"
    if spans and plan["end"] < str(max(span.end for span in spans)):
        yield f"the end is {plan['end']}, before that of the last step"
    if plan["end"]:
        days = request.working_days(as_day(plan["start"]), as_day(plan["end"]))
        if abs(total["weeks"] - days / 7) > 1:
            yield f"{total['weeks']} weeks in all, from {plan['start']} to {plan['end']} are {days / 7:.1f}"


def goal_is_reached(plan, spans, request, data):
    """Certifications that the goals are or expect are valid on the last day; of those left for later a note says so."""
    end = as_day(plan["end"] or plan["start"])
    then = profile_after(request.profile, plan, data, 0)
    valid = {held["id"] for held in then["certifications"] if (valid_until(held, data) or end) >= end}
    asked = [plan["goal"]] if isinstance(plan["goal"], str) else plan["goal"]
    later = {step["id"] for stage in plan["stages"][1:] for step in stage["steps"]}
    goals = [goal for goal in asked if goal in data.certs and goal not in later and not plan["first_part"]]
    goals += [plan["role"]] if plan["role"] else [goal for goal in asked if goal in data.roles]
    notes = " ".join(plan["notes"]).lower()
    for goal in goals:
        if goal in data.certs and goal not in valid:
            yield f"{goal} is not held on the last day"
        for value in data.roles.get(goal, {}).get("certifications") or []:
            group = [value["id"], *(value.get("or_else") or [])]
            said = any(data.certs[one]["title"].lower() in notes for one in group)
            if value["value"] == "expected" and not valid & set(group) and not said:
                yield f"{goal} expects {value['id']}; it is not held on the last day, and no note says why"


def profile_after(profile, plan, data, months):
    """The profile of the person on the last day of a stage: a mapping that can be written as YAML or JSON."""
    new = json.loads(json.dumps(profile, default=str))
    skills = new.setdefault("skills", {})
    certifications = new.setdefault("certifications", [])
    for span in spans_of(plan, data):
        learned = {**(span.entry.get("teaches") or {}), **(span.step.get("teaches") or {})}
        for skill, level in learned.items():
            claim = skills.get(skill, 0)
            have = claim.get("level", 0) if isinstance(claim, dict) else claim
            if level > have:
                skills[skill] = {"level": level, "evidence": "practised"}
        if span.is_cert:
            take(span, certifications, data)
        level = (span.entry.get("grants") or {}).get("education")
        now = (new.get("education") or {}).get("level", "none")
        if level and EDUCATION.index(level) > EDUCATION.index(now):
            new["education"] = {"level": level, "field": span.entry["grants"].get("field")}
    for job in now_held(new):
        job["years"] = (ASSUMED_YEARS if job.get("years") is None else job["years"]) + months / 12
    return new


def take(span, certifications, data):
    """Pass the exam, or renew; what the exam renews gets the later day."""
    years = (span.entry.get("validity") or {}).get("years")
    old = next((held for held in certifications if held["id"] == span.base), None)
    if old is None:
        certifications.append({"id": span.base, "earned": str(span.end)})
    elif is_renewal(span.step) and years:
        old["expires"] = str(years_later(valid_until(old, data) or span.end, years))
    else:
        old.clear()
        old.update({"id": span.base, "earned": str(span.end)})
    for held in certifications:
        last = valid_until(held, data)
        if years and last and last >= span.end and span.base in (data.certs[held["id"]].get("renewed_by") or []):
            held["expires"] = str(max(last, years_later(span.end, years)))
