"""A study as one page that opens without a network."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gtmsim import __version__
from gtmsim.report.studies.told import Told

HERE = Path(__file__).parent


def page(told: Told) -> str:
    """The report as HTML; every name in it is escaped."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    css = (HERE.parent / "page.css").read_text("utf-8")
    return environment.get_template("study.html").render(told=told, css=css, version=__version__)
