"""What the figures show is what they say: bars, lines and words of a study made by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import FillBetweenPolyCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from gtmsim.metrics.retention import Retention
from gtmsim.report.figures.style import Drawing, colour
from gtmsim.report.shown import Aim, Shown, Study

N, MONTHS = 100, 3
Drawn = tuple[Figure, Drawing]


def stats(mean: float | None, half: float = 1.0, **more: Any) -> dict[str, Any]:
    ends = [None, None] if mean is None else [mean - half, mean + half]
    return {"unit": "USD", "mean": mean, "ci95": ends, **more}


def shown(name: str = "Plan", times: float = 1.0) -> Shown:
    """A hundred replications that are evenly spread; each number is told apart by its size."""
    spread = np.arange(N, dtype=np.float64)[:, None]
    arr = times * (1000.0 + 10.0 * spread + 100.0 * np.arange(MONTHS))
    flat = np.ones((N, MONTHS))
    monthly = {"arr_end": arr, "mrr_start": 50.0 * flat, "mrr_end": 74.0 * flat}
    monthly |= {
        "new": 10 * flat,
        "reactivation": flat,
        "expansion": 2 * flat,
        "contraction": 3 * flat,
        "churn": 2 * flat,
    }
    counts = {"leads": 800.0, "mqls": 400.0, "sqls": 100.0, "opportunities": 80.0, "wins": 22.0}
    values = {"ltv_simple": 11.0, "ltv_observed": 7.0, "ltv_36m": 20.0, "ltv_36m_truth": 21.0, "ltv_truth": 90.0}
    metrics = {key: stats(times * value) for key, value in (counts | values).items()}
    metrics["ltv_extrapolated"] = stats(None, why="the tail has no end")
    cac = {"cac_paid": stats(31.0), "cac_cohort": stats(47.0), "cac_loaded": stats(59.0 * times)}
    by = {"channel": {"ads": cac, "(initial)": {"wins": stats(2.0)}}}
    ages = np.array([100.0, 80.0, 50.0, 40.0, 10.0])
    kept, before = np.array([100.0, 64.0, 30.0, 24.0, 1.0]), np.array([0.0, 80.0, 40.0, 24.0, 2.0])
    active = np.array([100.0, 64.0, 35.0, 36.0, 9.0])
    mrr, mrr_before = np.array([1000.0, 720.0, 500.0, 450.0, 9.0]), np.array([0.0, 800.0, 450.0, 375.0, 9.0])
    return Shown(name, metrics, by, monthly, Retention(ages, active, mrr, 10 * ages, mrr_before, kept, before))


def study(*scenarios: Shown, chosen: str = "") -> Study:
    return Study(scenarios or (shown(),), ("2026-01", "2026-02", "2026-03"), "USD", N, "simulation error only", chosen)


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def caption(figure: Figure) -> str:
    """The caption as one line, however it is broken."""
    return figure._supxlabel.get_text().replace("\n", " ")  # type: ignore[attr-defined,no-any-return]


def band(axes: Axes, i: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper edge of the i-th band."""
    bands = [c for c in axes.collections if isinstance(c, FillBetweenPolyCollection | PolyCollection)]
    corners = bands[i].get_paths()[0].vertices
    months = range(MONTHS)
    low = np.array([corners[corners[:, 0] == m, 1].min() for m in months])
    return low, np.array([corners[corners[:, 0] == m, 1].max() for m in months])


def test_arr_is_its_mean_with_a_band_from_p10_to_p90(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study())["arr"]
    (axes,) = figure.axes
    assert axes.lines[0].get_ydata().tolist() == [1495.0, 1595.0, 1695.0]
    low, high = band(axes, 0)
    assert low == pytest.approx([1099.0, 1199.0, 1299.0]) and high == pytest.approx([1891.0, 1991.0, 2091.0])
    assert texts(axes) == ["Plan  1700"]
    assert "P10–P90" in caption(figure) and "forecast" in caption(figure)
    assert "simulation error" not in caption(figure)
    assert "in 8 of 10 replications between 1.3k and 2.09k at the end" in drawing.alt


