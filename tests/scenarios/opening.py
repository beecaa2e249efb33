"""What day 0 finds, as a journal tells it: what no plan may move."""

from collections import Counter
from collections.abc import Hashable

from gtmsim.journal.journal import COLUMNS, Journal
from gtmsim.journal.kinds import Kind

AT = {name: place for place, (name, _) in enumerate(COLUMNS)}
COMPANIONS = {Kind.ACCOUNT_MATCHED, Kind.CONTACT, Kind.TASK_STARTED}  # rows that say more of whom day 0 finds


def opening(journal: Journal) -> dict[str, Counter[Hashable]]:
    """Customers, deals and leads that day 0 finds, their tasks in hand, leads on their way, and first renewals.

    Which row of a policy answered, who does a task (he may be let go), and to which team he belongs are of the plan.
    """
    found: dict[str, Counter[Hashable]] = {kind: Counter() for kind in ("customers", "deals", "leads", "way", "due")}
    customers, late = set[Hashable](), set[Hashable]()
    whose: tuple[Hashable, str] | None = None
    for row in journal.rows():
        kind, who = Kind(row[AT["kind"]]), row[AT["entity"]]
        said = tuple(
            row[AT[name]] for name in ("entity", "channel", "segment", "detail", "amount", "int_value", "value")
        )
        first = row[AT["time"]] == 0
        if first and kind == Kind.OPENING_CUSTOMER:
            customers.add(who)
            found["customers"][said] += 1
        elif first and (kind == Kind.OPENING_LEAD or (kind == Kind.OPPORTUNITY and row[AT["detail"]] == 1)):
            whose = who, "leads" if kind == Kind.OPENING_LEAD else "deals"
            found[whose[1]][said] += 1
        elif first and whose is not None and whose[0] == who and kind in COMPANIONS:
            task = kind == Kind.TASK_STARTED
            found[whose[1]][(kind, who, row[AT["detail"]], -1 if task else row[AT["int_value"]], row[AT["value"]])] += 1
        else:
            whose = None
        if kind == Kind.LEAD and row[AT["int_value"]] < 0:
            late.add(who)
            found["way"][(row[AT["time"]], *said)] += 1
        elif kind == Kind.FIRST_TOUCH and who in late:
            found["way"][(row[AT["time"]], *said)] += 1
        elif kind == Kind.RENEWAL_DUE and who in customers and row[AT["detail"]] == 1:
            found["due"][(row[AT["time"]], who)] += 1
    return found


def moved(one: dict[str, Counter[Hashable]], other: dict[str, Counter[Hashable]], horizon: int) -> list[str]:
    """What two plans find unlike; renewals of those alone who live to see them in both."""
    told = [
        f"{kind}: {sorted(map(str, (one[kind] - other[kind]) + (other[kind] - one[kind])))[:4]}"
        for kind in ("customers", "deals", "leads")
        if one[kind] != other[kind]
    ]
    coming = [Counter({row: n for row, n in each["way"].items() if row[0] < horizon}) for each in (one, other)]
    if coming[0] != coming[1]:
        told.append(f"under way: {sorted(map(str, (coming[0] - coming[1]) + (coming[1] - coming[0])))[:4]}")
    dates = [{who: time for time, who in each["due"]} for each in (one, other)]
    unlike = {who: (dates[0][who], dates[1][who]) for who in dates[0].keys() & dates[1].keys()}
    told += [f"renewal of {who}: {times}" for who, times in unlike.items() if times[0] != times[1]]
    return told
