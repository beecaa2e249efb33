"""The accounts of the market: each is in one hand at a time, and looks for what we sell in windows of its own."""

from typing import TYPE_CHECKING

from gtmsim.engine.draws import Purpose, child_key, name_key
from gtmsim.rules.chance import choose, law_quantile, residual_quantile
from gtmsim.rules.maths import exponential_quantile, normal_quantile
from gtmsim.rules.need import NEVER, PAST, day_within, half_of, later, named, needs_now

if TYPE_CHECKING:
    from gtmsim.engine.reference.world import World

Window = tuple[int, int, int, bool]  # how many were before it, opens, closes, is it for our category?


class Company:
    """One account of the list."""

    __slots__ = ("buys", "dies", "fit", "free", "industry", "key", "number", "window")

    def __init__(self, number: int, key: int) -> None:
        self.number, self.key = number, key
        self.free = PAST  # when it may come again [microseconds]; NEVER while it is in a hand
        self.fit, self.buys, self.industry = 0.0, True, 0
        self.dies = NEVER  # when the firm closes down
        self.window: Window = (0, PAST, NEVER, True)  # the running one, or the next


class Companies:
    """All of them; who has never been looked at is not there yet."""

    def __init__(self, world: "World") -> None:
        self.world, self.said, self.need = world, world.inputs.accounts, world.inputs.need
        self.keys = [name_key("account", segment.name) for segment in world.inputs.segments]
        self.known: dict[int, Company] = {}
        self.first = [0]
        for number in self.said.numbers if self.said is not None else ():
            self.first.append(self.first[-1] + number)

    def of_visit(self, segment: int, key: int, attempt: int = 0) -> Company:
        """The account that a visit is of."""
        assert self.said is not None
        return self.at(segment, named(self.said.numbers[segment], self.world.u(Purpose.NAMED, key, attempt)))

    def at(self, segment: int, place: int) -> Company:
        """The account at a place of a segment's list, as it is by now."""
        number = self.first[segment] + place
        if number not in self.known:
            self.known[number] = self._made(segment, number, child_key(self.keys[segment], place))
        company = self.known[number]
        company.window = self.window_at(company, self.world.now)
        return company

    def _made(self, segment: int, number: int, key: int) -> Company:
        u, said, company = self.world.u, self.said, Company(number, key)
        assert said is not None
        company.industry = choose(said.industries, u(Purpose.INDUSTRY, key))
        company.fit = normal_quantile(u(Purpose.FIT, key)) + said.fits[company.industry]
        company.buys = u(Purpose.BUYS, key) < said.buyers
        hazard = self.world.inputs.segments[segment].failure
        if hazard > 0.0:
            company.dies = later(0, exponential_quantile(u(Purpose.CLOSES_DOWN, key)) / hazard)
        if self.need is not None:
            company.window = self.first_window(key)
        return company

    def first_window(self, key: int) -> Window:
        """The window that is open five years before day 0, or the next to open."""
        u, need = self.world.u, self.need
        assert need is not None
        length, share = u(Purpose.NEED_LENGTH, key), u(Purpose.NEED_SHARE, key)
        if u(Purpose.NEED_STATE, key) < need.open:
            closes = later(PAST, residual_quantile(need.window, length, share))
            return 0, PAST, closes, self._ours(key, 0, PAST)
        opens = later(PAST, residual_quantile(need.gap, length, share))
        closes = later(opens, law_quantile(need.window, u(Purpose.NEED_WINDOW, key)))
        return 0, opens, closes, self._ours(key, 0, opens)

    def _ours(self, key: int, number: int, opens: int) -> bool:
        need = self.need
        assert need is not None
        share = need.halves[half_of(opens, need.turn)]
        if need.category:
            share *= need.category[day_within(opens, len(need.category))]
        return self.world.u(Purpose.CATEGORY, key, number) < share

    def window_at(self, company: Company, time: int) -> Window:
        """The window that is open at an instant not before the last one, or the next to open."""
        window = company.window
        if self.need is not None:
            while window[2] <= time:
                window = self.next_window(company.key, window)
        return window

    def next_window(self, key: int, window: Window) -> Window:
        """The one after a window."""
        u, need, number = self.world.u, self.need, window[0] + 1
        assert need is not None
        opens = later(window[2], law_quantile(need.gap, u(Purpose.NEED_GAP, key, number)))
        closes = later(opens, law_quantile(need.window, u(Purpose.NEED_WINDOW, key, number)))
        return number, opens, closes, self._ours(key, number, opens)

    def needs(self, company: Company, time: int) -> bool:
        """Is it in need at an instant, now or later?"""
        _, opens, closes, ours = self.window_at(company, time)
        return needs_now(company.buys, ours, opens, closes, company.dies, time)

    def next_need(self, company: Company, time: int, anew: bool) -> int:
        """When it is in need from an instant on [microseconds], if `anew` in a later window; NEVER beyond the run."""
        if anew:
            _, opens, closes, _ = self.window_at(company, time)
            time = closes if opens <= time else opens
        while time < self.world.inputs.horizon:
            _, opens, closes, ours = self.window_at(company, time)
            time = max(time, opens)
            if needs_now(company.buys, ours, opens, closes, company.dies, time):
                return time
            time = closes
        return NEVER

    def is_open(self, company: Company) -> bool:
        """Can it be reached in public?"""
        assert self.said is not None
        return self.said.openness >= 1.0 or self.world.u(Purpose.OPENNESS, company.key) < self.said.openness

    def is_free(self, company: Company) -> bool:
        """May a visit of it become a lead?"""
        return company.free <= self.world.now < company.dies
