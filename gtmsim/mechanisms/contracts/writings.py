"""How terms and bills are written: `monthly`, `annual`, `36 months`, `upfront`."""

from dataclasses import dataclass
from typing import Any

from gtmsim.mechanisms.contracts.terms import LONGEST, is_term
from gtmsim.scenario.language.numbers import LeverDeclaration, Schedule
from gtmsim.scenario.language.problems import nearest
from gtmsim.scenario.language.quantity import QuantityError

UPFRONT = "upfront"
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
        return [UPFRONT if one == whole else one for one in told] if isinstance(told, list) else told


@dataclass(frozen=True)
class TermDeclaration(LeverDeclaration):
    """Months of a term, perhaps from a day on; several terms at once have another name."""

    def read(self, said: object) -> Schedule:
        """The schedule, in order of dates [month]."""
        if isinstance(said, dict) and said and all(is_term(key) for key in said):
            raise QuantityError("E_TYPE", "the shares of several terms are said in `terms`", "write `terms:`")
        return super().read(said)
