"""A team: persons with a calendar, a queue, and one dispatch at the end of each instant."""

from heapq import heapify, heappop, heappush
from typing import cast

from simpy.events import Event

from gtmsim.engine.agenda import DISPATCH, GIVE_UP, Agenda, happen
from gtmsim.mechanisms.absence.rules import PRESENT
from gtmsim.mechanisms.staff.rules import TeamInputs, speed, takes_on
from gtmsim.rules.calendar import DAY, NEVER, finish_at, next_open

NOBODY = -1
NOT_NEEDED = -2  # the team is there no more, so that nobody waits for it


class Waiting:
    """Somebody in the queue; `answer` tells the person who serves him, NOBODY when he gave up, or NOT_NEEDED."""

    __slots__ = ("answer", "answered")

    def __init__(self, answer: Event) -> None:
        self.answer = answer
        self.answered = False


class Employee:
    """Somebody in a team: of the plan, hired by a policy, or as a replacement."""

    __slots__ = (
        *("away", "back", "closes", "end", "held", "hired", "holder", "period", "position", "resigned", "risen"),
        *("sought", "spell", "start", "won"),
    )

    def __init__(self, start: int, end: int, hired: bool, position: int, holder: int) -> None:
        self.start, self.end, self.hired = start, end, hired  # as of a Person
        self.position = position  # from 0 one of the plan, below 0 one that a policy has made
        self.holder = holder  # how many have held it before
        self.resigned = False  # left of their own accord, or for another team, and the position waits for somebody
        self.risen = False  # promoted from another team
        self.closes = end  # when the plan closes the position, -1 for never
        self.sought = -1  # since when they are looked for, -1 for no time
        self.held = 0  # 1 while a freeze of hiring holds the position back, or that of who has left
        self.period, self.won = -1, 0  # cents of annual value won in a period of quotas
        self.away, self.spell, self.back = PRESENT, 0, -1  # absent since when, in which spell, and until when


def employees(inputs: TeamInputs) -> list[Employee]:
    """Those of the plan."""
    return [Employee(*person, position, 0) for position, person in enumerate(inputs.persons)]


class Team:
    """The free person with the lowest number serves; who waits longest within the lowest priority is served."""

    def __init__(self, agenda: Agenda, number: int, inputs: TeamInputs) -> None:
        self.agenda, self.number, self.inputs = agenda, number, inputs
        self.persons = employees(inputs)  # those of the plan, and who is hired later
        self.opened = 0  # positions that a policy has made
        self.asked = 0  # so far
        self.waiting = 0  # in the queue who have neither been answered nor given up
        self.begun = 0  # tasks of this month
        self.waits = 0.0  # days that these had waited
        self.worked = 0.0  # hours in tasks ended this month
        self.paid = 0  # to its people this month [cents]
        self.missed = self.lost = 0.0  # hours of absences that have ended this month, and of all of the month before
        self.free = [i for i, person in enumerate(inputs.persons) if not person.hired]
        heapify(self.free)
        self.left: set[int] = set()
        self.queue: list[tuple[int, int, int, int, int, Waiting]] = []
        self.gate: list[tuple[int, int, int, int, int, Waiting]] = []  # deals of which nobody has begun any work
        self.deals = 0  # that are open and that somebody has begun
        self.serves: int | None = None  # when the next dispatch comes [microseconds]; None: none has to

    def turn(self, inputs: TeamInputs) -> None:
        """Work by another plan from now on; who is there stays, and nothing counts that was before."""
        self.inputs, self.persons = inputs, employees(inputs)
        self.begun, self.waits, self.worked, self.paid = 0, 0.0, 0.0, 0
        if self.serves is not None:  # who waits is served when this plan opens
            self.serves = None
            self._call()

    def close(self) -> None:
        """Be there no more: whoever waits has to wait no longer."""
        while self.queue:
            waiting = heappop(self.queue)[-1]
            if not waiting.answered:
                self._answered(waiting, NOT_NEEDED)

    def ask(self, priority: int, entity: int, sub: int, until: int, new: bool = False) -> Event:
        """Wait for a person, of a `new` deal for a place too, or until the asker gives up at `until` [microseconds]."""
        waiting = Waiting(Event(self.agenda))
        self.waiting += 1
        # Who gave up, was nurtured and is back within the instant finds himself in the queue, where nobody is served.
        self.asked += 1
        queue = self.gate if new and self.inputs.open_deals > 0 else self.queue
        heappush(queue, (priority, cast(int, self.agenda.now), entity, sub, self.asked, waiting))
        if until < NEVER:
            self.agenda.call(until, GIVE_UP, entity, sub, self._give_up, waiting)
        if self.free:
            self._call()
        return waiting.answer

    def give(self, person: int) -> None:
        """A person has finished; a leaver goes."""
        if person not in self.left:
            heappush(self.free, person)
            if self.queue or self.gate:
                self._call()

    def close_deal(self) -> None:
        """A deal that somebody had begun is open no more, and another may be."""
        self.deals -= 1
        if self.gate and self.free:
            self._call()

    def join(self, person: int) -> None:
        """A new person starts."""
        self.give(person)

    def leave(self, person: int) -> None:
        """A person leaves, after the task in hand."""
        self.left.add(person)
        if person in self.free:
            self.take_off(person)

    def take_off(self, person: int) -> None:
        """A person who is free serves nobody."""
        self.free.remove(person)
        heapify(self.free)

    def finish(self, person: int, hours: float, times: float = 1.0, ramp: float | None = None) -> int:
        """When this person, so many times as quick as others, is done with work that starts now [microseconds]."""
        team, now = self.inputs, cast(int, self.agenda.now)
        one = self.persons[person]
        days = (now - one.start) / DAY if one.hired else team.ramp
        quick = speed(team.productive, team.ramp if ramp is None else ramp, team.ramp_from, days, team.s_curve) * times
        return finish_at(team.working, now, hours, quick)

    def _call(self) -> None:
        """Have the dispatch come, at the end of this instant or when the team next works."""
        if self.serves is None:
            self.serves = next_open(self.inputs.working, cast(int, self.agenda.now))
            self.agenda.call(self.serves, DISPATCH, self.number, 0, self._dispatch)

    def _dispatch(self, _: Event) -> None:
        if self.serves != self.agenda.now:
            return  # the plan that opened now holds no more
        self.serves = None
        while self.free and (queue := self._first()):
            waiting = heappop(queue)[-1]
            if not waiting.answered:
                self._answered(waiting, heappop(self.free))

    def _first(self) -> list[tuple[int, int, int, int, int, Waiting]]:
        """The queue whose first is served next; empty where nobody can be."""
        if not self.gate or (self.queue and self.queue[0] < self.gate[0]):
            return self.queue
        now = cast(int, self.agenda.now)
        heads = sum(one.start <= now and number not in self.left for number, one in enumerate(self.persons))
        return self.gate if takes_on(self.deals, self.inputs.open_deals, heads) else self.queue

    def _give_up(self, timer: Event) -> None:
        waiting = cast(Waiting, timer._value)
        if not waiting.answered:
            self._answered(waiting, NOBODY)

    def _answered(self, waiting: Waiting, person: int) -> None:
        waiting.answered = True
        self.waiting -= 1
        happen(waiting.answer, person)
