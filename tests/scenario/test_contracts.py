"""What may be said of contracts: each fault with its place, and what would do nothing."""

from pathlib import Path

import pytest

from gtmsim.scenario.checks.oddities import odd
from gtmsim.scenario.explain import explain
from gtmsim.scenario.language.problems import ScenarioError
from gtmsim.scenario.language.walk import field_at
from gtmsim.scenario.load import load, load_text, warnings_of
from gtmsim.scenario.resolve import resolve
from gtmsim.scenario.writing import resolved_yaml

STARTER = Path(__file__).parents[2] / "gtmsim" / "report" / "starter.yaml"
FIRM = """
name: contracts
market:
  CONTRACTS
  segments: {firms: {contract_value: 12k, committee: one, churn: 12%BY_TERM}}
  committees: {one: {roles: {boss: {}}}}
  qualification: {in_market: {sql_rate: 100%}}
plan: {PLAN}
run: {start: 2026-01-01, months: 3, initial: {customers: {firms: 5}}}
"""


def firm(plan: str, by_term: str = "", contracts: str = "") -> str:
    """A firm with these offers."""
    text = FIRM.replace("{PLAN}", f"{{{plan}}}").replace("CONTRACTS", contracts or "cogs_share: 10%")
    return text.replace("BY_TERM", f", churn_by_term: {by_term}" if by_term else "")


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("offers: {nobody: {term: annual}}", r"E_UNKNOWN plan.offers.nobody: no segment is called"),
        ("offers: {firms: {term: annual, terms: {annual: 1}}}", r"E_CONFLICT plan.offers.firms.term: `terms` says"),
        ("offers: {firms: {term: {annual: 40%, monthly: 60%}}}", r"E_TYPE plan.offers.firms.term: the shares of sev"),
        (
            "offers: {firms: {term: {2026-03-01: monthly}}}",
            r"E_RANGE plan.offers.firms.term: the first date is 2026-03",
        ),
        (
            "renewal_offers: {firms: {term: annual, discounts: {annual: {2026-03-01: 5%}}}}",
            r"E_RANGE plan.renewal_offers.firms.discounts.annual: the first date",
        ),
        ("offers: {firms: {term: 61 months}}", r"E_RANGE plan.offers.firms.term: got `61 months`, need at least 1, at"),
        (
            "offers: {firms: {terms: {annual: 40%, monthly: 50%}}}",
            r"E_SUM plan.offers.firms.terms: .* 0.9 on 2026-01-01",
        ),
        ("offers: {firms: {terms: {annual: 0%, monthly: 0%}}}", r"E_SUM plan.offers.firms.terms: the shares sum to 0"),
        (
            "offers: {firms: {terms: {annual: {start: 40%, 2026-02-02: 50%}, monthly: 60%}}}",
            r"E_SUM plan.offers.firms.terms: the shares sum to 1.1 on 2026-02-02",
        ),
        (
            "offers: {firms: {terms: {annual: 1, 12 months: 0}}}",
            r"E_CONFLICT .*`annual` and `12 months` are one length",
        ),
        ("offers: {firms: {terms: {yesterday: 1}}}", r"E_TYPE plan.offers.firms.terms.yesterday: need whole calendar"),
        ("offers: {firms: {discounts: {61 months: 1%}}}", r"E_RANGE plan.offers.firms.discounts.61 months: got"),
        ("offers: {firms: {billing: up front}}", r"E_TYPE plan.offers.firms.billing: .*; did you mean `upfront`"),
        ("offers: {firms: {billing: 0}}", r"plan.offers.firms.billing"),
        ("renewal_offers: {firms: {billing: upfront}}", r"E_MISSING plan.renewal_offers.firms: an offer to customers"),
        ("renewal_offers: {firms: {term: annual, setup_fee: 20}}", r"E_UNKNOWN plan.renewal_offers.firms.setup_fee"),
        ("offers: {firms: {prepaid_discount: [1%, 2%]}}", r"E_LENGTH plan.offers.firms.prepaid_discount"),
    ],
)
def test_faults_are_said_with_their_place(plan: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        load_text(firm(plan))


@pytest.mark.parametrize(
    ("by_term", "said"),
    [
        ("{annual: 3%}", r"E_CONFLICT market.segments.firms.churn_by_term.annual: `churn` says it of annual contracts"),
        ("{soon: 3%}", r"E_TYPE market.segments.firms.churn_by_term.soon"),
        ("{monthly: 3%, 1 month: 4%}", r"E_CONFLICT .*one length"),
    ],
)
def test_churn_of_a_term_is_said_once(by_term: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        load_text(firm("", by_term))


@pytest.mark.parametrize(
    ("plan", "path"),
    [
        ("offers: {firms: {escalator: 3%}}", "escalator"),
        ("offers: {firms: {discounts: {24 months: 3%}}}", "discounts.24 months"),
        ("offers: {firms: {term: monthly, prepaid_discount: 3%}}", "prepaid_discount"),
        ("offers: {firms: {billing: quarterly, prepaid_discount: 3%}}", "prepaid_discount"),
        ("offers: {firms: {terms: {annual: 1, monthly: 0}}}", "terms.monthly"),
        ("offers: {firms: {first_term_only: true}}", "first_term_only"),
    ],
)
def test_what_has_no_effect_is_warned_of(plan: str, path: str) -> None:
    found = [problem for problem in odd(load_text(firm(plan))) if problem.code == "W_UNUSED"]
    assert [".".join(map(str, problem.path[3:])) for problem in found] == [path]


def test_a_market_of_which_nobody_asks_is_warned_of() -> None:
    alone = load_text(firm("", contracts="contracts: {discount_sensitivity: 0.1, commitment: 0.1}"))
    assert [problem.path[2] for problem in odd(alone) if problem.code == "W_UNUSED"] == [
        "discount_sensitivity",
        "commitment",
    ]


def test_a_scenario_with_offers_is_written_and_read_again() -> None:
    plan = (
        "offers: {firms: {terms: {monthly: {start: 40%, 2026-02-01: 30%}, 36 months: {start: 60%, 2026-02-01: 70%}}, "
        "billing: {start: upfront, 2026-02-01: quarterly}, discounts: {36 months: 10%}, prepaid_discount: 2%, "
        "escalator: 3%, setup_fee: 500, first_term_only: true}}, renewal_offers: {firms: {term: 24 months}}"
    )
    once = load_text(firm(plan, "{monthly: 35%}", "contracts: {commitment: 0.3}"))
    text = resolved_yaml(once)
    assert "upfront" in text
    assert resolve(load_text(text)) == resolve(once)


def test_agreements_are_numbered_once() -> None:
    """Two lengths, of which the longer has a discount that ends, and what holds where nothing is offered."""
    plan = "offers: {firms: {terms: {annual: 50%, 24 months: 50%}, discounts: {24 months: 10%}, first_term_only: true}}"
    (found,) = resolve(load_text(firm(plan))).offers
    told = [(each.months, each.billing, each.discount, each.then) for each in found.agreements]
    assert told == [(12, 12, 0.0, 0), (24, 12, 0.0, 1), (24, 12, 0.1, 1)]
    assert [(option.upto, option.agreement) for option in found.offered[0].options] == [(0.5, 0), (1.0, 2)]
    assert set(found.new) == {0} and found.renewal == ()


def test_more_kinds_of_contract_than_a_byte_holds_are_refused() -> None:
    less = ", ".join(f"2026-0{1 + n // 28}-{1 + n % 28:02}: {n / 100:g}" for n in range(80))
    plan = (
        f"offers: {{firms: {{terms: {{annual: 50%, 24 months: 50%}}, prepaid_discount: {{{less}}}, billing: upfront}}}}"
    )
    with pytest.raises(ScenarioError, match=r"E_RANGE plan.offers.firms: 160 kinds of contract"):
        load_text(firm(plan))


@pytest.mark.parametrize(("churn", "warned"), [("1%", True), ("3%", True), ("35%", False)])
def test_churn_of_a_month_in_place_of_a_year_is_asked(churn: str, warned: bool) -> None:
    said = load_text(firm("terms: {firms: 1 month}", f"{{monthly: {churn}}}"))
    found = [problem for problem in warnings_of(said) if problem.path[-2:] == ("churn_by_term", "monthly")]
    assert bool(found) == warned
    assert not warned or (found[0].code, "per contract year" in found[0].message) == ("W_UNUSUAL", True)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("discount: 20%", r"E_MISSING plan.offers.firms.introductory: when does the discount end"),
        ("discount: 20%, lasts: 3 months, until: 2026-03-01", r"E_CONFLICT plan.offers.firms.introductory.until"),
        ("lasts: 3 months", r"E_MISSING plan.offers.firms.introductory.discount"),
        ("discount: 100%, lasts: 3 months", r"E_RANGE plan.offers.firms.introductory.discount"),
        ("discount: 20%, lasts: 61 months", r"E_RANGE plan.offers.firms.introductory.lasts"),
    ],
)
def test_a_discount_at_first_ends_once(said: str, wrong: str) -> None:
    with pytest.raises(ScenarioError, match=wrong):
        load_text(firm(f"offers: {{firms: {{introductory: {{{said}}}}}}}"))


