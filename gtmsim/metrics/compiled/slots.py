"""Where a line is counted: in the total, by channel and by segment, side by side."""

from gtmsim.machine.jit import kept, kernel


@kernel
def slot_of(division, channel, segment, first):
    """Slot in a division; the last one of a dimension takes what has none."""
    if division == 0:
        return first[0]
    place = channel if division == 1 else segment
    return first[division] + place if place >= 0 else first[division + 1] - 1


@kept
def spread(cells, slots, first):
    """Whole numbers by channel and segment, where none is the first of each, added up by slot."""
    for line in range(cells.shape[0]):
        for channel in range(cells.shape[1]):
            for segment in range(cells.shape[2]):
                number = cells[line, channel, segment]
                if number != 0:
                    for division in range(3):
                        slots[line, slot_of(division, channel - 1, segment - 1, first)] += number
