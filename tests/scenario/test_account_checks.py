"""What is wrong with listed accounts, windows, baits and events: each with its code, path, reason and hint."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gtmsim.scenario.language.problems import ScenarioError, dotted
from gtmsim.scenario.load import load, load_mapping, warnings_of
from gtmsim.scenario.resolve import resolve

ACCOUNTS = Path(__file__).parents[1] / "scenarios" / "accounts.yaml"
LEFT_OUT = object()
POST = {"share": 1 / 101, "department": "it", "seniority": "staff", "role_class": "admin"}


def wrong(**changes: Any) -> list[str]:
    """What is said of the example after some changes; `__` stands for a dot."""
    said = yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))
    for path, value in changes.items():
        *above, last = path.split("__")
        place = said
        for name in above:
            place = place[name]
        if value is LEFT_OUT:
            del place[last]
        else:
            place[last] = value
    with pytest.raises(ScenarioError) as caught:
        load_mapping(said)
    return [
        f"{one.code} {dotted(one.path)}: {one.message}{f'; {one.hint}' if one.hint else ''}"
        for one in caught.value.problems
    ]


def test_the_example_is_valid() -> None:
    assert load(ACCOUNTS).market.accounts is not None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"market__accounts__number": {"small": 500, "large": 160, "smal": 3}},
            "E_UNKNOWN market.accounts.number.smal: no segment is called `smal`; did you mean `small`?",
        ),
        (
            {"market__accounts__number": {"small": 500}},
            "E_MISSING market.accounts.number: nothing says how many accounts of segment `large` there are; add it",
        ),
        (
            {"market__accounts__number__small": 31},
            "E_RANGE market.accounts.number.small: 31 accounts are fewer than the 32 customers and deals on day 0; "
            "list more accounts",
        ),
        (
            {"market__accounts__industries__trade": {"share": 0.5}},
            "E_SUM market.accounts.industries: the shares of the industries add up to 0.9; "
            "they have to add up to 100 %",
        ),
        (
            {
                "market__channels__ads__in_market_share": 1,
                "market__channels__fans__in_market_share": 1,
                "market__channels__ads__lead_magnet_response": 0,
                "plan__lead_magnets": {},
                "market__qualification__out_of_market": LEFT_OUT,
            },
            "E_MISSING market.qualification: accounts that are out of market leave leads too, "
            "and nothing says how they fare; add `out_of_market:` beside `in_market:`",
        ),
        (
            {"market__selling__buying_window": "80 days"},
            "E_CONFLICT market.selling.buying_window: `market.buying_cycle` says already when a buying window closes; "
            "leave one of the two out",
        ),
        (
            {"market__contacts__personas__boss__share": 0.4},
            "E_SUM market.contacts.personas: the shares of the personas add up to 1.1; they have to add up to 100 %",
        ),
        (
            {"market__contacts__personas": {f"p{n}": POST for n in range(101)}},
            "E_RANGE market.contacts.personas: 101 personas; 100 are the most; put some together",
        ),
        (
            {"market__contacts__personas__boss__department": "none"},
            "E_NAME market.contacts.personas.boss.department: `none` is the department of whom nobody knows; "
            "choose another name",
        ),
        (
            {"market__contacts__personas__boss__committee_role": "directors"},
            "E_UNKNOWN market.contacts.personas.boss.committee_role: no committee has a role "
            "`directors`; did you mean `director`?",
        ),
        (
            {"market__contacts__personas__clerk__influence": 1},
            "E_MISSING market.contacts.personas.clerk.influence: who sits in no committee has no vote to gain it; "
            "say the `committee_role` or leave this out",
        ),
        (
            {"plan__enrichment": {"completeness": 0.5}},
            "E_MISSING plan.enrichment: the fit of a lead is seen without any error, so nothing is left to learn; "
            "say `market.qualification.fit_noise` or leave this out",
        ),
        (
            {"market__buying_cycle__time_between": "12 hours"},
            "E_RANGE market.buying_cycle.time_between: 0.5 days are less than 1; make it longer",
        ),
        (
            {"market__buying_cycle__first_half": 0, "market__buying_cycle__second_half": 0},
            "E_RANGE market.buying_cycle.first_half: no window is ever for our category; give one half-year a share",
        ),
        (
            {"market__buying_cycle__category_share": [0] * 12},
            "E_RANGE market.buying_cycle.category_share: no window is ever for our category; give some time a share",
        ),
        (
            {"plan__lead_magnets": {"adds": {"strength": 1}}},
            "E_UNKNOWN plan.lead_magnets.adds: no channel is called `adds`; did you mean `ads`?",
        ),
        (
            {"plan__events": {"fair": {"dates": []}}},
            "E_UNKNOWN plan.events.fair: no channel is called `fair`; did you mean `fairs`?",
        ),
        (
            {"market__channels__fairs__skip_stages": 3},
            "E_RANGE market.channels.fairs.skip_stages: 3 stages of the 2 that a sale has; lower it",
        ),
        (
            {"plan__lead_magnets": {"fairs": {"strength": 1}}},
            "E_MISSING plan.lead_magnets.fairs: nothing says what a lead magnet brings in channel "
            "`fairs`; say its `lead_magnet_response`",
        ),
        (
            {"market__channels__ads__half_saturation_spend": LEFT_OUT},
            "E_MISSING market.channels.ads: nothing says what fills channel `ads`; "
            "say `half_saturation_spend`, or what else does: `content_led`, `event_based` or `brand_led`",
        ),
        (
            {"plan__events": {"ads": {"dates": [], "cost": 3}}},
            "E_CONFLICT plan.events.ads: leads of channel `ads` come every day; set `event_based: true` in the channel",
        ),
        (
            {"market__channels__fairs__half_saturation_spend": "3k per month"},
            "E_CONFLICT market.channels.fairs.half_saturation_spend: `half_saturation_spend` says "
            "nothing where leads come on dates; "
            "leave it out",
        ),
        (
            {"market__channels__fairs__seasonality": [1] * 12},
            "E_CONFLICT market.channels.fairs.seasonality: `seasonality` says nothing where leads "
            "come on dates; leave it out",
        ),
        (
            {"plan__spend": {"fairs": 100}},
            "E_CONFLICT plan.spend.fairs: channel `fairs` costs what its events cost; say `plan.events` instead",
        ),
        (
            {"run__initial__spend": {"fairs": 100}},
            "E_CONFLICT run.initial.spend.fairs: leads of channel `fairs` come on dates, whatever was spent before; "
            "leave it out",
        ),
        (
            {"plan__promo_share": {"ads": "20%"}},
            "E_MISSING plan.promo_share.ads: nothing says what advertising does in channel `ads`; say its `promotion`",
        ),
        (
            {"plan__promo_share": {"post": "20%"}},
            "E_UNKNOWN plan.promo_share.post: no channel is called `post`; did you mean `posts`?",
        ),
        (
            {"market__channels__fairs__promotion": {}},
            "E_CONFLICT market.channels.fairs.promotion: `promotion` says nothing where leads come "
            "on dates; leave it out",
        ),
        (
            {"plan__events__fairs__dates": ["2026-03-10", "2026-03-10"]},
            "E_CONFLICT plan.events.fairs.dates.1: 2026-03-10 is there twice, and a channel has one event a day; "
            "leave one out",
        ),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], said: str) -> None:
    assert wrong(**changes) == [said]


def test_windows_need_a_list_and_what_needs_either_is_told_so() -> None:
    """Without the list nothing of it may be said; without the windows nothing of them."""
    assert wrong(market__accounts=LEFT_OUT) == [
        "E_MISSING market.buying_cycle: buying windows are those of listed accounts, and there is no list; "
        "add `market.accounts`",
        *(
            f"E_MISSING {path}: this says nothing without `market.accounts`; add `market.accounts` or leave it out"
            for path in (
                "market.channels.ads.precision",
                "market.channels.posts.open_channel",
                "market.referrals.accounts_considered",
            )
        ),
    ]
    assert wrong(market__buying_cycle=LEFT_OUT) == [
        "E_MISSING market.contacts: contacts search while a window is open, and nothing says when windows are; "
        "add `market.buying_cycle`",
        "E_MISSING plan.lead_magnets.ads.relevance: nobody is more in market than others without "
        "`market.buying_cycle`; "
        "add it or leave this out",
        *(
            f"E_MISSING {path}: this says nothing without `market.buying_cycle`; add "
            "`market.buying_cycle` or leave it out"
            for path in (
                "market.channels.ads.in_market_lift",
                "market.channels.fairs.in_market_lift",
                "market.qualification.nurture.unprompted_return",
            )
        ),
    ]


def test_a_bait_needs_a_word_on_passive_leads() -> None:
    said = yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))
    del (
        said["market"]["accounts"],
        said["market"]["buying_cycle"],
        said["market"]["contacts"],
        said["market"]["channels"]["fans"],
    )
    del said["plan"]["spend"]["fans"]
    market = said["market"]
    for channel in market["channels"].values():
        channel.pop("in_market_lift", None)
        channel.pop("precision", None)
    del (
        market["channels"]["posts"],
        said["plan"]["spend"]["posts"],
        said["plan"]["promo_share"],
        said["plan"]["contact_capture_rate"],
    )
    market["channels"]["ads"]["in_market_share"] = 1
    del (
        market["qualification"]["out_of_market"],
        market["qualification"]["nurture"]["unprompted_return"],
        market["referrals"]["accounts_considered"],
    )
    del said["plan"]["lead_magnets"]["ads"]["relevance"]
    with pytest.raises(ScenarioError) as caught:
        load_mapping(said)
    (problem,) = caught.value.problems
    assert problem.message == "channel `ads` brings leads that are out of market, and nothing says how they fare"


def test_openness_needs_a_public_channel_to_matter() -> None:
    closed = load(ACCOUNTS, ["market.channels.posts.open_channel=false"])
    (warning,) = warnings_of(closed)
    assert str(warning).partition(" ")[2] == (
        "W_UNUSED market.accounts.addressable_share: no channel is an `open_channel`, so all of them reach everybody; "
        "say `open_channel: true` of one or leave this out"
    )


def test_events_beyond_the_run_do_not_take_place() -> None:
    """A plan may be told for fewer months than it was made for; that is said, and not refused."""
    short = load(ACCOUNTS, ["plan.events.fairs.dates=[2025-12-31, 2026-03-10, 2027-01-01]"])
    (warning,) = warnings_of(short)
    assert str(warning).partition(" ")[2] == (
        "W_UNUSED plan.events.fairs.dates: dates of channel `fairs` outside the run (from 2026-01-01, months: 12): "
        "2 of 3; nothing takes place on them"
    )
    same = load(ACCOUNTS, ["plan.events.fairs.dates=[2026-03-10]"])
    assert resolve(short)._replace(start="") == resolve(same)._replace(start="")
