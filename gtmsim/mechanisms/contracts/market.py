"""What the length of a contract is to buyers, and how well they mind its end."""

from typing import Annotated

from gtmsim.scenario.language.param import Section, param

INERTIA = (
    "Einav, Klopack and Mahoney 2025, ten services that consumers pay by card: who does not cancel about doubles "
    "revenue; not a share of customers"
)


class Contracts(Section):
    """What the terms of a contract are to buyers and customers. Off when absent."""

    discount_sensitivity: Annotated[
        float,
        param(
            "1",
            "logit of choosing a term for each point of discount that it carries",
            ge=0,
            le=5,
            source="assumption; of two terms that are liked alike, 15 points let two in three choose the longer",
            usual=(0, 0.5),
        ),
    ] = 0.05
    commitment: Annotated[
        float,
        param(
            "1",
            "logit that every member of a committee loses for each year of a term beyond the first",
            ge=0,
            le=10,
            source="assumption; about what a discount of 10 % brings",
            usual=(0, 1),
        ),
    ] = 0.15
    missed_notice: Annotated[
        float,
        param(
            "share",
            "share of the customers who want to leave that miss the last day to give notice, and stay for another term",
            source="assumption; none does",
            reported=INERTIA,
            usual=(0.005, 0.3),
        ),
    ] = 0.0
    lapse: Annotated[
        float,
        param(
            "share",
            "share of the customers who want to stay that let a contract end which does not go on by itself",
            source="assumption; none does",
            usual=(0.005, 0.2),
        ),
    ] = 0.0
