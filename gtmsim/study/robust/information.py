"""What it is worth to know one number before a plan is chosen: expected value of partial perfect information.

Without it the plan with the best mean over all worlds is taken. With it, the plan that is best where the number lies.
What a plan has at a value of the number is read off a curve through the worlds (regression, Strong and Oakley 2014),
drawn in by as much as luck and all other numbers widen it. Whether there is any value is asked of the same worlds in
another order, where the number says nothing.
"""

from typing import NamedTuple

import numpy as np

from gtmsim.journal.header import Floats

DEGREES = (1, 2, 3)
ORDERS = 499  # of worlds, to see what noise alone brings
WORK = 4_000_000  # numbers of one step of it
RESAMPLED = 200
FEWEST = 20  # worlds through which a curve is drawn


class Worth(NamedTuple):
    """What one number is worth."""

    value: float  # in the metric's unit
    low: float  # 95 %
    high: float
    p_value: float  # of noise alone bringing as much in any of the numbers

    @property
    def told(self) -> bool:
        """Is there a value beyond doubt?"""
        return self.p_value < 0.05


def worths(v: Floats, numbers: Floats, seed: int = 1) -> list[Worth]:
    """The worth of each number; v has shape (worlds, plans), numbers (worlds, numbers), more being better."""
    worlds, plans = v.shape
    luck = np.random.Generator(np.random.PCG64(seed))
    leader = int(v.mean(axis=0).argmax())
    gains = np.delete(v, leader, axis=1) - v[:, [leader]]  # of each other plan over the leader
    curves = [basis(column) for column in numbers.T]
    found = np.array([worth(gains[:, :, None], q)[0] for q in curves])
    orders = min(ORDERS, max(99, WORK // (worlds * plans)))
    most = np.zeros(orders)
    mixed = np.argsort(luck.random((orders, worlds)), axis=1).T
    mixed_gains = gains[mixed].transpose(0, 2, 1)  # worlds, plans, orders
    for q in curves:
        most = np.maximum(most, worth(mixed_gains, q))
    spread = _resampled(gains, numbers, found, luck)
    return [
        Worth(float(each), float(low), float(high), float((1 + np.sum(most >= each)) / (orders + 1)))
        for each, (low, high) in zip(found, spread, strict=True)
    ]


def basis(column: Floats) -> Floats:
    """Orthonormal polynomials of a number over the worlds, shape (worlds, degrees); empty where it does not vary."""
    spread = column.std()
    if spread <= 1e-12 * max(1.0, float(np.abs(column).max())):
        return np.zeros((len(column), 0))
    z = (column - column.mean()) / spread
    powers = np.stack([z**k for k in (0, *DEGREES)], axis=1)
    q, r = np.linalg.qr(powers)
    kept = np.abs(np.diag(r)) > 1e-9 * np.abs(r[0, 0])
    return np.asarray(q[:, 1:][:, kept[1:]])


def worth(gains: Floats, q: Floats) -> Floats:
    """The gain of choosing by the curve, of each order of worlds; gains have shape (worlds, plans, orders)."""
    worlds = len(gains)
    middle = gains.mean(axis=0)
    if q.shape[1] == 0:
        return np.zeros(gains.shape[2])
    fitted = np.stack([_curve(gains[:, k] - middle[k], q) + middle[k] for k in range(gains.shape[1])])
    with_it = np.maximum(fitted.max(axis=0), 0.0).sum(axis=0) / worlds
    return np.asarray(np.maximum(with_it - np.maximum(middle.max(axis=0), 0.0), 0.0))


def _curve(y: Floats, q: Floats) -> Floats:
    """The fitted curve around 0 of each order, by the degree that serves best, with its spread made true."""
    worlds = len(y)
    along = q.T @ y
    total = (y**2).sum(axis=0)
    best = np.full(y.shape[1], np.inf)
    found = np.zeros_like(y)
    for degree in range(1, q.shape[1] + 1):
        explained = (along[:degree] ** 2).sum(axis=0)
        free = worlds - degree - 1
        noise = np.maximum(total - explained, 0.0) / free
        criterion = noise * free * (worlds / free) ** 2  # generalised cross-validation
        true = np.maximum(explained - degree * noise, 0.0)
        drawn_in = np.sqrt(np.divide(true, explained, out=np.zeros_like(true), where=explained > 0.0))
        better = criterion < best
        found = np.where(better, drawn_in * (q[:, :degree] @ along[:degree]), found)
        best = np.where(better, criterion, best)
    return found


def _resampled(gains: Floats, numbers: Floats, found: Floats, luck: np.random.Generator) -> list[tuple[float, float]]:
    """95 % of the worth over worlds drawn again, of those numbers that have any."""
    worlds = len(gains)
    drawn = (luck.random((RESAMPLED, worlds)) * worlds).astype(np.int64)
    ends = []
    for value, column in zip(found, numbers.T, strict=True):
        if value <= 0.0:
            ends.append((0.0, 0.0))
            continue
        again = [float(worth(_led(gains[each])[:, :, None], basis(column[each]))[0]) for each in drawn]
        low, high = np.quantile(again, (0.025, 0.975))
        ends.append((min(float(low), float(value)), max(float(high), float(value))))
    return ends


def _led(gains: Floats) -> Floats:
    """Gains over whoever leads in these worlds."""
    whole = np.concatenate([np.zeros((len(gains), 1)), gains], axis=1)
    leader = int(whole.mean(axis=0).argmax())
    return np.asarray(np.delete(whole, leader, axis=1) - whole[:, [leader]])
