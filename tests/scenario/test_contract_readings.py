"""Contracts and hires that may be meant otherwise: of day 0, cut to the term, given twice, dated beside a lag."""

import re
from pathlib import Path

import pytest

from gtmsim.scenario.checks.contract_readings import contract_readings
from gtmsim.scenario.load import load

SHIPPED = Path("scenarios/baseline.yaml")


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that stands alone, with monthly contracts for small customers."""
    file = tmp_path_factory.mktemp("firm") / "firm.yaml"
    text = re.sub(r"^  terms: .*\n", "", SHIPPED.read_text(encoding="utf-8"), flags=re.MULTILINE)
    offers = "plan:\n  offers: {small: {term: monthly, billing: monthly}}"
    file.write_text(re.sub(r"^plan:", offers, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return file


def said(file: Path, *changes: str) -> dict[str, str]:
    found = contract_readings(load(file, list(changes)))
    return {".".join(map(str, problem.path)): f"{problem.message}; {problem.hint}" for problem in found}


def test_customers_of_day_0_are_on_yearly_contracts_where_nobody_says_others(firm: Path) -> None:
    told = said(firm)["plan.offers.small"]
    assert "customers of day 0 are taken to be on annual contracts" in told
    assert "`run.initial.terms.small: monthly`" in told
    for change in ("run.initial.terms.small=monthly", "run.initial.terms.small=annual", "plan.terms.small=monthly"):
        assert not said(firm, change), change
    assert not said(SHIPPED)


def test_a_variant_that_offers_others_leaves_day_0_as_it_was() -> None:
    assert not said(SHIPPED, "plan.offers.small={term: monthly}")


def test_bills_of_day_0(firm: Path) -> None:
    text = firm.read_text(encoding="utf-8").replace(
        "{term: monthly, billing: monthly}", "{term: annual, billing: monthly}"
    )
    other = firm.with_name("billed.yaml")
    other.write_text(text, encoding="utf-8")
    assert "`run.initial.billing.small: monthly`" in said(other)["plan.offers.small"]
    assert not said(other, "run.initial.billing.small=monthly")
    assert not said(other, "run.initial.billing.small=yearly")


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        ("plan.offers.small={term: monthly, notice_period: 90 days}", "notice_period", "falls due on the first day"),
        (
            "plan.offers.small={term: monthly, billing: yearly}",
            "billing",
            "a bill of 12 months on contracts of 1 month",
        ),
        ("plan.offers.mid={term: annual, billing: 24 months}", "billing", "a bill of 24 months on contracts of 12"),
        (
            "plan.offers.small={term: annual, discounts: {annual: 10%}, prepaid_discount: 10%}",
            "discounts.annual",
            "makes 19% off",
        ),
    ],
)
def test_what_is_cut_or_given_twice(change: str, at: str, words: str) -> None:
    found = {path: text for path, text in said(SHIPPED, change).items() if path.endswith(at)}
    assert len(found) == 1 and words in next(iter(found.values()))


@pytest.mark.parametrize(
    "change",
    [
        "plan.offers.small={term: monthly, notice_period: 30 days}",
        "plan.offers.small={term: annual, billing: upfront}",
        "plan.offers.small={terms: {monthly: 50%, annual: 50%}, billing: yearly}",
        "plan.offers.small={term: annual, discounts: {annual: 10%}, prepaid_discount: 5%}",
        "plan.offers.small={term: annual, billing: monthly, discounts: {annual: 10%}, prepaid_discount: 0%}",
    ],
)
def test_what_is_meant_as_it_is_read(change: str) -> None:
    assert not said(SHIPPED, change)


def test_a_lag_of_hiring_does_not_move_dated_headcount() -> None:
    dated = "plan.teams.ae.headcount={2026-04-01: +4}"
    assert "begins on that day" in said(SHIPPED, dated, "plan.hiring_lag=2 months")["plan.hiring_lag"]
    assert not said(SHIPPED, dated, "plan.hiring_lag=0 days")
