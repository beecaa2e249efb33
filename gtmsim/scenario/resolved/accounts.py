"""The list of accounts and their buying windows as numbers."""

import datetime

from gtmsim.mechanisms.accounts.rules import AccountsInputs, visit_weight
from gtmsim.mechanisms.buying_windows.rules import NeedInputs
from gtmsim.mechanisms.channels.section import Channel
from gtmsim.mechanisms.contacts.rules import PeopleInputs, PostInputs
from gtmsim.mechanisms.contacts.section import ROLE_CLASSES, SENIORITIES, Contacts, Persona, departments
from gtmsim.rules.calendar import DAY, microseconds
from gtmsim.rules.chance import law_mean
from gtmsim.rules.maths import normal_quantile
from gtmsim.scenario.resolved.channels import cumulative, law_inputs
from gtmsim.scenario.resolved.dates import daily
from gtmsim.scenario.sections.market import Market


def accounts_inputs(market: Market, segments: tuple[str, ...]) -> AccountsInputs | None:
    """How many accounts each segment has, and what they are."""
    said = market.accounts
    if said is None:
        return None
    names = tuple(sorted(said.industries))
    shares = {name: said.industries[name].share for name in names}
    return AccountsInputs(
        tuple(said.number[name] for name in segments),
        said.buyer_share,
        said.addressable_share,
        cumulative(shares, names) if names else (1.0,),
        tuple(said.industries[name].fit for name in names) or (0.0,),
        microseconds(said.cool_down),
    )


def need_inputs(market: Market, start: datetime.date, months: tuple[int, ...]) -> NeedInputs | None:
    """Windows and gaps, and how much of the time a window is open."""
    said = market.buying_cycle
    if said is None:
        return None
    gap, window = law_inputs(said.time_between), law_inputs(said.buying_window)
    open_share = law_mean(window) / (law_mean(window) + law_mean(gap))
    shares = daily(said.category_share, start, months)
    turn = (start - datetime.date(start.year, 1, 1)).days * DAY
    return NeedInputs(
        gap, window, open_share, (said.first_half, said.second_half), turn, shares if min(shares) < 1.0 else ()
    )


def people_inputs(market: Market, roles: tuple[str, ...]) -> PeopleInputs | None:
    """How readily contacts follow us, how soon they are gone, and which posts they hold."""
    said = market.contacts
    if said is None:
        return None
    outside, inside = _follows(said, said.learning_visits, said.buying_visits)
    names = tuple(sorted(said.personas))
    posts = tuple(_post(said, name, said.personas[name], roles) for name in names)
    shares = cumulative({name: said.personas[name].share for name in names}, names) if names else ()
    return PeopleInputs(outside, inside, said.job_change / 365.25, shares, posts, departments(said))


def _follows(said: Contacts, study: float, work: float) -> tuple[float, float]:
    """How readily somebody follows us [a day] while no window of our category is open, and in one."""
    outside, inside = (said.follow_rate * visits / 365.25 for visits in (study, study + work))
    return outside, inside


def _post(said: Contacts, name: str, post: Persona, roles: tuple[str, ...]) -> PostInputs:
    study, work = visits_of(said, post)
    return PostInputs(
        name,
        *_follows(said, study, work),
        working_share(study, work),
        departments(said).index(post.department),
        SENIORITIES.index(post.seniority) + 1,
        ROLE_CLASSES.index(post.role_class),
        -1 if post.committee_role is None else roles.index(post.committee_role),
        post.influence,
    )


def visits_of(said: Contacts, post: Persona) -> tuple[float, float]:
    """Visits of a post's holder a year, to learn and to search."""
    return (
        said.learning_visits if post.learning_visits is None else post.learning_visits,
        said.buying_visits if post.buying_visits is None else post.buying_visits,
    )


def working_share(study: float, work: float) -> float:
    """Share of the visits in a window that search; who never learns does nothing else."""
    return work / (study + work) if study > 0.0 else 1.0


def searching(said: Contacts | None) -> float:
    """The same over all contacts, where posts tell them apart."""
    if said is None or not said.personas:
        return 1.0
    return sum(post.share * working_share(*visits_of(said, post)) for post in said.personas.values())


def influences(said: Contacts | None) -> dict[str, float]:
    """The logit that a vote of each role gains, as if all contacts of its posts were one."""
    found: dict[str, float] = {}
    for post in said.personas.values() if said is not None else ():
        if post.committee_role is not None:
            found[post.committee_role] = found.get(post.committee_role, 0.0) + post.share * post.influence
    return found


def visits_per_lead(said: Channel, accounts: AccountsInputs | None, need: NeedInputs | None) -> float:
    """Visits of the market's accounts that bring one lead at full reach, while none of them is in a hand [1]."""
    if accounts is None:
        return 1.0
    needing = accounts.buyers
    if need is not None:
        needing *= open_for_us(need)
    fitting, before = 0.0, 0.0
    for total, shift in zip(accounts.industries, accounts.fits, strict=True):
        fitting += (total - before) * _share_below(shift)
        before = total
    weight = 0.0
    for needs, share in ((True, needing), (False, 1.0 - needing)):
        for fits, part in ((True, fitting), (False, 1.0 - fitting)):
            weight += share * part * visit_weight(said.in_market_lift, said.precision, needs, fits)
    return 1.0 / weight


def open_for_us(need: NeedInputs) -> float:
    """Share of an account's time in which a window of our category is open, while every window is for it."""
    return need.open * 0.5 * (need.halves[0] + need.halves[1])


def _share_below(x: float) -> float:
    """Share of a standard normal below `x`, by halving."""
    low, high = 0.0, 1.0
    for _ in range(52):
        middle = 0.5 * (low + high)
        if normal_quantile(middle) < x:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
