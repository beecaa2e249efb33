"""The charts of a report, each drawn once and kept as PNG for print and as SVG for the page."""

from gtmsim.report.figures.arr import arr
from gtmsim.report.figures.cac import cac_by_channel
from gtmsim.report.figures.cash_over_time import cash_over_time
from gtmsim.report.figures.funnel import funnel
from gtmsim.report.figures.ltv import ltv_forms
from gtmsim.report.figures.retention import retention
from gtmsim.report.figures.style import Drawing
from gtmsim.report.figures.target import target
from gtmsim.report.figures.target_path import target_path
from gtmsim.report.figures.waterfall import mrr_waterfall
from gtmsim.report.shown import Study

FIGURES = (target, target_path, arr, cash_over_time, mrr_waterfall, funnel, cac_by_channel, ltv_forms, retention)


def draw_all(study: Study) -> dict[str, Drawing]:
    """Every chart that has something to show, by name, in the order of the page."""
    drawn = {figure.__name__: figure(study) for figure in FIGURES}
    return {name: drawing for name, drawing in drawn.items() if drawing is not None}
