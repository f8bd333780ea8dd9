"""Routes: chains of progressions to a goal that no other chain beats in every respect (docs/method.md, 6)."""

from __future__ import annotations

from collections.abc import Iterable

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Progression
from careerpath.record import Record
from careerpath.rules.pay import national_usd

MOST_MOVES = 5
EVIDENCE = {"high": 3, "medium": 2, "low": 1}


class Route(Record):
    """Roles from first to last and the edges between them."""

    edges: tuple[Progression, ...]
    months_low: float
    months_high: float
    fee_usd: float
    """Published fees of the certifications its roles expect and the person does not hold."""
    fees_unknown: int
    pay_dip_usd: float
    """Largest known fall of the national median below that of the first role; 0 if it never falls."""
    is_pay_known: bool
    """False if the first role or one on the way has no wage of its own, so that the fall may be larger."""
    evidence: str
    """The weakest confidence of its edges."""

    @property
    def roles(self) -> tuple[str, ...]:
        return (self.edges[0].origin, *(edge.target for edge in self.edges))

    @property
    def criteria(self) -> tuple[float, ...]:
        """Smaller is better: months (middle), fees, pay dip, weakness of evidence, moves, months to the first move."""
        middle = (self.months_low + self.months_high) / 2
        moves = len(self.edges)
        return (middle, self.fee_usd, self.pay_dip_usd, -EVIDENCE[self.evidence], moves, self.first_move_months)

    @property
    def first_move_months(self) -> float:
        """Months (middle) until the present job is left."""
        return (self.edges[0].months.low + self.edges[0].months.high) / 2


def routes(
    starts: Iterable[str],
    goal: str,
    held: frozenset[str],
    kb: KnowledgeBase,
    licences: frozenset[str] = frozenset(),
) -> tuple[Route, ...]:
    """Every route of up to five moves that no other dominates, the shortest first.

    Exact: all chains are tried, cut off where the goal is out of reach with the moves that are left. (Dropping beaten
    beginnings would be faster and wrong, since two roles may expect the same certification.) Held certifications cost
    nothing, nor do those that an employer must sponsor. No route leads through a role whose firm licence is missing.
    """
    moves_left = _moves_to(goal, kb)
    found: list[Route] = []
    open_chains: list[tuple[Progression, ...]] = [
        (edge,) for start in dict.fromkeys(starts) if start != goal for edge in kb.edges_from(start)
    ]
    while open_chains:
        chain = open_chains.pop()
        end = chain[-1].target
        if end == goal:
            found.append(_route(chain, held, kb))
        elif len(chain) + moves_left.get(end, MOST_MOVES + 1) <= MOST_MOVES:
            visited = {chain[0].origin, *(edge.target for edge in chain)}
            if missing_licence(end, licences, kb) is None:
                open_chains += [(*chain, edge) for edge in kb.edges_from(end) if edge.target not in visited]
    best = [route for route in found if not any(dominates(other, route) for other in found)]
    return tuple(sorted(best, key=lambda r: (r.criteria, r.roles)))


def missing_licence(role: str, licences: frozenset[str], kb: KnowledgeBase) -> str | None:
    """The role id of a licence without which hospitals do not hire for the role, if it is not held."""
    gates = kb.roles[role].gates
    return next(
        (g.licence for g in gates if g.kind == "licence" and g.strength == "required" and g.licence not in licences),
        None,
    )


def _moves_to(goal: str, kb: KnowledgeBase) -> dict[str, int]:
    """Least number of moves from each role to the goal."""
    moves = {goal: 0}
    for count in range(1, MOST_MOVES + 1):
        for edge in kb.progressions.values():
            if moves.get(edge.target) == count - 1:
                moves.setdefault(edge.origin, count)
    return moves


def dominates(a: Route, b: Route) -> bool:
    """True if `a` is nowhere worse than `b` and somewhere better."""
    return a.criteria != b.criteria and all(x <= y for x, y in zip(a.criteria, b.criteria, strict=True))


def _route(chain: tuple[Progression, ...], held: frozenset[str], kb: KnowledgeBase) -> Route:
    expected = {
        value.id for e in chain for value in kb.roles[e.target].certifications if value.value == "expected"
    } - held
    pays = [national_usd(kb.roles[role]) for role in (chain[0].origin, *(e.target for e in chain))]
    fees = [kb.certs[cert].fee.usd for cert in sorted(expected) if not kb.certs[cert].requires.sponsor]
    return Route(
        edges=chain,
        months_low=sum(e.months.low for e in chain),
        months_high=sum(e.months.high for e in chain),
        fee_usd=sum(fee for fee in fees if fee is not None),
        fees_unknown=sum(fee is None for fee in fees),
        pay_dip_usd=max((pays[0] - pay for pay in pays if pays[0] and pay), default=0.0),
        is_pay_known=None not in pays,
        evidence=min((e.confidence for e in chain), key=lambda c: EVIDENCE[c]),
    )
