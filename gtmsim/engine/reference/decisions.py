"""Decision tables answer: which row holds today for these facts, and what it says."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from gtmsim.policies.points import NUMBER, ROLE_CLASS
from gtmsim.rules.calendar import DAY
from gtmsim.rules.decision import FIRST, collected, row_holds, row_of
from gtmsim.scenario.resolved.inputs import PolicyInputs, TableInputs

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import Account, World

Facts = tuple[float, ...]  # in the order in which the decision point declares them
NO_ROW = -1
NO_CLASS = ROLE_CLASS.values.index("none")
CENTS = 100.0  # in a unit of currency
MONTHS = 12


class Decision(NamedTuple):
    """What a table answered."""

    by: tuple[int, int]  # decision point, row of its policy
    values: tuple[float, ...]
    also: tuple[int, ...] = ()  # further rows that hold, of a table that asks all of them


class Told(NamedTuple):
    """The facts of one decision, kept for a story."""

    at: int  # row of the journal that says the decision
    point: int
    facts: dict[int, float]  # by their positions in the decision point; those that the table looked at
    values: tuple[float, ...]


class Policies:
    """The tables of a scenario."""

    def __init__(self, policies: tuple[PolicyInputs, ...]) -> None:
        self.policies = policies
        self.fixed = [_fixed(number, policy) for number, policy in enumerate(policies)]  # what asks for no fact

    def decide(
        self, point: int, day: int, facts: Callable[..., Facts], *of: Any
    ) -> tuple[Decision, TableInputs | None]:
        """The answer for the facts of somebody, and the table that was asked unless its answer is always the same."""
        fixed = self.fixed[point]
        if fixed is not None:
            return fixed, None
        policy = self.policies[point]
        table = policy.tables[policy.daily[day]]
        known = facts(*of)
        return answer(point, table, tuple(known[fact] for fact in table.facts)), table


def _fixed(point: int, policy: PolicyInputs) -> Decision | None:
    table = policy.tables[0]
    if len(policy.tables) > 1 or table.facts or table.hit != FIRST or not table.places:
        return None
    return answer(point, table, ())


def answer(point: int, table: TableInputs, case: Facts) -> Decision:
    """What the table says of one case."""
    if table.hit == FIRST:
        rows = [row for row in (row_of(table.grid, case),) if row >= 0]
    else:
        rows = [row for row in range(table.grid.rows) if row_holds(table.grid, row, case)]
    if not rows:
        return Decision((point, NO_ROW), table.default)
    found = tuple(values[rows[0]] for values in table.values)
    for row in rows[1:]:
        found = tuple(
            collected(table.hit, so_far, values[row]) for so_far, values in zip(found, table.values, strict=True)
        )
    places = tuple(table.places[row] for row in rows)
    return Decision((point, places[0]), found, places[1:])


def lead_facts(world: "World", who: "Account") -> Facts:
    """Channel, segment, mode and fit as it is seen."""
    channel = who.channel if who.channel >= 0 else world.no_channel
    return float(channel), float(who.segment), 1.0 - who.active, who.seen


def new_lead_facts(world: "World", who: "Account") -> Facts:
    """A lead that comes, since when whom we know there follows us, and what he is."""
    post = None if world.contacts is None or who.company is None else world.contacts.post(who.company)
    if post is None:
        departments = () if world.inputs.people is None else world.inputs.people.departments
        known = float(len(departments)), 0.0, float(NO_CLASS)
    else:
        known = float(post.department), float(post.seniority), float(post.role_class)
    return (*lead_facts(world, who), world.followed(who), *known)


def routing_facts(world: "World", who: "Account") -> Facts:
    """A lead with its score and its rounds."""
    return (*lead_facts(world, who), who.score, float(who.rounds))


def qualified_facts(world: "World", who: "Account", waited: float) -> Facts:
    """A lead that qualified after a wait [day]."""
    return (*lead_facts(world, who), who.score, waited)


def nurture_facts(world: "World", who: "Account", outcome: int) -> Facts:
    """A lead that gave up (0) or did not qualify (1)."""
    return (*routing_facts(world, who), float(outcome))


def effort_facts(world: "World", who: "Account", amount: int) -> Facts:
    """A deal that is opened."""
    return (*lead_facts(world, who), who.score, amount / CENTS)


def stage_facts(world: "World", who: "Account", stage: int, amount: int, opened: int) -> Facts:
    """A deal in a stage of the sale, without its mode."""
    return float(who.segment), float(stage), amount / CENTS, (world.now - opened) / DAY, who.waited


def touch_facts(world: "World", who: "Account", stage: int, amount: int, opened: int) -> Facts:
    """A stage that begins."""
    segment, at, *others = stage_facts(world, who, stage, amount, opened)
    return (segment, at, 1.0 - who.active, *others)


def discount_facts(world: "World", who: "Account", amount: int, opened: int) -> Facts:
    """A deal that comes before the committee."""
    return (*effort_facts(world, who, amount), (world.now - opened) / DAY, who.waited)


def customer_facts(_: "World", who: "Account", mrr: int, renewals: int) -> Facts:
    """A customer who pays so much a month [cents]."""
    return float(who.segment), mrr * MONTHS / CENTS, float(renewals)


def renewal_facts(world: "World", who: "Account", renewals: int, covered: float) -> Facts:
    """A customer at the end of a contract."""
    return (*customer_facts(world, who, who.mrr, renewals), covered)


LEAD_SCORE, LEAD_ROUTING = NUMBER["lead_score"], NUMBER["lead_routing"]
DISQUALIFICATION, NURTURE = NUMBER["disqualification"], NUMBER["nurture"]
EFFORT, TOUCH, ESCALATION = NUMBER["effort"], NUMBER["touch"], NUMBER["escalation"]
DISCOUNT, ENTITLEMENT = NUMBER["discount"], NUMBER["entitlement"]
RENEWAL_OFFER, SAVE_PLAY = NUMBER["renewal_offer"], NUMBER["save_play"]
HIRING, BUDGET = NUMBER["hiring"], NUMBER["budget"]
