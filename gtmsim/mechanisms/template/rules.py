"""Who has it, as numbers."""

from typing import NamedTuple

from gtmsim.rules.rule import rule


class Template(NamedTuple):
    """How many firms have it, and what it does to each decision."""

    share: tuple[float, ...]  # of the firms that are looked at, per day of the horizon
    decision: float  # logit of a member's yes
    loyalty: float  # logit of staying


INPUTS = {
    "template": Template | None,  # what both engines read as `w.inputs.template`
}
LUCK = ("TEMPLATE",)  # decisions that need luck
STATE = {
    "template": ("i1", -1),  # of an account: 1 has it, 0 does not, -1 nobody has looked
}


@rule
def has_template(share: float, luck: float) -> bool:
    """Is a firm, by its luck in (0, 1), one of the share [1] that have it?"""
    return luck < share