@pytest.mark.parametrize(
    ("plan", "contracts", "idle"),
    [
        ("notice_period: 30 days", "commitment: 0, missed_notice: 5%", ""),
        ("renews_automatically: false", "commitment: 0, lapse: 5%", ""),
        ("renews_automatically: false", "", "plan.offers.firms.renews_automatically"),
        (
            "renews_automatically: false, notice_period: 30 days",
            "commitment: 0, lapse: 5%",
            "plan.offers.firms.notice_period",
        ),
        ("term: annual", "commitment: 0, lapse: 5%", "market.contracts.lapse"),
        ("term: annual", "commitment: 0, missed_notice: 5%", "market.contracts.missed_notice"),
        ("introductory: {discount: 0%, lasts: 3 months}", "", "plan.offers.firms.introductory.discount"),
        ("introductory: {discount: 5%, until: 2026-01-01}", "", "plan.offers.firms.introductory.until"),
        ("introductory: {discount: 5%, until: 2026-01-02}", "", ""),
    ],
)
def test_what_would_do_nothing_at_the_end_of_a_term(plan: str, contracts: str, idle: str) -> None:
    said = firm(f"offers: {{firms: {{{plan}}}}}", contracts=f"contracts: {{{contracts}}}" if contracts else "")
    found = [".".join(map(str, each.path)) for each in odd(load_text(said)) if each.code == "W_UNUSED"]
    assert [each for each in found if not each.endswith("commitment")] == ([idle] if idle else [])


