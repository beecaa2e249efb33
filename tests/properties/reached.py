"""What generated scenarios are aimed at, so that some reach each fact, each parameter and each kind of row."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from gtmsim.journal.journal import Journal
from gtmsim.journal.kinds import Kind
from gtmsim.policies.points import NUMBER, POINTS
from gtmsim.scenario.language.param import parameters, values
from gtmsim.scenario.load import load_mapping
from gtmsim.scenario.sections.schema import Scenario

DECLARED = {parameter.path: parameter for parameter in parameters(Scenario)}
# Says which language a file is in: another one is refused. Who tells the lives is what is compared.
# Cases are proven when a file is read; what was done before day 0 is compared saying by saying; a search moves no life,
# nor does what is known of how numbers go together.
LIFELESS = {path for path in DECLARED if path[0] == "search" or path[:2] == ("run", "correlations")}
FIXED = {("version",), ("run", "engine"), *LIFELESS} | {
    path for path in DECLARED if path[3:4] == ("cases",) or path[:3] == ("run", "initial", "plan")
}
CONTACT = {"accounts", "buying_cycle", "contacts", "personas"}
NEEDS = (  # what facts and parameters say nothing without
    ({"followed", "department", "seniority", "role_class", "personas", "contacts"}, CONTACT),
    ({"relevance", "followers_only", "in_market_lift"}, {"widened", *CONTACT}),
    ({"accounts_considered", "referrals"}, {"referrals", "accounts"}),
    (
        {
            *("promotion", "promo_share", "lead_magnet_response", "lead_magnets", "events", "event_based"),
            "contact_capture_rate",
        },
        {"widened"},
    ),
    ({"round", "outcome", "nurture", "unprompted_return"}, {"nurture", "policies"}),
    ({"cash", "runway", "cash_floor", "burn", "arr", "arr_against_plan"}, {"cash"}),
    ({"on_call", "repaid_after"}, {"funding"}),
    ({"coverage", "queue_length", "mean_wait", "utilisation"}, {"csm", "sdr", "ae", "coverage_effects", "csm_hours"}),
    ({"evidence", "persuasion_rate", "ad_recognition", "deflection", "content_led"}, {"content"}),
    ({"brand_led", "brand_spend"}, {"brand"}),
    ({"escalation", "stage"}, {"stages"}),
    ({"save_play"}, {"save_offer"}),
    ({"enrichment"}, {"fit_noise"}),
    ({"acceptance", "returns", "most"}, {"pause"}),
    ({"rate", "size"}, {"upgrades"}),
    ({"attach_rate", "fee", "cost"}, {"training"}),
    ({"contraction_credit"}, {"contraction", "contraction_size", "contraction_timing"}),
    ({"missed_notice", "lapse", "notice_period"}, {"contracts", "offers", "renewal_offers", "notice_period"}),
)
Fact = tuple[str, str]  # decision point, name


class Aim(NamedTuple):
    """One fact of a decision point, and some parameters that are to be said beside it."""

    fact: Fact
    beside: tuple[tuple[str, ...], ...]
    wanted: set[str]


def aims() -> list[Aim]:
    """As many as there are facts of decision points, with each parameter at one of them."""
    facts = [(point.name, fact.name) for point in POINTS for fact in point.facts]
    paths = sorted({*DECLARED} - LIFELESS)
    found = []
    for number, fact in enumerate(facts):
        beside = tuple(paths[number :: len(facts)])
        wanted = {"policies", *fact, *(part for path in beside for part in path if part != "*")}
        found.append(Aim(fact, beside, wanted.union(*(needed for names, needed in NEEDS if names & wanted))))
    return found


class Reached:
    """What some scenarios and their journals have reached."""

    def __init__(self) -> None:
        self.held: set[Fact] = set()  # a row that tests the fact has answered
        self.passed: set[Fact] = set()  # a row below one that tests it has
        self.parameters: set[tuple[str, ...]] = set(FIXED)
        self.kinds: Counter[int] = Counter()

    def add(self, said: dict[str, Any], journal: Journal) -> None:
        """Learn from a scenario and its journal."""
        scenario = load_mapping(said)
        self.kinds.update(journal.kind.tolist())
        self.parameters.update(_said(scenario))
        for point in said["plan"].get("policies", {}):
            answers = set(journal.rule_row[(journal.table == NUMBER[point]) & (journal.rule_row >= 0)].tolist())
            for place, row in enumerate(getattr(scenario.plan.policies, point).rows):
                self.held.update((point, fact) for fact in row.when if place in answers)
                self.passed.update((point, fact) for fact in row.when if any(other > place for other in answers))

    def misses(self, aim: Aim) -> bool:
        """Whether an aim would reach what nothing has reached."""
        left = {path for path in DECLARED if path not in self.parameters}
        return aim.fact not in self.held & self.passed or any(path in left for path in aim.beside)

    def missing(self) -> list[str]:
        """All that nothing has reached, in words."""
        both = self.held & self.passed
        facts = [f"fact {point} {fact}" for (point, fact), _, _ in aims() if (point, fact) not in both]
        paths = [f"parameter {'.'.join(path)}" for path in DECLARED if path not in self.parameters]
        return facts + paths + [f"kind {kind.name}" for kind in Kind if not self.kinds[kind]]


def _said(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """The declared parameters that have another value than the usual one."""
    for path, _, value in values(scenario):
        parts = tuple(map(str, path))
        declared = parts if parts in DECLARED else next(_alike(parts))
        if value != DECLARED[declared].default:
            yield declared


def _alike(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for known in DECLARED:
        if len(known) == len(parts) and all(k in ("*", part) for k, part in zip(known, parts, strict=True)):
            yield known
