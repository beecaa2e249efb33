"""Which kinds of row gain, keep or end recurring revenue, and which are costs. Knows no identity."""

from gtmsim.journal.kinds import flags, those
from gtmsim.mechanisms.quarter_end.rows import CLOSING_OFFER
from gtmsim.mechanisms.selling.rows import QUOTED

GAINS = flags(*those(lambda kind: kind.mrr == "gain"))
LOSSES = flags(*those(lambda kind: kind.mrr == "loss"))
ENDS = flags(*those(lambda kind: kind.mrr == "end"))
STILL = flags(*those(lambda kind: kind.mrr == "none"))  # what is told of a customer beside its level
POSITIVE = those(lambda kind: kind.money is not None and not kind.refunds)  # money that nothing takes back
TO_TEAMS = those(lambda kind: kind.money == "pay")  # what people cost, on the line of their team
PRICES = (QUOTED, CLOSING_OFFER)  # what is on the table from then on
SHARES = those(lambda kind: kind.share)  # their values are from 0 to less than 1