def test_arr_of_several_plans_has_a_line_of_each(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, _ = draw(study(shown(), shown("More", 2.0)))["arr"]
    (level,) = figure.axes
    assert [line.get_ydata()[-1] for line in level.lines] == [1695.0, 3390.0]
    assert [line.get_color() for line in level.lines] == [colour(0), colour(1)]
    assert texts(level) == ["Plan  1700", "More  3390"]


def test_the_bridge_leads_from_opening_to_closing(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study())["mrr_waterfall"]
    (axes,) = figure.axes
    bars = [(round(bar.get_y(), 6), round(bar.get_height(), 6)) for bar in axes.patches]
    assert bars == [(0, 50), (50, 30), (80, 3), (83, 6), (89, -9), (80, -6), (0, 74)]
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        *("opening", "new", "reactivation", "expansion", "contraction", "churn", "closing"),
    ]
    assert texts(axes) == ["50", "+30", "+3", "+6", "−9", "−6", "74"]
    assert "new +30, reactivation +3, expansion +6, contraction −9, churn −6, closing 74" in drawing.alt


def test_the_funnel_tells_the_share_of_the_step_before(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study())["funnel"]
    (axes,) = figure.axes
    assert [bar.get_width() for bar in axes.patches] == [800.0, 400.0, 100.0, 80.0, 20.0]
    shares = [text.partition("(")[2].rstrip(")") for text in texts(axes)]
    assert shares == ["", "50%", "25%", "80%", "25%"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["leads", "MQLs", "SQLs", "opportunities", "wins"]
    assert "MQLs 400" in drawing.alt and "wins 20" in drawing.alt


def points(axes: Axes) -> list[float]:
    """Where the points of estimates lie."""
    return [
        float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() == "o" and len(line.get_xdata()) == 1
    ]


def bars(axes: Axes) -> list[tuple[float, float]]:
    """From where to where the intervals go."""
    ends = [line.get_xdata() for line in axes.lines if line.get_marker() != "o" and len(line.get_xdata()) == 2]
    return [(float(a), float(b)) for a, b in ends if a != b and b > 1.0]


def legend(figure: Figure) -> list[str]:
    found = figure.axes[0].get_legend()
    assert found is not None
    return [text.get_text() for text in found.get_texts()]


def test_cac_by_channel_has_each_form_under_its_name(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study())["cac_by_channel"]
    (axes,) = figure.axes
    assert points(axes) == [31.0, 47.0, 59.0]
    assert bars(axes) == [(30.0, 32.0), (46.0, 48.0), (58.0, 60.0)]
    assert legend(figure) == ["paid", "cohort", "loaded"]
    assert "ads, paid: 31.0; ads, cohort: 47.0; ads, loaded: 59.0" in drawing.alt
    assert [label.get_text() for label in axes.get_yticklabels()] == ["ads"]


def test_cac_of_several_scenarios_is_the_loaded_one(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study(shown(), shown("More", 2.0)))["cac_by_channel"]
    assert points(figure.axes[0]) == [59.0, 118.0] and legend(figure) == ["Plan", "More"]
    assert drawing.title.endswith("loaded")


def test_ltv_forms_have_the_truth_as_a_dotted_line(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study(shown(), shown("More", 2.0)))["ltv_forms"]
    (axes,) = figure.axes
    dotted = [(float(line.get_xdata()[0]), line.get_color()) for line in axes.lines if line.get_linestyle() == ":"]
    assert dotted == [(90.0, colour(0)), (180.0, colour(1))]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    rows = dict(zip(labels, np.array(points(axes))[: 2 * 5].reshape(-1, 2).tolist(), strict=False))
    assert rows["simple"] == [11.0, 22.0] and rows["observed to the horizon"] == [7.0, 14.0]
    assert rows["first 36 months"] == [20.0, 40.0]
    assert any("undefined: the tail has no end" in text for text in texts(axes))
    assert "Plan: simple 11.0" in drawing.alt and "truth (run-off) 90.0" in drawing.alt


def test_retention_is_a_survival_curve_with_the_active_share_beside(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, drawing = draw(study())["retention"]
    customers, revenue = figure.axes
    survival, active = (line.get_ydata() for line in customers.lines)
    # 64 of 80, 30 of 40, 24 of 24; at the last age only 10 are old enough to tell.
    assert survival == pytest.approx([1.0, 0.8, 0.6, 0.6])
    assert active == pytest.approx([1.0, 0.8, 0.7, 0.9])
    assert customers.lines[1].get_linestyle() == ":"
    assert revenue.lines[0].get_ydata() == pytest.approx([1.0, 0.9, 1.0, 1.2])
    assert "Plan, customers never lost: 60% after 3 months" in drawing.alt
    assert "Plan, recurring revenue: 120% after 3 months" in drawing.alt
    assert "Plan, active share: 90%" in drawing.alt
    assert "Kaplan-Meier" in caption(figure)


def test_no_word_is_cut_off(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    """Whatever stands on a chart stands within it, captions with a long word on the choice of scenarios too."""
    several = study(shown(), shown("A plan with a longer name", 2.0), chosen="The best three of nine are shown here.")
    for drawings in (draw(study(shown())), draw(several), draw(aimed())):
        for name, (figure, _) in drawings.items():
            figure.draw_without_rendering()
            assert figure._supxlabel is not None  # type: ignore[attr-defined]
            box = figure._supxlabel.get_window_extent()  # type: ignore[attr-defined]
            assert box.x0 >= 0.0 and box.x1 <= figure.bbox.x1, f"{name}: {caption(figure)}"


def test_captions_say_what_spread_they_show(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    drawn = draw(study(chosen="The base and the 5 of 14 plans that come first."))
    for name, (figure, drawing) in drawn.items():
        assert caption(figure).endswith("The base and the 5 of 14 plans that come first."), name
        assert f"n = {N} replications" in caption(figure)
        assert ("simulation error only" in caption(figure)) == (name != "arr")
        assert len(drawing.alt) > 40


def aim(amount: float = 250.0, side: str = "at_least") -> Aim:
    """Two plans of four replications over three months."""
    base, other = np.array([100.0, 200.0, 250.0, 300.0]), np.array([200.0, 300.0, 350.0, 400.0])
    path = np.outer(base, [0.2, 0.5, 1.0])
    points = ((1, "2026-02-28", 100.0, ("75%", "100%")), (2, "2026-03-31", amount, ("50%", "75%")))
    told = (("50%", "75%"), ("50% (15 to 85%)", "75% (30 to 95%)"))
    return Aim(
        *("New ARR", "New ARR: at least 250 USD/year", "2026-03-31", side, amount, "USD/year"),
        (base, other),
        *told,
        points,
        (path, path * 1.5),
    )


def aimed(side: str = "at_least") -> Study:
    """Two plans with a target."""
    return study(shown(), shown("Other", 1.5))._replace(aims=(aim(side=side),))


@pytest.mark.parametrize("side", ["at_least", "at_most"])
def test_a_target_parts_the_bars_and_its_chance_stands_in_the_caption(
    draw: Callable[[Study], dict[str, Drawn]], side: str
) -> None:
    figure, _ = draw(aimed(side))["target"]
    (axes,) = figure.axes
    shown_bars = [bar for bar in axes.patches if isinstance(bar, Rectangle) and bar.get_height() > 0.0]
    dark = [(bar.get_y(), bar.get_x()) for bar in shown_bars if bar.get_alpha() == 0.95]
    # The base stands above, with 250 and 300 on one side of the target and 100, 200 and 250 on the other.
    assert sum(y == 1.0 for y, _ in dark) == {"at_least": 2, "at_most": 3}[side]
    assert all((x > 249.0) == (side == "at_least") for _, x in dark)
    assert "Plan 50% (15 to 85%)" in caption(figure) and "50%" in texts(axes)


def test_a_path_shows_each_target_with_its_chances(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    figure, _ = draw(aimed())["target_path"]
    (axes,) = figure.axes
    assert list(axes.lines[-1].get_xdata()) == [1, 2] and list(axes.lines[-1].get_ydata()) == [100.0, 250.0]
    assert [text for text in texts(axes) if text.endswith("%")] == ["75%", "100%", "50%", "75%"]


def test_without_targets_there_is_no_figure_of_them(draw: Callable[[Study], dict[str, Drawn]]) -> None:
    assert not {"target", "target_path"} & set(draw(study()))
