"""A new customer is trained, if it pays for that."""

from typing import TYPE_CHECKING

from gtmsim.engine.port import note, today, uniform
from gtmsim.engine.step import purpose, step
from gtmsim.mechanisms.training.rows import TRAINING_COST, TRAINING_FEE

if TYPE_CHECKING:
    from gtmsim.engine.reference.entities import Account
    from gtmsim.engine.reference.world import World

TRAINING = purpose("TRAINING")


@step
def train(w: "World", who: "Account") -> None:
    """Does a customer who signs now buy training? It pays the fee of the day, and giving it costs something."""
    if len(w.inputs.training) == 0:
        return
    said = w.inputs.training[who.segment]
    fee = said.fee[today(w)]
    if fee == 0 or not uniform(w, TRAINING, who.key, 0) < said.attached:
        return
    note(w, TRAINING_FEE, who, 0, -1, fee, 0, 0.0)
    if said.cost != 0:
        note(w, TRAINING_COST, who, 0, -1, said.cost, 0, 0.0)
