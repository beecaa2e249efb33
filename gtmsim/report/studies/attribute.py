"""What attribution tells: whom touch credit flatters, and what would be missing without each channel."""

from gtmsim.report.explained import Explained, Field, csv_file, estimate
from gtmsim.report.figures.attribute import attribute_figure
from gtmsim.report.lines import Cell, cell_of
from gtmsim.report.studies.told import Column, Table, Told, setting
from gtmsim.report.tables import number
from gtmsim.study.answer import spoken
from gtmsim.study.attribute.found import Attribution, side
from gtmsim.study.attribute.shares import Measured, Shared
from gtmsim.study.estimators import Estimate
from gtmsim.study.wording import between
from gtmsim.study.wording import number as in_words

NOTES = (
    "Touch credit shares out what was won by rule: to the channel of the first lead of an account, of the last, to all "
    "alike (linear), or 40 % to each end and the rest between (position-based). It needs no experiment, and cannot see "
    "what would have been won without the channel.",
    "Missing without it: the plan with that channel alone off from day 0 on (no spend, no events, nobody finds a way "
    "to us through it; no referrals, before day 0 either), in the same luck. All else is as planned: people whom its "
    "leads no longer busy work on those of others, and accounts that it would have reached may come another way.",
    "Intervals cover luck alone; those of credit less truth hold together.",
)
SPLIT = (
    "Shapley: what a channel adds in the mean over all orders in which the channels could be turned on. Together these "
    "are all that the channels bring; no single decision brings them.",
)
ALL, NONE = "all channels", "no touch known"


def told(found: Attribution, command: str = "") -> Told:
    """All that it tells."""
    base, n = found.base, found.base.replications
    split = " --shapley" if any(each.fair is not None for each in found.of.channels) else ""
    again = f"--metric {found.primary}{split} --replications {n} --seed {base.seed} --out again"
    ordered = sorted(found.measured, key=lambda each: each.metric != found.primary)
    return Told(
        title=found.name,
        setting=setting(base),
        answers=tuple(sentence[:1].upper() + sentence[1:] for sentence in _answers(found) if sentence),
        tables=tuple(_table(each, found) for each in ordered),
        figures={"attribute": attribute_figure(found)} if found.of.together.mean is not None else {},
        notes=(*NOTES, *(SPLIT if split else ())),
        warnings=found.warnings,
        files={"attribute.csv": _csv(found)},
        command=command or f"gtmsim attribute scenario.yaml {again}",
        summary=found.summary(),
        results=((base.name, base),),
        brief=40,
    )


def _answers(found: Attribution) -> list[str]:
    if found.of.together.mean is None:
        return [f"nobody can be given credit: {found.of.together.why}."]
    if found.of.together.ci95[0] is None:
        return [f"one replication tells nothing that lasts: {found.of.together.why}."]
    return [_misled(found), _most(found), _together(found), _alike(found)]


def _what(found: Attribution) -> str:
    return "wins" if found.primary == "wins" else spoken(found.primary)


def _misled(found: Attribution) -> str:
    """Where touch credit misleads most."""
    worst = found.misled
    if worst is None:
        return "touch credit is not distinguishable from what would be missing without a channel, in any of them."
    rule = "touch credit" if found.agree else found.rules[worst.rule]
    rule = f"{rule} credit" if rule in ("linear", "position-based") else rule
    name, credit = worst.channel.channel, worst.channel.credit[worst.rule]
    said = f"{rule} misleads most about {name}, which it gives {_share(credit)} of {_what(found)}"
    return f"{said}; without {name} {_missing(worst.channel.missing)}."


def _missing(found: Estimate) -> str:
    """What would be missing, in words; there may be more than with the channel."""
    low, high = found.ci95
    if low is None or high is None or low <= 0.0 <= high:
        return f"a difference cannot be told ({between(low, high, 'share')} would be missing)"
    if low > 0.0:
        return f"{_share(found)} would be missing ({between(low, high, 'share')})"
    return f"there would be {between(-high, -low, 'share')} more"


def _share(found: Estimate) -> str:
    low, high = found.ci95
    return in_words(found.mean, None if low is None or high is None else 0.5 * (high - low), "share")


def _most(found: Attribution) -> str:
    """The channel without which most would be missing, where it is not the one that was just told."""
    first = found.ranked[0]
    if side(first.missing) <= 0 or (found.misled is not None and found.misled.channel is first):
        return ""
    return f"most would be missing without {first.channel}: {_share(first.missing)} of {_what(found)}."


