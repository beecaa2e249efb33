"""The buying committee: who sits at the table, how they decide, and what convinces them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from gtmsim.mechanisms.committee import rules
from gtmsim.mechanisms.committee.rules import DECISION_MAKER, MAJORITY, UNANIMITY, CommitteeInputs, RoleInputs
from gtmsim.mechanisms.content.inputs import material
from gtmsim.scenario.language.composites import SALES_CYCLE, WIN_RATE, StandsFor
from gtmsim.scenario.language.entry import Entry
from gtmsim.scenario.language.laws import NOW
from gtmsim.scenario.language.numbers import LIST, NOTHING
from gtmsim.scenario.language.param import LawSaid, Schedule, Section, choice, law, lever, param, words
from gtmsim.scenario.language.problems import Path, Problem
from gtmsim.scenario.resolved.laws import law_inputs
from gtmsim.scenario.resolved.resolving import Resolving

if TYPE_CHECKING:
    from gtmsim.scenario.resolved.inputs import Inputs
    from gtmsim.scenario.sections.schema import Scenario

CEB = "CEB: 5.4 to 10.2 members, 2014-2018; purchase 81, 60, 31 % with 1, 3, 6 members"


class Role(Section):
    """A seat on the buying committee."""

    participation: Annotated[
        float, param("share", "share of deals in which it is taken", ge=0, le=1, usual=(0.01, 1))
    ] = 1.0
    seats: Annotated[int, param("count", "how many of them", ge=1, le=20, usual=(1, 10))] = 1
    weight: Annotated[float, param("1", "weight of the vote", ge=0, le=100, usual=(0, 10))] = 1.0
    veto: Annotated[
        float, param("share", "chance that a no blocks the deal", ge=0, le=1, source=CEB, usual=(0.005, 1))
    ] = 0.92
    base: Annotated[
        float,
        param(
            "1",
            "logit of a yes at list price, typical fit and evidence, full attention",
            ge=-20,
            le=20,
            source=CEB,
            usual=(-4, 6),
            stands_for=StandsFor(WIN_RATE, logit=True),
        ),
    ] = 1.5
    price: Annotated[
        float, param("1", "logit lost for each unit of ln(price / list price)", ge=0, le=50, usual=(0, 10))
    ] = 1.5
    fit: Annotated[float, param("1", "logit for one standard deviation of fit", ge=0, le=10, usual=(0, 3))] = 0.3
    evidence: Annotated[
        float, param("1", "logit for each unit of evidence above the typical 1", ge=0, le=10, usual=(0, 3))
    ] = 0.5
    responsiveness: Annotated[
        float, param("1", "logit lost when nobody attends to the buyer", ge=0, le=20, usual=(0, 5))
    ] = 0.5
    decides: Annotated[bool, words("is it the decision maker?")] = False


class Committee(Section):
    """A template: who sits at the table, how often they meet, and how they decide."""

    decision_rule: Annotated[str, choice("how votes become a decision", "unanimity", "majority", "decision_maker")] = (
        "majority"
    )
    threshold: Annotated[
        float, param("share", "weight of yes votes that a majority needs", gt=0, le=1, usual=(0.2, 1))
    ] = 0.6
    deal_sigma: Annotated[
        float,
        param(
            "1",
            "standard deviation of the deal's own effect, which all its members share, on the logit",
            ge=0,
            le=10,
            usual=(0, 3),
        ),
    ] = 0.3
    min_meetings: Annotated[int, param("count", "meetings at least, until the vote", ge=0, le=50, usual=(0, 12))] = 1
    meetings_per_member: Annotated[
        float, param("1", "mean number of further meetings per member", ge=0, le=5, usual=(0, 2))
    ] = 0.0
    time_between_meetings: Annotated[
        LawSaid,
        law("day", "time from one meeting to the next", usual=(0.1, 90), stands_for=StandsFor(SALES_CYCLE)),
    ] = NOW
    review: Annotated[
        LawSaid,
        law(
            "day",
            "time each member takes after the last meeting, side by side",
            usual=(0.1, 90),
            stands_for=StandsFor(SALES_CYCLE),
        ),
    ] = NOW
    roles: dict[str, Role]


class Evidence(Section):
    """The programme of evidence (cases, trials, security papers) that convinces committees."""

    level: Annotated[
        Schedule,
        lever(
            "1",
            "evidence as a multiple of what is typical",
            ge=0,
            le=10,
            usual=(0.1, 4),
            steps=("x1.2", "x0.8"),
            along=("cost",),
        ),
    ] = LIST
    cost: Annotated[Schedule, lever("money/month", "cost of the programme", ge=0, usual=(50, 300_000))] = NOTHING


MARKET = {
    "committees": Entry(dict[str, Committee], before="qualification"),
}

PLAN = {
    "evidence": Entry(Evidence, Evidence(), before="content"),
}

RULES = {"unanimity": UNANIMITY, "majority": MAJORITY, "decision_maker": DECISION_MAKER}


def _committee(said: Committee, roles: tuple[str, ...]) -> CommitteeInputs:
    sitting = tuple(
        RoleInputs(
            name,
            roles.index(name),
            role.seats,
            rules.Role(
                role.participation,
                role.weight,
                role.veto,
                role.base,
                role.price,
                role.fit,
                role.evidence,
                role.responsiveness,
                int(role.decides),
            ),
        )
        for name, role in sorted(said.roles.items())
    )
    return CommitteeInputs(
        RULES[said.decision_rule],
        said.threshold,
        said.deal_sigma,
        said.min_meetings,
        said.meetings_per_member,
        law_inputs(said.time_between_meetings),
        law_inputs(said.review),
        sitting,
    )


def roles_of(at: Resolving) -> tuple[str, ...]:
    """The names of all roles, by which journals number them."""
    return tuple(sorted({role for committee in at.market.committees.values() for role in committee.roles}))


def committee_inputs(at: Resolving) -> dict[str, CommitteeInputs]:
    """The templates by name."""
    return {name: _committee(said, at.once(roles_of)) for name, said in at.market.committees.items()}


def resolved(at: Resolving) -> dict[str, Any]:
    """The roles, and the proof of each day: what the plan says, and what content adds."""
    proof, content, convincing = at.daily(at.plan.evidence.level), at.market.content, at.once(material).convincing
    if content is not None and convincing:
        proof = tuple(level + content.evidence * share for level, share in zip(proof, convincing, strict=True))
    return {"roles": at.once(roles_of), "proof": proof}


MOST_MEMBERS = 50
MOST_SEATS = 1_000


def problems(scenario: "Scenario") -> Iterator[Problem]:
    """Committees that could not meet or decide."""
    for name, committee in scenario.market.committees.items():
        where: Path = ("market", "committees", name)
        if not any(role.participation == 1.0 for role in committee.roles.values()):
            hint = "give one role the participation 100 %"
            yield Problem("E_GRAPH", "a deal could meet a committee without members", hint, path=(*where, "roles"))
        deciding = any(role.decides and role.participation == 1.0 for role in committee.roles.values())
        if committee.decision_rule == "decision_maker" and not deciding:
            hint = "set `decides: true` on a role with the participation 100 %"
            yield Problem("E_GRAPH", "nobody is sure to decide", hint, path=(*where, "decision_rule"))
        if committee.decision_rule == "majority" and not _weight(committee) > 0.0:
            yield Problem(
                "E_GRAPH",
                "no vote has any weight",
                "give a role with the participation 100 % a weight",
                path=(*where, "roles"),
            )
        members = sum(role.seats for role in committee.roles.values())
        if members > MOST_SEATS:
            got = f"a committee of {members:,} seats; {MOST_SEATS:,} are the most"
            yield Problem("E_RANGE", got, "lower the seats or the number of roles", path=(*where, "roles"))
        if committee.meetings_per_member * members > MOST_MEMBERS:
            got = f"{members} members x {committee.meetings_per_member:g} are more than {MOST_MEMBERS} meetings"
            yield Problem(
                "E_RANGE", got, "lower `meetings_per_member` or the seats", path=(*where, "meetings_per_member")
            )


def _weight(committee: Committee) -> float:
    return sum(role.weight * role.seats for role in committee.roles.values() if role.participation == 1.0)


def until_day_0(base: "Inputs", inputs: "Inputs", days: int) -> dict[str, Any]:
    """The same proof on every day before day 0."""
    return {"proof": base.proof[:1] * days}
