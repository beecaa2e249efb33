"""The charts of a report, each drawn once and kept as PNG for print and as SVG for the page."""

from gtmsim.report.figures.arr import arr
from gtmsim.report.figures.bridge import difference_bridge
from gtmsim.report.figures.burn import burn
from gtmsim.report.figures.cac import cac_by_channel
from gtmsim.report.figures.cash import cash
from gtmsim.report.figures.difference import difference_over_time
from gtmsim.report.figures.flow import channel_flow
from gtmsim.report.figures.funnel import funnel
from gtmsim.report.figures.headline import outcomes
from gtmsim.report.figures.ltv import ltv_forms
from gtmsim.report.figures.profit import profit_and_loss
from gtmsim.report.figures.quota import quota_attainment
from gtmsim.report.figures.retention import retention
from gtmsim.report.figures.stages import pipeline_by_quarter
from gtmsim.report.figures.style import Drawing
from gtmsim.report.figures.target import target
from gtmsim.report.figures.target_path import target_path
from gtmsim.report.figures.teams import team_load
from gtmsim.report.figures.waterfall import mrr_waterfall
from gtmsim.report.shown import Study

MONEY = (cash, burn, profit_and_loss)
SELLING = (funnel, channel_flow, pipeline_by_quarter, team_load, quota_attainment)
CUSTOMERS = (cac_by_channel, ltv_forms, retention)
RECURRING = (arr, difference_bridge, mrr_waterfall)
FIGURES = (outcomes, target, target_path, difference_over_time, *RECURRING, *MONEY, *SELLING, *CUSTOMERS)


def draw_all(study: Study) -> dict[str, Drawing]:
    """Every chart that has something to show, by name, in the order of the page."""
    drawn = {figure.__name__: figure(study) for figure in FIGURES}
    return {name: drawing for name, drawing in drawn.items() if drawing is not None}
