"""What a board looks at first: each figure shows the numbers of the results, on a study made by hand."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gtmsim.report.figures.bridge import parts
from gtmsim.report.figures.burn import burn_of, runway_of
from gtmsim.report.figures.difference import month_of
from gtmsim.report.figures.flow import ribbons
from gtmsim.report.figures.style import NO_FONT, Drawing, colour, east_asian, fontless
from gtmsim.report.gather import study_of
from gtmsim.report.shown import Ahead, Headline, Shown, Study
from gtmsim.study.comparison import Comparison
from gtmsim.study.payback import payback

N, MONTHS = 10, 6
Draw = Callable[[Study], dict[str, tuple[Figure, Drawing]]]
NAMES = tuple(f"2026-{month:02d}" for month in range(1, MONTHS + 1))
MOVES = ("new", "reactivation", "expansion", "contraction", "churn")


def nothing(*names: str) -> dict[str, Any]:
    return {name: {"mean": 0.0, "ci95": [0.0, 0.0]} for name in names}


def shown(name: str = "Plan", more: float = 0.0) -> Shown:
    """Ten replications that differ by their number; the first burns most."""
    luck, flat = np.arange(N, dtype=np.float64)[:, None], np.ones((N, MONTHS))
    flow = flat * (luck - 6.0) * 10.0 - more
    monthly = {"cash": 100.0 + np.cumsum(flow, axis=1), "operating_cash_flow": flow}
    moves = {"new": 10.0 + more, "reactivation": 1.0, "expansion": 4.0, "contraction": 2.0, "churn": 3.0 - more / 10.0}
    monthly |= {key: value * flat for key, value in moves.items()}
    net = sum(moves[key] for key in MOVES[:3]) - moves["contraction"] - moves["churn"]
    end = 50.0 + net * np.cumsum(flat, axis=1)
    monthly |= {"mrr_start": end - net, "mrr_end": end, "arr_end": 12.0 * end}
    monthly |= {"pipeline_start": 30.0 * flat + np.arange(MONTHS), "pipeline_created": 5.0 * flat}
    monthly |= {"utilisation_ae": 0.9 * flat, "utilisation_sdr": 0.4 * flat}
    counts = nothing("leads", "mqls", "sqls", "opportunities", "wins")
    quotas = {"sellers_below_half": 0.25, "sellers_at_quota": 0.4, "quota_attainment": 0.8}
    metrics: dict[str, Any] = {**counts, **{key: {"mean": value} for key, value in quotas.items()}}
    deals = {"wins": 4.0, "losses": 6.0, "no_decisions": 3.0, "pipeline_deals": 2.0}
    by = {"channel": {c: {k: {"mean": v * s} for k, v in deals.items()} for c, s in (("ads", 2.0), ("fairs", 1.0))}}
    return Shown(name, metrics, by, monthly, None)


def study(*scenarios: Shown) -> Study:
    return Study(scenarios or (shown(),), NAMES, "USD", N, "simulation error only")


def said(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def caption(figure: Figure) -> str:
    return figure._supxlabel.get_text().replace("\n", " ")  # type: ignore[attr-defined,no-any-return]


def test_cash_runs_out_in_the_month_and_as_often_as_the_results_say(draw: Draw) -> None:
    figure, drawing = draw(study())["cash"]
    level, gone = figure.axes
    assert level.lines[0].get_ydata() == pytest.approx(100.0 - 15.0 * np.arange(1, 7))
    # -60 to -20 a month end 100 within six months: in the months 2, 3, 3, 4 and 6; -10 leaves 40.
    assert gone.lines[0].get_ydata() == pytest.approx([0.0, 0.1, 0.3, 0.4, 0.4, 0.5])
    assert "Cash below 0 in 5 of 10 replications, at the median in 2026-03." in caption(figure)
    assert "5 of 10" in drawing.alt


def test_who_has_cash_enough_is_told_so_without_an_empty_panel(draw: Draw) -> None:
    rich = shown()
    rich = rich._replace(monthly={**rich.monthly, "cash": 500.0 + 0.0 * rich.monthly["cash"]})
    figure, _ = draw(study(rich))["cash"]
    assert len(figure.axes) == 1 and "Cash below 0 in none of 10" in caption(figure)
    unknown = rich._replace(monthly={**rich.monthly, "cash": math.nan * rich.monthly["cash"]})
    figure, drawing = draw(study(unknown))["cash"]
    assert drawing.title == "Cash since the start, funding apart" and "below 0" not in caption(figure)
    assert figure.axes[0].lines[0].get_ydata() == pytest.approx(-15.0 * np.arange(1, 7))


def test_burn_is_the_mean_of_three_months_and_runway_what_cash_lasts(draw: Draw) -> None:
    one = shown()
    burnt = burn_of(one)
    assert np.isnan(burnt[:, :2]).all() and burnt[:, 2:] == pytest.approx(
        np.repeat(60.0 - 10.0 * np.arange(N), 4).reshape(N, 4)
    )
    lasts = runway_of(one, burnt)
    # The median replications burn 20 and 10: after three months 40 / 20 and 70 / 10 months are left.
    assert lasts[2] == pytest.approx(np.median([0.0, 0.0, 0.0, 10 / 30, 40 / 20, 70 / 10, *[np.inf] * 4]))
    figure, _ = draw(study())["burn"]
    assert figure.axes[0].lines[0].get_ydata()[2:] == pytest.approx([15.0] * 4)


def test_a_difference_has_its_month_of_payback_on_the_line(draw: Draw) -> None:
    path = np.tile([-100.0, -300.0, -200.0, -100.0, 50.0, 150.0], (N, 1))
    lead = payback((100 * path).astype(np.int64))
    cash, level = Ahead(path, lead), Ahead(np.abs(path), None)
    two = study(shown(), shown("More", 1.0))._replace(ahead=({"cash": cash, "arr_end": level},))
    figure, drawing = draw(two)["difference_over_time"]
    upper, lower = figure.axes
    assert upper.lines[0].get_ydata() == pytest.approx(np.abs(path[0]))
    assert lower.lines[0].get_ydata() == pytest.approx(path[0])
    dots = [(line.get_xdata()[0], line.get_color()) for line in lower.lines if line.get_marker() == "o"]
    assert dots == [(4, colour(1))] and month_of(cash) == 4 and month_of(level) is None
    assert "ahead for good from 2026-05, ahead when the run ends in 100% of replications" in drawing.alt


def test_the_bridge_adds_up_to_the_difference(draw: Draw) -> None:
    base, other = shown(), shown("More", 5.0)
    bars = parts(base, other)
    assert [bar.name for bar in bars] == ["new", "less churn", "difference"]
    assert bars[0].end == pytest.approx(12 * 5.0 * MONTHS) and bars[1].end - bars[1].start == pytest.approx(
        12 * 0.5 * MONTHS
    )
    closing = float((other.monthly["arr_end"] - base.monthly["arr_end"])[:, -1].mean())
    assert bars[-1].end == pytest.approx(closing) and bars[-2].end == pytest.approx(closing)
    drawn = draw(study(base, other))
    (axes,) = drawn["difference_bridge"][0].axes
    assert [bar.get_width() for bar in axes.patches] == pytest.approx([360.0, 36.0, 396.0])
    assert "mrr_waterfall" not in drawn and "mrr_waterfall" in draw(study())


def test_pipeline_has_a_bar_for_each_quarter_and_stage(draw: Draw) -> None:
    (axes,) = draw(study())["pipeline_by_quarter"][0].axes[:1]
    assert [bar.get_height() for bar in axes.patches] == pytest.approx([30.0, 33.0, 15.0, 15.0])
    staged = shown()._replace(stages=(("demo", np.array([5.0, 6.0])), ("offer", np.array([1.0, 2.0]))))
    figure, drawing = draw(study(staged))["pipeline_by_quarter"]
    assert [(bar.get_y(), bar.get_height()) for bar in figure.axes[0].patches] == [(0, 5), (0, 6), (5, 1), (6, 2)]
    assert drawing.title == "Pipeline by stage and quarter"


def test_more_stages_than_colours_are_drawn_together(draw: Draw) -> None:
    many = shown()._replace(stages=tuple((f"stage {i}", np.array([1.0, 1.0])) for i in range(9)))
    axes = draw(study(many))["pipeline_by_quarter"][0].axes[0]
    assert {bar.get_facecolor() for bar in axes.patches}.__len__() == 6 and axes.patches[-1].get_height() == 4.0


def test_teams_are_drawn_with_their_limit_the_busiest_first(draw: Draw) -> None:
    figure, drawing = draw(study())["team_load"]
    assert [axes.get_ylabel() for axes in figure.axes] == ["AE: share of hours", "SDR: share of hours"]
    assert figure.axes[0].lines[0].get_ydata() == pytest.approx([0.9] * MONTHS)
    assert figure.axes[0].lines[1].get_ydata() == [0.85, 0.85] and figure.axes[0].lines[1].get_linestyle() == "--"
    assert "AE, Plan: 90% of its hours" in drawing.alt


def test_quota_attainment_has_three_parts_that_are_all(draw: Draw) -> None:
    (axes,) = draw(study())["quota_attainment"][0].axes
    assert [bar.get_width() for bar in axes.patches] == pytest.approx([0.25, 0.35, 0.4])
    without = shown()._replace(metrics={**shown().metrics, "quota_attainment": {"mean": None}})
    assert "quota_attainment" not in draw(study(without))


def test_a_flow_loses_no_deal(draw: Draw) -> None:
    found = ribbons(shown())
    assert sum(ribbon.deals for ribbon in found) == pytest.approx(3 * 15.0)
    assert said(draw(study())["channel_flow"][0].axes[0]) == [
        *("ads  30", "fairs  15", "won  12", "lost  18", "no decision  9", "still open  6"),
    ]


def test_outcomes_are_marked_at_the_tenth_the_half_and_nine_tenths(draw: Draw) -> None:
    values = np.arange(101.0)
    one = study()._replace(headline=Headline("ARR at the end", "USD/year", (values,)))
    figure, drawing = draw(one)["outcomes"]
    assert [line.get_xdata()[0] for line in figure.axes[0].lines] == pytest.approx([10.0, 50.0, 90.0])
    assert said(figure.axes[0]) == ["P10 10", "P50 50", "P90 90"] and drawing.title.startswith("ARR at the end")
    assert "outcomes" not in draw(one._replace(headline=Headline("ARR", "USD", (0.0 * values,))))


def test_profit_and_loss_is_that_of_the_statements(draw: Draw, comparison: Comparison) -> None:
    real = study_of(comparison, comparison.summary())
    figure, _ = draw(real)["profit_and_loss"]
    books = real.scenarios[0].quarters
    assert books is not None
    bars = next(axes.patches for axes in figure.axes if axes.get_ylabel().startswith("EBITDA"))
    assert [bar.get_height() for bar in bars][: len(books.periods)] == pytest.approx(
        books.values("ebitda").mean(axis=0).tolist()
    )


def test_names_without_a_font_are_told_of_once() -> None:
    assert fontless(["Plan", "Größer"]) == ""
    assert fontless(["增长"]) == ("" if east_asian() else NO_FONT)
    assert fontless(["成長プラン", "성장"]) == ("" if east_asian() else NO_FONT)


def test_no_figure_of_what_is_not_there(draw: Draw) -> None:
    series = {name: np.zeros((N, MONTHS)) for name in (*MOVES, "mrr_start", "mrr_end", "arr_end")}
    forms = ("ltv_simple", "ltv_observed", "ltv_36m", "ltv_36m_truth", "ltv_truth", "ltv_extrapolated")
    metrics = nothing("leads", "mqls", "sqls", "opportunities", "wins", *forms)
    assert not set(draw(study(Shown("Plan", metrics, {}, series, None)))) - {"ltv_forms"}
