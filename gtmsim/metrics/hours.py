"""Hours worked, by team, by channel and by month. Knows no metric."""

from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats
from gtmsim.metrics.cut import cut_by
from gtmsim.metrics.tasks import Tasks


class Hours(NamedTuple):
    """Hours of finished tasks in each month of the horizon."""

    by_team: Floats  # shape (teams, months)
    by_channel: Floats  # shape (teams x (channels + 1), months); the last place of a team is of no channel
    overtime: Floats  # by persons who had left and finished their task, shape (teams, months)


def hours_of(tasks: Tasks) -> Hours:
    """Hours of these tasks."""
    channels = cut_by(tasks.header, "channel")
    slots = tasks.team.astype(np.int64) * channels.width + channels.of(tasks)[0]
    return Hours(tasks.by_team, tasks.by_month(slots, tasks.n_teams * channels.width), tasks.overtime)
