"""A deal as it is worked, and the committee that it comes before."""

from typing import TYPE_CHECKING

from gtmsim.rules.calendar import NEVER

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World


class Member:
    """A member of a committee."""

    __slots__ = ("key", "number", "role", "seat", "time")

    key: int
    number: int  # of the role, as the journal numbers it
    role: int  # its place in the committee's template
    seat: int
    time: int  # of the vote [microseconds]


class Deal:
    """What is on the table; `mechanisms.selling.steps.open_deal` puts it there."""

    __slots__ = (
        *("amount", "asked_price", "blocked", "champion", "closes", "count", "deciding", "effort", "found", "haste"),
        *("hours", "influence", "log_effort", "log_price", "meeting", "members", "noes", "opened", "points"),
        *("press_at", "slot", "stage", "touch", "vote", "who", "yes"),
    )

    def __init__(self, world: "World", who: "Account") -> None:
        self.who = who
        self.slot = world.deals  # where its committee sits
        world.deals += 1
        world.open_deals[who.key] = who
        self.found = 0  # 1: day 0 finds it
        self.amount = 0  # cents a year
        self.log_price = 0.0  # logarithm of the price level
        self.closes = NEVER  # when the buyer's window does [microseconds]
        self.opened = 0  # microseconds
        self.stage = 0
        self.hours = 0.0  # of the task in hand
        self.effort = 1.0  # of the segment's hours
        self.log_effort = 0.0  # logarithms of the efforts of all stages so far, added up
        self.points = 0  # before others in the queue
        self.touch = 0  # way to talk to the buyer
        self.members = 0  # of the committee
        self.champion = 0  # key of the member who came to us; 0: nobody
        self.influence = 0.0  # logit that their vote gains
        self.count = self.meeting = 0  # meetings, and how many were
        self.vote = 0  # whose turn it is
        self.yes = 0.0  # weight
        self.press_at = NEVER  # when it is offered something for signing before a period ends [microseconds]
        self.asked_price = 0.0  # logarithm of the price level, as others hear of it
        self.haste = 1.0  # share of the usual time that the committee takes from now on
        self.noes = self.blocked = self.deciding = 0

    def adjourned(self, world: "World") -> None:
        """The committee sits no more."""
        for number in range(self.members):
            world.ballots.pop(self.slot * world.seats + number, None)
