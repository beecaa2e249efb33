"""The node that a new value becomes beside the one that stands: a relative value is worked out here."""

from gtmsim.scenario.files.change_faults import ChangeFaults
from gtmsim.scenario.files.changes import Change
from gtmsim.scenario.files.reading import UNREADABLE, Node
from gtmsim.scenario.files.relative import value_of
from gtmsim.scenario.files.standing import is_condition, new_value
from gtmsim.scenario.files.tree import Place, place_of
from gtmsim.scenario.files.unread import unread_signs
from gtmsim.scenario.files.varying import with_kept_marks
from gtmsim.scenario.language.declare import Declaration
from gtmsim.scenario.language.problems import dotted
from gtmsim.scenario.language.quantity import QuantityError, show
from gtmsim.scenario.language.signed import signed
from gtmsim.scenario.language.walk import Field


def worked_out(
    new: Node,
    stands: Node | None,
    field: Field | None,
    path: Place,
    change: Change,
    part: Declaration | None,
    faults: ChangeFaults,
) -> Node:
    """The node that a value becomes: a relative one is worked out, and one that stands alone must not be."""
    base = None if stands is None or change.replaces else value_of(stands)
    try:
        if is_condition(path) and (found := signed(new.text)) and (found.explicit or not found.negative):
            hint = "write the whole test, with its comparison and its bound"
            raise QuantityError("E_SIGN", f"{show(new.text)} changes a number, and this is a condition", hint)
        if part is not None:
            default = field.default if field is not None and stands is None and not change.replaces else None
            made = new_value(new, base, default, part, faults.run, faults.problems, path)
            return made if stands is None else with_kept_marks(made, new, stands)
        if field is not None:
            faults.problems.extend(unread_signs(new, field, path))
        return new
    except QuantityError as fault:
        if fault.code == "E_SIGN" and stands is None and faults.around.is_strange(path):
            faults.unknown(change, path[:-1], path[-1], faults.around.named_elsewhere(path[:-1]))
            return Node(UNREADABLE, new.mark)
        mark, path_ = place_of(new, fault, path)
        hint = fault.hint
        if change.replaces and stands is not None and fault.code == "E_SIGN" and part is not None:
            hint = f"nothing is kept under `replaces`: say it under `changes` to change {show(value_of(stands))}"
            hint = f"{hint.replace('change a section', 'change what stands')}, or write the value itself"
        if change.every and fault.code == "E_TYPE" and hint.startswith("write `"):
            hint = f"say it besides, as `{dotted(path)}: {hint.split('`')[1]}`"
        faults.report(fault.code, fault.what, hint, mark, path_)
        return Node(UNREADABLE, new.mark)
