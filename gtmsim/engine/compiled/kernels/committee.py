"""The buying committee: room for who has been before it, and a customer's life for a win."""

from gtmsim.engine.compiled.kernels.accounts import release
from gtmsim.engine.compiled.kernels.customer import signed
from gtmsim.engine.compiled.stepping import kernel
from gtmsim.mechanisms.committee.steps import BOUGHT, verdict


@kernel
def decides(w, a):
    """The ballot is over: True if the account becomes a customer."""
    if verdict(w, a, a) != BOUGHT:
        release(w, a)
        return False
    signed(w, a)
    return True