def test_a_market_that_says_one_thing_of_its_contracts_is_warned_of_no_other() -> None:
    said = firm("offers: {firms: {notice_period: 30 days}}", contracts="contracts: {missed_notice: 5%}")
    assert not [each for each in odd(load_text(said)) if each.code == "W_UNUSED"]


def test_a_part_of_an_offer_that_is_not_there_says_how_to_say_it_whole() -> None:
    """The name that was meant is kept, not one like it, and what the hint writes is read."""
    with pytest.raises(ScenarioError, match=r"say it as a whole, as `plan\.offers\.small=\{term: 12 months\}`"):
        load(STARTER, ["plan.offers.small.term=12 months"])
    assert load(STARTER, ["plan.offers.small={term: 12 months}"]).plan.offers["small"].term is not None
    with pytest.raises(ScenarioError, match=r"as `plan\.offers\.small=\{discounts: \{\.\.\}\}`"):
        load(STARTER, ["plan.offers.small.discount=15%"])


@pytest.mark.parametrize(
    ("fee", "hint"),
    [
        ("10 %", "10 % of a year of the usual contract of `firms`, 12k, is: write `1200`"),
        ("10% of ACV", "write `1200`"),
        ("10 percent", "write `1200`"),
        ("15% of the first year", "write `1800`"),
        ("2 months of MRR", "2/12 of a year of the usual contract of `firms`, 12k, is: write `2k`"),
        ("5k once", "write `5k`"),
        ("5k per contract", "write `5k`"),
        ("5k one-off", "write `5k`"),
        ("5k per year", "an amount per year is not what stands here; write for example `12k`"),
        ("free", "where none is asked, write `0`"),
        ("10% of payroll", "`of` says something that is not understood here"),
    ],
)
def test_a_fee_that_is_no_amount_is_worked_out(fee: str, hint: str) -> None:
    with pytest.raises(ScenarioError) as error:
        load_text(firm(f"offers: {{firms: {{setup_fee: {fee}}}}}"))
    assert hint in str(error.value.problems[0].hint)


def test_the_whole_term_is_written_as_a_word() -> None:
    """Alone, on dates and by months: it is no number of months."""
    for said in ("upfront", "{2026-01-01: monthly, 2026-03-01: upfront}"):
        found = load_text(firm(f"offers: {{firms: {{billing: {said}}}}}"))
        (line,) = [each for each in explain(found) if each.path == "plan.offers.firms.billing"]
        assert "upfront" in line.value
        offer = found.plan.offers["firms"]
        written = field_at(type(found), ("plan", "offers", "firms", "billing")).declaration.write(offer.billing)
        assert "upfront" in str(written) and "60" not in str(written)
