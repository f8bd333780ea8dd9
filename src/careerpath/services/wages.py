"""The wages that a printed roadmap named, and which of them the knowledge says otherwise today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.diff import Change
from careerpath.rules.order import Ranked
from careerpath.rules.pay import local_pay
from careerpath.services.roadmap import Roadmap

NATIONAL = "the United States"


def wages_of(roadmap: Roadmap) -> dict[str, Any]:
    """Role -> the area and the median [USD a year] of every role that is named with its pay."""
    named = [suggestion.ranked for suggestion in roadmap.answer.suggestions]
    if roadmap.target is not None:
        named.append(roadmap.target)
    wages = {}
    for ranked in named:
        wage = _wage(ranked)
        if wage:
            wages[ranked.role.id] = wage
    return wages


def _wage(ranked: Ranked) -> dict[str, Any] | None:
    """The wage of the person's state where it is known, else the national one; None without any."""
    local = ranked.local_pay
    state = local.state if local else None
    if local and local.median_usd is not None:
        return {"state": state, "area": local.area, "usd": local.median_usd}
    if ranked.role.pay is None:
        return None
    return {"state": state, "area": NATIONAL, "usd": ranked.role.pay.median_usd}


def wages_changed(printed: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[Change]:
    """One sentence for each wage of the printed roadmap that is another one now."""
    for role_id, before in printed.items():
        role = kb.roles.get(role_id)
        if role is None:
            continue
        local = local_pay(role, before.get("state"))
        if local and local.median_usd is not None:
            area, usd = local.area, local.median_usd
        elif role.pay:
            area, usd = NATIONAL, role.pay.median_usd
        else:
            area, usd = NATIONAL, None
        if (area, usd) != (before["area"], before["usd"]):
            now = "no figure any more" if usd is None else f"${usd:,.0f} in {area}"
            yield Change("wage", f"{role.title}: the wage was ${before['usd']:,.0f} in {before['area']}; now {now}")
