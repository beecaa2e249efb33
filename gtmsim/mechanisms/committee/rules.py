"""The buying committee: who sits on it, what each member thinks, and the rule by which it decides."""

from typing import NamedTuple

from gtmsim.rules.chance import Law, poisson_quantile
from gtmsim.rules.keys import name_key
from gtmsim.rules.maths import logistic
from gtmsim.rules.rule import Key, rule

UNANIMITY, MAJORITY, DECISION_MAKER = 0, 1, 2


class Role(NamedTuple):
    """A seat at the table."""

    chance: float  # share of deals in which the seat is taken
    weight: float  # of the vote
    veto: float  # chance that a no blocks the deal
    base: float  # logit of a yes at list price, typical fit and proof, full attention
    price: float  # logit lost for each unit of ln(price level)
    fit: float  # logit for one standard deviation of fit
    proof: float  # logit for one unit of proof above the typical 1
    relationship: float  # logit lost when nobody attends to the buyer
    decides: int  # 1 for the decision maker


class RoleInputs(NamedTuple):
    """One role of a committee."""

    name: str
    number: int  # position in the journal's roles
    seats: int
    role: Role

    @property
    def key(self) -> Key:
        """Names the luck of its members below that of the deal."""
        return Key(name_key("role", self.name))


class CommitteeInputs(NamedTuple):
    """One template."""

    how: int
    threshold: float
    shared_luck: float
    meetings: int
    more_meetings: float
    gap: Law  # day
    review: Law  # day
    roles: tuple[RoleInputs, ...]


INPUTS = {
    "roles": tuple[str, ...],
    "proof": tuple[float, ...],
}


@rule
def sits(role: Role, u: float) -> bool:
    """Is the seat taken in this deal?"""
    return u < role.chance


@rule
def meetings(at_least: int, more_per_member: float, members: int, u: float) -> int:
    """Meetings until the vote: a minimum and a Poisson number that grows with the members."""
    return at_least + poisson_quantile(more_per_member * members, u)


@rule
def stance(role: Role, log_price: float, fit: float, proof: float, attended: float, trust: float, luck: float) -> float:
    """Logit of a yes [1]; `luck` and `trust` are shared by all members of a deal."""
    return (
        role.base
        - role.price * log_price
        + role.fit * fit
        + role.proof * (proof - 1.0)
        - role.relationship * (1.0 - attended)
        + trust
        + luck
    )


@rule
def says_yes(logit: float, u: float) -> bool:
    """Does a member with this stance vote yes?"""
    return u < logistic(logit)


@rule
def blocks(role: Role, u: float) -> bool:
    """Does a member who votes no stop the deal alone?"""
    return u < role.veto


@rule
def buys(how: int, threshold: float, yes: float, everyone: float, noes: int, blocked: int, deciding_noes: int) -> bool:
    """Does the committee buy, given the weight of its yes votes, of everyone, and the counts of noes?"""
    if blocked > 0:
        return False
    if how == UNANIMITY:
        return noes == 0
    if how == DECISION_MAKER:
        return deciding_noes == 0
    return yes >= threshold * everyone
