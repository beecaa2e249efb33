"""The best of several plans: how often the right one is chosen where the truth is known, and what a condition does."""

import numpy as np
import pytest

from gtmsim.metrics import METRICS
from gtmsim.report.studies.choose import told
from gtmsim.scenario.load import variant
from gtmsim.study.choose.choose import Race, choose
from gtmsim.study.choose.conditions import BREAKS, KEEPS, OPEN, by_count, condition
from gtmsim.study.choose.kim_nelson import FIRST, Floats, kept, last_look, sizes, squared_margin, variances
from gtmsim.study.estimators import Estimate
from gtmsim.study.problems import StudyError
from gtmsim.study.replicate import run
from gtmsim.study.sample import Sample

BASELINE = "scenarios/baseline.yaml"
SHORT = {"run.months": 3, "run.run_off": False}
ALPHA = 0.05


def chosen(means: Floats, correlation: float, matters: float, luck: np.random.Generator) -> tuple[int, int]:
    """Who is left of plans with a known mean and a spread of 1, and after how many replications."""
    n = len(means)
    common, alive = np.sqrt(correlation), list(range(n))
    own = np.sqrt(1.0 - correlation)

    def more(count: int) -> Floats:
        return means[:, None] + common * luck.normal(size=count) + own * luck.normal(size=(n, count))

    x = more(FIRST)
    spread, margin = variances(x), squared_margin(n, ALPHA)
    last = last_look(spread, alive, margin, matters)
    while True:
        alive = kept(x, alive, spread, margin, matters)
        if len(alive) == 1 or x.shape[1] >= last:
            return max(alive, key=lambda i: x[i].sum()), x.shape[1]
        x = np.hstack([x, more(min(10, last - x.shape[1]))])


STUDIES = pytest.mark.parametrize("studies", [300, pytest.param(1000, marks=pytest.mark.prove)])


@STUDIES
@pytest.mark.parametrize("plans", [2, 5, 10])
@pytest.mark.parametrize("correlation", [0.0, 0.8])
def test_the_right_plan_is_chosen_as_often_as_promised(plans: int, correlation: float, studies: int) -> None:
    """At the hardest: the best is ahead of all others, which are alike, by just the difference that matters."""
    luck = np.random.default_rng(7 + plans)
    means = np.zeros(plans)
    means[0] = 0.3
    right = sum(chosen(means, correlation, 0.3, luck)[0] == 0 for _ in range(studies))
    share, error = right / studies, np.sqrt(ALPHA * (1.0 - ALPHA) / studies)
    assert share >= 1.0 - ALPHA - 2.5 * error, share


def test_common_luck_needs_fewer_replications() -> None:
    luck = np.random.default_rng(3)
    means = np.array([0.3, 0.0, 0.0, 0.0])
    apart, together = (
        np.mean([chosen(means, correlation, 0.3, luck)[1] for _ in range(60)]) for correlation in (0.0, 0.9)
    )
    assert together < 0.5 * apart


def test_a_condition_is_read_as_it_is_meant() -> None:
    found = condition("cash_lowest >= 0 @95%")
    assert (found.metric, found.side, found.amount, found.chance) == ("cash_lowest", 1, 0.0, 0.95)
    assert condition("cac_payback_months<18").side == -1
    assert condition("arr_end>=8M").amount == 8e6
    for text in ("cash_lowest", "cash_lowest >= much", "nonsense >= 1", "cash_lowest>=0@150%"):
        with pytest.raises(StudyError, match=text.split()[0].partition(">")[0]):
            condition(text)


class Told:
    """Results of which one metric is known."""

    def __init__(self, mean: float, half: float) -> None:
        self.found = Estimate(mean, (mean - half, mean + half), "t")
        self.measures = {("cash_lowest", "", ""): None}

    def estimate(self, metric: str) -> Estimate:
        return self.found


def test_a_condition_is_kept_or_broken_beyond_doubt_only() -> None:
    asked = condition("cash_lowest>=0")
    standings = [asked.looked_at(Told(mean, 10.0))[0] for mean in (50.0, 5.0, -50.0)]  # type: ignore[arg-type]
    assert standings == [KEEPS, OPEN, BREAKS]


def test_the_better_plan_is_chosen_and_the_others_take_no_more_replications() -> None:
    base = variant(BASELINE, SHORT)
    plans = {"worse": "x0.2", "same": "+0%"}
    others = [variant(base, {"plan.spend.search_ads": said}, name) for name, said in plans.items()]
    found = choose(base, *others, metric="new_arr", difference=1e9, engine="compiled")
    assert [each.results.replications for each in found.candidates] == [FIRST] * 3
    assert found.left, "nothing matters, so any may be the best"
    summary = found.summary()
    assert summary["difference_that_matters"] == 1e9 and len(summary["plans"]) == 3


