"""What new customers are expected to bring by month of service."""

from gtmsim.machine.jit import kept


@kept
def expect(first, before, after, mrr, unknown):
    """The product of monthly ratios of MRR in each slot; `unknown` is the first month without anybody, 0 if none."""
    for slot in range(len(first)):
        value = float(first[slot])
        mrr[slot, 0] = value
        for age in range(before.shape[1]):
            then = before[slot, age]
            if value > 0.0 and then == 0:
                unknown[slot] = age + 1
                mrr[slot, :] = 0.0
                break
            value = value * after[slot, age] / then if then != 0 else 0.0
            mrr[slot, age + 1] = value
