"""Where a line is counted: in the total, by channel and by segment, side by side."""

from gtmsim.machine.jit import kernel


@kernel
def slot_of(division, channel, segment, first):
    """Slot in a division; the last one of a dimension takes what has none."""
    if division == 0:
        return first[0]
    place = channel if division == 1 else segment
    return first[division] + place if place >= 0 else first[division + 1] - 1