def test_a_plan_that_breaks_a_condition_is_dropped_with_the_reason() -> None:
    base = variant(BASELINE, SHORT)
    dear = variant(base, {"plan.spend.search_ads": "x20"}, "dear")
    found = choose(base, dear, metric="new_arr", subject=["plan_cost<1.5M"], difference=1e6)
    (dropped,) = [each for each in found.candidates if each.name == "dear"]
    assert not dropped.left and dropped.why == "breaks plan_cost<1.5M"
    assert found.best is not None and found.best.name == base.name


def test_what_cannot_be_chosen_is_refused() -> None:
    with pytest.raises(StudyError, match="two plans or more"):
        choose(BASELINE)
    with pytest.raises(StudyError, match="chance"):
        choose(BASELINE, BASELINE, chance=1.5)
    with pytest.raises(StudyError, match="more than 20"):
        choose(BASELINE, BASELINE, replications=5)


class Planted:
    """A plan whose metrics are planted: one that decides, and the cash that a condition looks at."""

    def __init__(self, mean: float, cash: float, seed: list[int]) -> None:
        self.mean, self.cash, self.luck = mean, cash, np.random.default_rng(seed)
        self.outcomes: list[float] = []
        self.cashes: list[float] = []

    def grow(self, replications: int, progress: object = None) -> None:
        more = replications - len(self.outcomes)
        self.outcomes += (self.mean + self.luck.normal(size=more)).tolist()
        self.cashes += (self.cash + self.luck.normal(size=more)).tolist()

    @property
    def results(self) -> "Planted":
        return self

    @property
    def name(self) -> str:
        return f"{self.mean:g}"

    @property
    def measures(self) -> dict[tuple[str, str, str], Sample]:
        ones = np.ones(len(self.outcomes))
        columns = {"arr_end": self.outcomes, "cash_lowest": self.cashes}
        return {(name, "", ""): Sample(np.array(x), ones, "count") for name, x in columns.items()}

    @property
    def meanings(self) -> dict[str, object]:
        return dict(METRICS)

    def estimate(self, metric: str) -> Estimate:
        return self.measures[metric, "", ""].estimate()


def raced(plans: list[Planted], conditions: tuple[str, ...], most: int = 1000) -> Race:
    race = Race(plans, "arr_end", tuple(map(condition, conditions)), 0.3, 0.95, most, None)  # type: ignore[arg-type]
    race.run()
    return race


@pytest.mark.parametrize("asked", ["cash_lowest>=0", "cash_lowest>=0@50%"])
@pytest.mark.parametrize("studies", [30, pytest.param(1000, marks=pytest.mark.prove)])
def test_the_best_of_those_that_keep_a_condition_is_chosen(studies: int, asked: str) -> None:
    """The highest of all breaks what is asked, which is not seen at first: it must not beat the one to choose."""
    right = 0
    for study in range(studies):
        plans = [Planted(0.6, -0.3, [study, 0]), Planted(0.3, 0.3, [study, 1]), Planted(0.0, 0.3, [study, 2])]
        right += raced(plans, (asked,)).alive == [1]
    assert right / studies >= 0.95 - 2.5 * np.sqrt(0.05 * 0.95 / studies), right


def test_one_that_is_ahead_takes_more_replications_until_its_condition_is_decided() -> None:
    plans = [Planted(5.0, 0.25, [1]), Planted(0.0, 2.0, [2])]
    race = raced(plans, ("cash_lowest>=0",))
    assert race.alive == [0] and race.standing[0, "cash_lowest>=0"] == KEEPS
    assert FIRST < len(plans[0].outcomes) < 1000


def test_one_whose_condition_stays_open_is_not_chosen_and_beats_nobody() -> None:
    race = raced([Planted(5.0, 0.0, [3]), Planted(0.0, 2.0, [4])], ("cash_lowest>=0",), most=60)
    assert race.alive == [0, 1] and race.standing[0, "cash_lowest>=0"] == OPEN


def test_a_condition_that_is_open_is_said_and_no_plan_is_called_chosen() -> None:
    base = variant(BASELINE, SHORT)
    dear = variant(base, {"plan.spend.search_ads": "x20"}, "dear")
    usual = run(base, 20).estimate("plan_cost").mean or 0.0
    said = [f"plan_cost<{usual:.6f}", "plan_cost<1.5M"]
    found = choose(base, dear, metric="new_arr", subject=said, difference=1e6, replications=30)
    assert found.best is None and [each.name for each in found.left] == [base.name]
    answers = " ".join(told(found).answers)
    assert "no plan is chosen" in answers and f"Open is {said[0]}" in answers and "--replications" in answers
    assert "if it keeps what is open" in told(found).tables[0].rows[0][1]


def test_the_binomial_decides_about_a_chance_as_often_as_it_says() -> None:
    assert by_count(20, 20, 0.5, 0.01) == KEEPS and by_count(0, 20, 0.5, 0.01) == BREAKS
    assert by_count(10, 20, 0.5, 0.01) == by_count(20, 20, 0.9, 0.01) == OPEN


def test_all_looks_are_known_before() -> None:
    assert sizes(35) == [20, 30, 35] and sizes(1000)[:6] == [20, 30, 40, 50, 62, 77]
