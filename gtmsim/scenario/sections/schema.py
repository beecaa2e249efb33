"""What a scenario says: `market` happens to us, `plan` we decide, `run` is the experiment."""

from typing import Annotated, Any, ClassVar

from gtmsim.mechanisms import declared
from gtmsim.scenario.language.param import Section, label, param, words
from gtmsim.scenario.language.renamed import VERSION
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.plan import Plan
from gtmsim.scenario.sections.run import Run
from gtmsim.scenario.sections.search import Search

REPEATED = ("replications", "seed", "engine", "primary_metric")  # settings that no warning of a scenario is about


class Scenario(Section):
    """A named, complete, immutable set of assumptions and decisions."""

    also: ClassVar[dict[str, str]] = {
        word: said for _, words in declared("ALSO", "section") for word, said in words.items()
    }
    version: Annotated[
        int, param("count", "version of the scenario language", ge=VERSION, le=VERSION, usual=(2, 2))
    ] = VERSION
    name: Annotated[str, label("name in tables and reports")]
    question: Annotated[str, words("the question that the scenario answers")] = ""
    note: Annotated[str, words("what to look at")] = ""
    teaching: Annotated[str, words("a note for whoever teaches with it")] = ""
    market: Market
    plan: Plan = Plan()
    run: Run
    search: Search | None = None

    def subject(self) -> tuple[Any, ...]:
        """What warnings are about; not how often and by which luck it is looked at."""
        asked = (getattr(self.run, name) for name in type(self.run).model_fields if name not in REPEATED)
        return self.market, self.plan, *asked
