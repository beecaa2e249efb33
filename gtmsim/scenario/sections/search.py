"""The search: between which values the best plan is looked for, with how much money, and what it has to keep."""

from typing import Annotated

from gtmsim.scenario.language.param import Section, choice, param, words

OBJECTIVES = ("mean", "p10", "cvar", "chance")


class Search(Section):
    """What `gtmsim optimise` may change, and by what it judges."""

    levers: Annotated[
        list[Annotated[str, words("a lever with its values, as plan.spend.search_ads=0..60k")]],
        words("levers with the values that each may take: PATH=0..60k, PATH=0,8k..60k:2k or PATH=A,B"),
    ] = []
    budget: Annotated[
        float | None,
        param(
            "money",
            "what the plan may cost over the run, all in; none: as much as today's does",
            gt=0,
            usual=(1e3, 1e9),
        ),
    ] = None
    objective: Annotated[
        str, choice("by what plans are told apart: mean, worse tail, or the chance of the target", *OBJECTIVES)
    ] = "mean"
    conditions: Annotated[
        list[Annotated[str, words("a condition, as cash_lowest>=0@95%")]],
        words("what the plan has to keep, with its chance: cash_lowest>=0@95%, cac_payback_months<18"),
    ] = []
    frontier: Annotated[
        str | None,
        words("a second metric, as cash_lowest: which plans nobody beats in both; none: no frontier is looked for"),
    ] = None
    evaluations: Annotated[int, param("count", "plans that are tried at most", ge=10, le=10_000, usual=(20, 2_000))] = (
        200
    )
