"""What must hold of the market's accounts: who is which, in one hand at a time, in windows that open and close."""

from collections import defaultdict

from properties.durations import ENDS, fixed
from properties.identities import BILLS_AFTER, same
from properties.told import DAY, Row, Told

from gtmsim.journal.kinds import Kind

LAST = (Kind.DISQUALIFIED, Kind.ABANDONED)  # of a lead
LOST = (
    Kind.LOST,
    Kind.NO_DECISION,
    Kind.CHURNED,
    Kind.CLOSED_DOWN,
    Kind.CUT_OFF,
)  # after which an account does not come for some time
SLACK = 3  # microseconds: the journal says in days for how long a window has been open


def by_account(told: Told) -> dict[int, list[list[Row]]]:
    """Lives of each account of the list, in their order."""
    found = defaultdict(list)
    for life in told.lives.values():
        for row in life:
            if row.kind == Kind.ACCOUNT_MATCHED:
                found[row.level].append(life)
    return found


def named(life: list[Row]) -> Row:
    """The row that says which account it is."""
    return next(row for row in life if row.kind == Kind.ACCOUNT_MATCHED)


def accounts_are_those_of_the_list(told: Told) -> None:
    """Where accounts are listed each life is of one of its segment; what an account is it is in each of them."""
    listed = told.market.accounts
    first = 0
    places: dict[int, range] = {}
    for segment, name in enumerate(told.header.segments):
        count = 0 if listed is None else listed.number[name]
        places[segment] = range(first, first + count)
        first += count
    for life in told.lives.values():
        kinds = [row.kind for row in life if row.kind not in (Kind.RULE_ALSO_FIRED, Kind.FIRST_TOUCH, Kind.ENTITLED)]
        same(kinds.count(Kind.ACCOUNT_MATCHED), 0 if listed is None else 1, life)
        if listed is not None:
            row = named(life)
            same((kinds[1], row.time), (Kind.ACCOUNT_MATCHED, life[0].time), life)
            assert row.level in places[row.segment] and 0 <= row.sub < max(1, len(listed.industries)), row
    for lives in by_account(told).values():
        assert len({named(life).sub for life in lives}) == 1, lives
        assert len({life[0].number for life in lives if life[0].kind == Kind.LEAD}) <= 1, lives


def contacts_hold_posts(told: Told) -> None:
    """Each account has one contact at a time in one post; who comes for work is in need, and who is active came so."""
    people, posts = told.market.contacts, told.header.posts
    held: dict[tuple[int, int], int] = {}
    for life in told.lives.values() if people is not None else ():
        if life[0].kind == Kind.OPENING_LEAD:
            assert all(row.kind != Kind.CONTACT for row in life), life
            continue  # whom we had met before day 0 nobody is told
        (row,) = (row for row in life if row.kind == Kind.CONTACT)
        searches, post = divmod(row.level, 1000)
        same(held.setdefault((named(life).level, row.sub), post), post, life)
        if not posts:
            same(row.level, 0, row)
            continue
        assert searches in (0, 1) and 1 <= post <= len(posts), row
        assert not searches or (life[0].kind == Kind.LEAD and named(life).number >= 0.0), life
        assert searches or life[0].kind != Kind.LEAD or life[0].sub == 0, life


def one_hand_at_a_time(told: Told) -> None:
    """An account begins another life when the last is over and the cool-down has passed; never after its firm's end."""
    listed = told.market.accounts
    for lives in by_account(told).values() if listed is not None else ():
        free = 0
        for life in lives:
            assert life[0].time >= free, life
            # By place, since a lead that is nurtured for no time at all may be dropped twice at one instant.
            ended = [place for place, row in enumerate(life) if row.kind in (*LAST, *LOST)]
            ends = life[ended[-1]] if ended else life[-1]
            over = bool(ended) and all(
                row.kind in (Kind.TASK_ENDED, Kind.CREDITED, Kind.COGS, *LOST, *LAST)
                for row in life[ended[-1] :]
                if row.kind not in (Kind.RULE_ALSO_FIRED, Kind.REFERRED, Kind.CLAWBACK, *BILLS_AFTER)
            )
            cools = round(listed.cool_down * DAY) if ends.kind in LOST else 0  # type: ignore[union-attr]
            free = ends.time + cools if over and ends.kind != Kind.CLOSED_DOWN else 1 << 62


def leads_say_whether_they_are_in_need(told: Told) -> None:
    """Who is active or referred is in need; without windows whoever can buy always is, since no time is said."""
    need = told.market.buying_cycle
    window = fixed(None if need is None else need.buying_window)
    for life in told.lives.values() if told.market.accounts is not None else ():
        row, lead = named(life), life[0]
        assert row.number >= 0.0 or (row.number == -1.0 and (lead.kind != Kind.LEAD or lead.sub == 0)), life
        assert row.number <= 0.0 or need is not None, row
        assert window is None or row.number * DAY < window + SLACK, row


def deals_live_within_one_window(told: Told) -> None:
    """A deal is opened in a window of its account, is decided within it, and ends with it where it is not."""
    need = told.market.buying_cycle
    if need is None:
        return
    window, gap = fixed(need.buying_window), fixed(need.time_between)
    # Windows of one length, one gap apart, open at times that any life of an account tells.
    accounts = by_account(told) if gap is not None else {}
    for life in told.lives.values():
        opened = next((row for row in life if row.kind == Kind.OPPORTUNITY and row.sub == 0), None)
        ended = next((row for row in life if row.kind in ENDS), None)
        same_firm = [life, *accounts.get(named(life).level, [])]
        row = next((named(one) for one in same_firm if named(one).number >= 0.0), None)
        if opened is None or window is None or row is None:
            continue
        opens = row.time - round(row.number * DAY)
        if opened.time >= opens + window and gap is None:
            continue  # it came back in another window
        opens += (opened.time - opens) // (window + gap) * (window + gap) if gap is not None else 0
        assert opened.time < opens + window + SLACK, life
        if ended is not None:
            assert ended.time <= opens + window + SLACK, life
            closes = ended.kind == Kind.NO_DECISION and told.segment(opened).closure_rate == 0.0
            assert not closes or abs(ended.time - opens - window) <= SLACK, life


ABOUT_LISTS = (
    accounts_are_those_of_the_list,
    contacts_hold_posts,
    one_hand_at_a_time,
    leads_say_whether_they_are_in_need,
    deals_live_within_one_window,
)
