"""What a results folder holds, and that it is the same every time."""

import csv
import io
import json
import platform
from pathlib import Path

import pytest

from gtmsim import __version__
from gtmsim.report.replications import replications_csv
from gtmsim.report.tables import number
from gtmsim.scenario.load import load
from gtmsim.scenario.writing import fingerprint
from gtmsim.study.comparison import Comparison
from gtmsim.study.results import Results

MONEY = ("arr", "burn", "cash", "profit_and_loss")
SELLING = ("channel_flow", "funnel", "pipeline_by_quarter", "team_load", "cac_by_channel", "ltv_forms")
WATERFALL = {"figures/mrr_waterfall.png"}
FIGURES = {f"figures/{name}.png" for name in (*MONEY, *SELLING)}
STATEMENTS = {"statements_monthly.csv", "statements_quarterly.csv"}
REPORTS = {"report.html", "report.xlsx", "README.txt"}
TABLES = (
    {"summary.json", "metrics.csv", "replications.csv", "monthly.csv", "scenario.yaml", "run.json"}
    | STATEMENTS
    | REPORTS
)


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_run_s_folder(results: Results, tmp_path: Path) -> None:
    assert results.write(tmp_path / "r") == tmp_path / "r"
    assert {name for name in held(tmp_path / "r") if "retention" not in name} == TABLES | FIGURES | WATERFALL


def test_a_comparison_s_folder_has_every_scenario(comparison: Comparison, tmp_path: Path) -> None:
    comparison.write(tmp_path / "r")
    files = {name for name in held(tmp_path / "r") if "retention" not in name}
    differences = {"differences_monthly.csv", "differences_by_replication.csv", "figures/difference_over_time.png"}
    assert files == TABLES | FIGURES | differences | {"scenarios/my_plan.yaml", "scenarios/two_more_CSMs.yaml"}
    assert load(tmp_path / "r" / "scenarios" / "two_more_CSMs.yaml") == comparison.results[1].scenario
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r" / "replications.csv").read_text("utf-8-sig"))))
    assert {row["scenario"] for row in rows} == {"my plan", "two more CSMs"}


def test_writing_twice_gives_the_same_bytes_except_in_run_json(
    comparison: Comparison, comparison_files: dict[str, bytes], tmp_path: Path
) -> None:
    first = {**comparison_files}
    second = held(comparison.write(tmp_path / "r"))
    assert json.loads(first.pop("run.json"))["files"] == json.loads(second.pop("run.json"))["files"]
    assert first == second


def test_only_run_json_knows_the_machine(results: Results, run_files: dict[str, bytes]) -> None:
    files = {**run_files}
    record = json.loads(files.pop("run.json"))
    assert record["version"] == __version__
    assert record["scenarios"] == {"my plan": fingerprint(results.scenario)}
    assert (record["seed"], record["replications"]) == (results.seed, results.replications)
    assert set(record["files"]) == set(files)
    texts = {name: content for name, content in files.items() if not name.endswith((".png", ".xlsx"))}
    for name, content in texts.items():
        for word in (
            f" {platform.node()} ",
            platform.platform(),
            record["written"],
            record["written"][:10],
            str(Path.home()),
        ):
            assert word.encode() not in content, f"{word} in {name}"


def test_replications_csv_is_long_sorted_and_whole(results: Results, run_files: dict[str, bytes]) -> None:
    content = run_files["replications.csv"]
    assert content.startswith(b"\xef\xbb\xbfscenario,replication,metric,by,value\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    keys = [(int(row[1]), row[2], row[3]) for row in rows]
    assert keys == sorted(set(keys))
    assert len(rows) == results.replications * len(results.measures)
    value = next(row[4] for row in rows if row[1:4] == ["1", "arr_end", ""])
    assert float(value) == results.measures["arr_end", "", ""].values()[1]


def test_fewer_replications_are_the_head_of_more() -> None:
    columns = {(metric, ""): [0.5 + replication for replication in range(4)] for metric in ("a", "b")}
    few = replications_csv([("s", {place: values[:2] for place, values in columns.items()})])
    assert replications_csv([("s", columns)]).startswith(few)


def test_names_in_replications_csv_are_quoted_where_they_must_be() -> None:
    content = replications_csv([('a "name", or two', {("wins", "segment:x,y"): [1.0, float("nan")]})])
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:] == [
        ['a "name", or two', "0", "wins", "segment:x,y", "1.0"],
        ['a "name", or two', "1", "wins", "segment:x,y", ""],
    ]


@pytest.mark.parametrize("x, text", [(0.1, "0.1"), (12.0, "12.0"), (float("nan"), ""), (float("inf"), "inf")])
def test_a_value_is_written_whole_or_says_that_it_is_none(x: float, text: str) -> None:
    assert number(x) == text


def test_monthly_csv_has_mean_and_deciles(results: Results, run_files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(run_files["monthly.csv"].decode("utf-8-sig"))))
    assert list(rows[0]) == ["scenario", "month", "series", "team", "unit", "mean", "p10", "p90"]
    assert [row["month"] for row in rows if row["series"] == "arr_end"][::12] == ["2026-01", "2027-01"]
    last = next(row for row in rows if (row["month"], row["series"]) == ("2027-01", "arr_end"))
    assert (last["team"], last["unit"]) == ("", "USD/year")
    assert {row["team"] for row in rows if row["series"] == "utilisation"} == {"sdr", "ae"}
    assert float(last["mean"]) == pytest.approx(results.monthly["arr_end"][:, -1].mean())


def test_summary_json_is_strict(comparison_files: dict[str, bytes]) -> None:

    def refuse(word: str) -> None:
        pytest.fail(f"{word} is no JSON")

    said = json.loads(comparison_files["summary.json"], parse_constant=refuse)
    assert said["scenarios"] == ["my plan", "two more CSMs"]


def test_stages_keep_their_order(comparison: Comparison, results: Results) -> None:
    stages = [stage.name for stage in results.scenario.market.selling.stages]
    for found in (results, comparison):
        assert list(found.summary()["by"]["stage"]) == [*stages, "(committee)"]
