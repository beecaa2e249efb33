"""What came of the targets in each of several scenarios, with the differences from the base."""

from typing import TYPE_CHECKING, Any

from gtmsim.study.coverage import quarters
from gtmsim.study.ended import share_ended
from gtmsim.study.forecast import pipeline
from gtmsim.study.reached import compared, head, surplus

if TYPE_CHECKING:
    from gtmsim.study.comparison import Comparison
    from gtmsim.study.results import Results
    from gtmsim.study.targets import Target


def targeted(found: "Comparison") -> dict[str, Any]:
    """As `summary.json` holds it; nothing where there is no target."""
    of, targets = found.targets
    if not targets:
        return {}
    by_name = dict(zip(found.names, found.results, strict=True))
    meanings = by_name[of].meanings
    level = 1.0 - found.alpha

    def chances(*reached: "Target") -> dict[str, Any]:
        return compared(by_name, reached, found.paired, level)

    points = [
        {
            **head(target, meanings[target.metric].unit),
            "chance": chances(target),
            "surplus": {name: surplus(r, target) for name, r in by_name.items()},
            **_gone(by_name, target),
        }
        for target in targets
    ]
    return {
        "targets": {
            "of": of,
            "standing": "exploratory",
            "points": points,
            "together": chances(*targets),
            "quarters": {name: quarters(r, targets) for name, r in by_name.items()},
            "pipeline": {name: pipeline(r) for name, r in by_name.items()},
        }
    }


def _gone(by_name: "dict[str, Results]", target: "Target") -> dict[str, Any]:
    """The shares of replications in which firms had ended; nothing where none does."""
    shares = {name: share_ended(results, target.month) for name, results in by_name.items()}
    return {} if all(each is None for each in shares.values()) else {"ended": shares}
