"""How terms and bills are written: `monthly`, `annual`, `36 months`, `upfront`."""

import re
from dataclasses import dataclass
from typing import Any

from gtmsim.mechanisms.contracts.terms import LONGEST, is_term
from gtmsim.scenario.language.numbers import LeverDeclaration, Schedule
from gtmsim.scenario.language.offer import Offer
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError

UPFRONT = "upfront"
ONCE = re.compile(
    r"(?P<amount>[^%]*\d[^%]*?),? ?(?:once|one[- ]?(?:off|time)|up-?front|flat|fixed|each|(?:per|for each|for every|a) "
    r"(?:new )?(?:contract|customer|client|deal|account|signature))",
    re.IGNORECASE,
)
NO_FEE = re.compile(r"free(?: of charge)?|waived?|none|no(?: fee)?|included|zero|nothing", re.IGNORECASE)
BILLINGS = ("monthly", "quarterly", "yearly", UPFRONT)
WRITINGS = "write `monthly`, `quarterly`, `yearly`, `upfront`, or for example `6 months`"


@dataclass(frozen=True)
class BillingDeclaration(LeverDeclaration):
    """Months that a bill is for, or `upfront`: the whole term, whatever it is."""

    def read_alone(self, said: object) -> Any:
        """The number [month]; a bill of the longest term is for the whole of any."""
        if said == UPFRONT:
            return LONGEST
        try:
            return super().read_alone(said)
        except QuantityError as fault:
            if fault.code == "E_RANGE":
                raise
            raise QuantityError(fault.code, fault.what, nearest(str(said), BILLINGS) or WRITINGS) from None

    def write(self, value: Any) -> Any:
        """The shortest writing, with the word for the whole term."""
        told = super().write(value)
        whole = super().write(Schedule((None,), (LONGEST,), False))
        if isinstance(told, dict):
            return {key: UPFRONT if one == whole else one for key, one in told.items()}
        if isinstance(told, list):
            return [UPFRONT if one == whole else one for one in told]
        return UPFRONT if told == whole else told


@dataclass(frozen=True)
class OnceDeclaration(LeverDeclaration):
    """An amount that is paid once by each; words that say so beside it are left to its meaning."""

    def read_alone(self, said: object) -> Any:
        """The amount [money]."""
        try:
            return super().read_alone(said)
        except QuantityError as fault:
            text = " ".join(said.split()) if isinstance(said, str) else ""
            if NO_FEE.fullmatch(text):
                raise fault.hinting(lambda: Offer([["0"]], lead="where none is asked, write")) from None
            if bare := ONCE.fullmatch(text):
                raise fault.hinting(lambda: Offer([[bare["amount"].strip()]], "write for example `12k`")) from None
            raise


@dataclass(frozen=True)
class TermDeclaration(LeverDeclaration):
    """Months of a term, perhaps from a day on; several terms at once have another name."""

    def read(self, said: object) -> Schedule:
        """The schedule, in order of dates [month]."""
        if isinstance(said, dict) and said and all(is_term(key) for key in said):
            raise QuantityError("E_TYPE", "the shares of several terms are said in `terms`", "write `terms:`")
        return super().read(said)