def _together(found: Attribution) -> str:
    """Whether channels stand in for one another, or need one another."""
    of = found.of
    if len(of.channels) < 2:
        return ""
    said = f"without all {len(of.channels)} channels {_share(of.together)} would be missing"
    added = f"what is missing without each alone adds up to {_share(of.singles)}"
    turn = side(of.apart)
    if not turn:
        return f"{said}; {added}, which is not distinguishable from it."
    low, high = of.apart.ci95 if turn > 0 else (-(of.apart.ci95[1] or 0.0), -(of.apart.ci95[0] or 0.0))
    points = between(low, high, "share", difference=True)
    why = "they stand in for one another" if turn > 0 else "they need one another"
    return f"{said}; {added}: {why}, by {points}."


def _alike(found: Attribution) -> str:
    """Whether the rules of touch could differ at all."""
    if not found.agree:
        share = 100.0 * found.again / found.touched
        return f"{share:.0f} % of the wins with a touch had more than one."
    if found.listed:
        return "the rules of touch agree: no winner had been touched twice."
    return (
        "the rules of touch agree, as each win has the one touch of its own lead: say `market.accounts`, and it is "
        "known when two leads are of one account."
    )


def _table(of: Measured, found: Attribution) -> Table:
    rules = found.rules[:1] if found.agree else found.rules
    last = 0 if found.agree else found.rules.index("last touch")
    fair = any(each.fair is not None for each in of.channels)
    columns = (
        Column("channel", least=16),
        *(Column("touch credit" if found.agree else rule, number=True) for rule in rules),
        Column("missing without it", number=True),
        Column("95 %", number=True),
        Column("credit less that" if found.agree else "last touch less that", number=True),
        Column("95 %, together", number=True),
        *((Column("Shapley", number=True), Column("95 %", number=True)) if fair else ()),
        Column(f"saves, {found.base.frame.currency}", number=True),
    )
    order = {each.channel: place for place, each in enumerate(found.ranked)}
    ordered = sorted(of.channels, key=lambda each: order[each.channel])
    rows = [_row(each, found, len(rules), last, fair) for each in ordered]
    spare = ("", "") if fair else ()
    untouched = _cell(of.untouched).text
    rows.append((NONE, *[untouched] * len(rules), "", "", "", "", *spare, ""))
    whole = _cell(of.together)
    touched = _cell(of.untouched._replace(mean=None if of.untouched.mean is None else 1.0 - of.untouched.mean)).text
    rows.append((ALL, *[touched] * len(rules), whole.text, whole.interval, "", "", *spare, ""))
    legend = f"Shares of all {'wins' if of.metric == 'wins' else 'new ARR'} of the run. "
    return Table(
        f"{spoken(of.metric).capitalize() if of.metric == 'wins' else 'New ARR'} by channel",
        columns,
        tuple(rows),
        legend + "Below 0: without the channel there would be more.",
    )


def _row(each: Shared, found: Attribution, rules: int, last: int, fair: bool) -> tuple[str, ...]:
    missing, gap = _cell(each.missing), _cell(each.gap[last], difference=True)
    saved = found.saved[each.channel]
    money = cell_of({"mean": saved.mean, "ci95": list(saved.ci95), "why": saved.why}, found.base.frame.currency)
    shares: tuple[str, ...] = ()
    if fair and each.fair is not None:
        cell = _cell(each.fair)
        shares = (cell.text, cell.interval)
    credit = (_cell(of).text for of in each.credit[:rules])
    return (each.channel, *credit, missing.text, missing.interval, gap.text, gap.interval, *shares, money.text)


def _cell(found: Estimate, difference: bool = False) -> Cell:
    return cell_of({"mean": found.mean, "ci95": list(found.ci95), "why": found.why}, "share", difference=difference)


FIELDS = (
    Field("metric", "what is attributed"),
    Field("channel", "whose"),
    Field(
        "number",
        "credit: its share by a rule; missing_without_it: the share that is missing where it is off; "
        "credit_less_missing: the difference of these; shapley: its fair share; plan_cost_saved: where it is off",
    ),
    Field("rule", "of touch credit; empty where there is none"),
    Field("unit", "of the numbers of this row"),
    *estimate("it", ""),
)


def _csv(found: Attribution) -> Explained:
    """One line for each number: metric, channel, what it says by which rule, and its interval."""
    rows = []
    for row in found.rows():
        said = {
            **{("credit", rule): each for rule, each in row["credit"].items()},
            ("missing_without_it", ""): row["missing_without_it"],
            **{("credit_less_missing", rule): each for rule, each in row["credit_less_missing"].items()},
            **({("shapley", ""): row["shapley"]} if row["shapley"] else {}),
            ("plan_cost_saved", ""): row["plan_cost_saved"],
        }
        for (name, rule), each in said.items():
            numbers = ("" if x is None else number(x) for x in (each["mean"], *each["ci95"]))
            unit = found.base.frame.currency if name == "plan_cost_saved" else "share"
            rows.append((row["metric"], row["channel"], name, rule, unit, *numbers))
    return csv_file("What each rule of touch credit says of each channel, and what is true.", FIELDS, rows)
