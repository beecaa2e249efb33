"""The buying committee: room for who has been before it, and a customer's life for a win."""

from gtmsim.engine.compiled.jit import compiled
from gtmsim.engine.compiled.kernels.accounts import release
from gtmsim.engine.compiled.kernels.customer import signed
from gtmsim.machine.jit import kernel
from gtmsim.mechanisms.committee import steps as committee_steps
from gtmsim.mechanisms.committee.steps import BOUGHT

cast_vote = compiled(committee_steps.cast_vote)
come_before = compiled(committee_steps.come_before)
gap_before_meeting = compiled(committee_steps.gap_before_meeting)
open_ballot = compiled(committee_steps.open_ballot)
verdict = compiled(committee_steps.verdict)


@kernel
def decides(w, a):
    """The ballot is over: True if the account becomes a customer."""
    if verdict(w, a, a) != BOUGHT:
        release(w, a)
        return False
    signed(w, a)
    return True
