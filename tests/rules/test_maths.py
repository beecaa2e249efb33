"""Logarithm, exponential and quantiles: against the standard library, and bit by bit against pinned values."""

import math
import struct
from collections.abc import Callable
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtmsim.rules.maths import (
    exp,
    expm1,
    exponential_quantile,
    log,
    log1p,
    log_series,
    logistic,
    logit,
    normal_quantile,
    power,
    product_error,
)

Arguments = Callable[[Random], tuple[float, ...]]
SHARES = st.floats(1e-300, 1.0, exclude_max=True)


def any_double(luck: Random) -> float:
    """Any finite double: all exponents alike, subnormals included."""
    while True:
        x = struct.unpack("<d", struct.pack("<Q", luck.getrandbits(64)))[0]
        if math.isfinite(x):
            return float(x)


def about_zero(luck: Random, largest: float) -> float:
    """A number of either sign, its magnitude even on the log scale below `largest`."""
    return luck.choice((-1.0, 1.0)) * largest * 10.0 ** luck.uniform(-18.0, 0.0)


def root_and_exponent(luck: Random) -> tuple[float, float]:
    """A base of any size with an exponent that keeps the power within the doubles."""
    x = abs(any_double(luck))
    return x, luck.uniform(-745.0, 709.7) / math.log(x)


def near_one(luck: Random) -> tuple[float, float]:
    """A base near 1 with an exponent that takes it far from 1."""
    x = 1.0 + about_zero(luck, 0.1)
    return (x, luck.uniform(-700.0, 700.0) / math.log(x)) if x != 1.0 else (1.0, 1e9)


def library(function: Callable[..., float], *arguments: float) -> float:
    """The standard library's value, with infinity where it raises an overflow."""
    try:
        return function(*arguments)
    except OverflowError:
        return math.inf


def within_one_ulp(ours: float, theirs: float) -> bool:
    """Equal, or neighbours among the doubles."""
    return ours == theirs or math.nextafter(theirs, ours) == ours


AGAINST_LIBRARY: list[tuple[str, Callable[..., float], Callable[..., float], Arguments]] = [
    ("log", log, math.log, lambda luck: (abs(any_double(luck)),)),
    ("log near 1", log, math.log, lambda luck: (1.0 + about_zero(luck, 0.9),)),
    ("log of a uniform", log, math.log, lambda luck: (luck.random() + 2.0**-54,)),
    ("log of subnormals", log, math.log, lambda luck: ((1 + luck.getrandbits(52)) * 5e-324,)),
    ("log1p", log1p, math.log1p, lambda luck: (abs(any_double(luck)),)),
    ("log1p about 0", log1p, math.log1p, lambda luck: (about_zero(luck, 0.999),)),
    ("log1p of a uniform", log1p, math.log1p, lambda luck: (-luck.random(),)),
    ("log1p above 1", log1p, math.log1p, lambda luck: (luck.uniform(0.3, 5.0),)),
    ("exp", exp, math.exp, lambda luck: (luck.uniform(-750.0, 715.0),)),
    ("exp about 0", exp, math.exp, lambda luck: (about_zero(luck, 3.0),)),
    ("exp into subnormals", exp, math.exp, lambda luck: (luck.uniform(-746.0, -700.0),)),
    ("exp of anything", exp, math.exp, lambda luck: (any_double(luck),)),
    ("expm1", expm1, math.expm1, lambda luck: (luck.uniform(-50.0, 715.0),)),
    ("expm1 about 0", expm1, math.expm1, lambda luck: (about_zero(luck, 3.0),)),
    ("expm1 of anything", expm1, math.expm1, lambda luck: (any_double(luck),)),
    ("power", power, math.pow, root_and_exponent),
    ("power of a share", power, math.pow, lambda luck: (luck.random(), luck.uniform(-5.0, 5.0))),
    ("power near 1", power, math.pow, near_one),
    ("power of anything", power, math.pow, lambda luck: (abs(any_double(luck)), any_double(luck))),
]


def differ(ours: Callable[..., float], theirs: Callable[..., float], arguments: Arguments, points: int) -> list[object]:
    """The arguments, of so many, where the two are further apart than neighbouring doubles."""
    luck = Random(20)
    tried = (arguments(luck) for _ in range(points))
    return [each for each in tried if not within_one_ulp(ours(*each), library(theirs, *each))]


@pytest.mark.parametrize(("name", "ours", "theirs", "arguments"), AGAINST_LIBRARY)
def test_within_one_ulp_of_the_standard_library(name, ours, theirs, arguments):
    assert differ(ours, theirs, arguments, 6_000) == []


@pytest.mark.prove
@pytest.mark.parametrize(("name", "ours", "theirs", "arguments"), AGAINST_LIBRARY)
def test_within_one_ulp_of_the_standard_library_at_millions_of_points(name, ours, theirs, arguments):
    assert differ(ours, theirs, arguments, 2_000_000) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (log(1.0), 0.0),
        (log(0.0), -math.inf),
        (log(math.inf), math.inf),
        (log1p(0.0), 0.0),
        (log1p(-1.0), -math.inf),
        (log1p(math.inf), math.inf),
        (exp(0.0), 1.0),
        (exp(-math.inf), 0.0),
        (exp(math.inf), math.inf),
        (exp(709.79), math.inf),
        (exp(-746.0), 0.0),
        (exp(709.782712893384, 5e-14), math.inf),
        (exp(1.0, 1e-9), math.exp(1.000000001)),
        (expm1(0.0), 0.0),
        (expm1(-math.inf), -1.0),
        (expm1(math.inf), math.inf),
        (power(0.0, 0.0), 1.0),
        (power(0.0, 2.0), 0.0),
        (power(0.0, -2.0), math.inf),
        (power(math.inf, 0.5), math.inf),
        (power(math.inf, -0.5), 0.0),
        (power(0.5, math.inf), 0.0),
        (power(0.5, -1e30), math.inf),
        (power(1.0, math.nan), 1.0),
        (power(0.37, 1.0), 0.37),
        (power(2.0, 1024.0), math.inf),
        (power(2.0, -1074.0), 5e-324),
        (power(10.0, 15.0), 1e15),
        (power(9.0, 0.5), 3.0),
        (logistic(0.0), 0.5),
        (logistic(math.inf), 1.0),
        (logistic(-math.inf), 0.0),
        (logistic(-800.0), 0.0),
        (logit(0.5), 0.0),
        (logit(0.0), -math.inf),
        (logit(1.0), math.inf),
        (exponential_quantile(0.0), 0.0),
        (exponential_quantile(1.0), math.inf),
        (exponential_quantile(0.5), log(2.0)),
        (normal_quantile(0.5), 0.0),
        (normal_quantile(0.0), -math.inf),
        (normal_quantile(1.0), math.inf),
    ],
)
def test_exact_values(value, expected):
    assert value == expected


@pytest.mark.parametrize(
    "value",
    [
        log(-1.0),
        log(math.nan),
        log1p(-1.5),
        log1p(math.nan),
        exp(math.nan),
        expm1(math.nan),
        power(-1.0, 2.0),
        power(math.nan, 2.0),
        power(2.0, math.nan),
        logistic(math.nan),
        logit(-0.1),
        logit(1.1),
        normal_quantile(-0.1),
        normal_quantile(math.nan),
    ],
)
def test_nan_outside_the_domain(value):
    assert math.isnan(value)


def test_whole_powers_of_whole_numbers_are_exact():
    for base in range(200):
        for exponent in range(54):
            if base**exponent < 2**53:
                assert power(float(base), float(exponent)) == base**exponent


def test_powers_of_two_are_exact():
    assert all(power(2.0, float(k)) == math.ldexp(1.0, k) for k in range(-1074, 1024))


def test_log_series_is_the_rest_of_the_logarithm():
    # log(1.25) = 0.25 - 0.25^2 / 2 + rest
    assert log_series(0.25) == pytest.approx(math.log(1.25) - 0.25 + 0.03125, abs=1e-17)


def test_product_error_is_exact():
    a, b = 1.0 + 2.0**-30, 1.0 - 2.0**-29  # a b = 1 - 2^-30 - 2^-59: the last term does not fit
    assert a * b == 1.0 - 2.0**-30
    assert product_error(a, b, a * b) == -(2.0**-59)


@pytest.mark.parametrize(
    ("u", "z"),
    [(0.975, 1.959963984540054), (0.841344746068543, 1.0), (1e-10, -6.361340902404056), (0.25, -0.67448975019608)],
)
def test_normal_quantile_by_the_tables(u, z):
    assert normal_quantile(u) == pytest.approx(z, rel=3e-15)


def test_normal_quantile_as_in_the_standard_library():
    luck, theirs = Random(1), NormalDist().inv_cdf
    for u in (luck.random() * 10.0 ** luck.uniform(-12.0, 0.0) for _ in range(20_000)):
        assert normal_quantile(u) == pytest.approx(theirs(u), rel=2e-15, abs=1e-300)


@given(st.floats(1e-300, 0.5))
def test_normal_quantile_leads_back_to_its_probability(u):
    back = 0.5 * math.erfc(-normal_quantile(u) / math.sqrt(2.0))
    assert back == pytest.approx(u, rel=1e-12)


@given(st.floats(-700.0, 30.0))
def test_logit_undoes_logistic(x):
    assert logit(logistic(x)) == pytest.approx(x, rel=4e-3 if x > 25.0 else 1e-4 if x > 20.0 else 1e-7, abs=1e-15)


@given(st.floats(-36.0, 36.0))
def test_logistic_of_both_signs_adds_to_one(x):
    assert logistic(x) + logistic(-x) == pytest.approx(1.0, rel=3e-16)


def test_logit_keeps_its_digits_about_one_half():
    # logit(1/2 + d) = 4 d + O(d^3)
    assert logit(0.5 + 2.0**-40) == pytest.approx(2.0**-38, rel=1e-15)


def test_exponential_quantile_keeps_its_digits_for_small_u():
    assert exponential_quantile(1e-18) == 1e-18


@pytest.mark.parametrize("function", [log, exponential_quantile, normal_quantile, logit])
@given(SHARES, SHARES)
def test_quantiles_rise_with_u(function, one, other):
    low, high = sorted((one, other))
    if high > low * (1.0 + 1e-15):
        assert function(low) <= function(high) + 1e-15 * abs(function(high))


@pytest.mark.parametrize("function", [exp, expm1, logistic])
@given(st.floats(-800.0, 800.0), st.floats(-800.0, 800.0))
def test_exponentials_rise(function, one, other):
    low, high = sorted((one, other))
    if high - low > 1e-13:
        assert function(low) <= function(high)


PINNED: list[tuple[Callable[..., float], tuple[float, ...], str]] = [
    (log, (5e-324,), "-0x1.74385446d71c3p+9"),
    (log, (1e-300,), "-0x1.5963447f87fb5p+9"),
    (log, (0.1,), "-0x1.26bb1bbb55515p+1"),
    (log, (0.5,), "-0x1.62e42fefa39efp-1"),
    (log, (0.7071067811865475,), "-0x1.62e42fefa39f1p-2"),
    (log, (0.7071067811865476,), "-0x1.62e42fefa39eep-2"),
    (log, (0.9999999999999999,), "-0x1.0000000000000p-53"),
    (log, (1.0000000000000002,), "0x1.fffffffffffffp-53"),
    (log, (1.5,), "0x1.9f323ecbf984cp-2"),
    (log, (2.0,), "0x1.62e42fefa39efp-1"),
    (log, (3.0,), "0x1.193ea7aad030ap+0"),
    (log, (10.0,), "0x1.26bb1bbb55516p+1"),
    (log, (12345.678,), "0x1.2d79559791e31p+3"),
    (log, (1.7976931348623157e308,), "0x1.62e42fefa39efp+9"),
    (log1p, (-0.9999999999999999,), "-0x1.25e4f7b2737fap+5"),
    (log1p, (-0.5,), "-0x1.62e42fefa39efp-1"),
    (log1p, (-0.293,), "-0x1.630bc6e7aed9bp-2"),
    (log1p, (-0.2929,), "-0x1.62e6b3842a25cp-2"),
    (log1p, (-1e-10,), "-0x1.b7cdfd9dda4e3p-34"),
    (log1p, (1e-17,), "0x1.70ef54646d497p-57"),
    (log1p, (0.1,), "0x1.8663f793c46c7p-4"),
    (log1p, (0.4142,), "0x1.62e1ac5b1d182p-2"),
    (log1p, (0.4143,), "0x1.62f4358c03e8bp-2"),
    (log1p, (1.0,), "0x1.62e42fefa39efp-1"),
    (log1p, (10000000000.0,), "0x1.7069e2aa3184ep+4"),
    (log1p, (1e300,), "0x1.5963447f87fb5p+9"),
    (exp, (-745.1332191019412,), "0x0.0p+0"),
    (exp, (-740.0,), "0x0.0000000000055p-1022"),
    (exp, (-708.5,), "0x0.e6cf6d08897acp-1022"),
    (exp, (-100.0,), "0x1.a8c1f14e2af5dp-145"),
    (exp, (-1.0,), "0x1.78b56362cef38p-2"),
    (exp, (-0.1,), "0x1.cf46d99d52b3ap-1"),
    (exp, (1e-10,), "0x1.000000006df38p+0"),
    (exp, (0.3,), "0x1.599058c8c1a96p+0"),
    (exp, (0.34657359027997264,), "0x1.6a09e667f3bccp+0"),
    (exp, (1.0,), "0x1.5bf0a8b14576ap+1"),
    (exp, (2.5,), "0x1.85d6fd931e0bbp+3"),
    (exp, (100.0,), "0x1.3494a9b171bf5p+144"),
    (exp, (709.782712893384,), "0x1.fffffffffff2ap+1023"),
    (expm1, (-37.5,), "-0x1.0000000000000p+0"),
    (expm1, (-5.0,), "-0x1.fc8cd803fe559p-1"),
    (expm1, (-1.0,), "-0x1.43a54e4e98864p-1"),
    (expm1, (-0.3,), "-0x1.0966f2c7907f6p-2"),
    (expm1, (-1e-10,), "-0x1.b7cdfd9d1d693p-34"),
    (expm1, (1e-08,), "0x1.5798ee3fdb764p-27"),
    (expm1, (0.3,), "0x1.6641632306a56p-2"),
    (expm1, (0.5,), "0x1.4c2531c3c0d38p-1"),
    (expm1, (1.0,), "0x1.b7e151628aed2p+0"),
    (expm1, (12.0,), "0x1.3de0e54d37c9ap+17"),
    (expm1, (30.0,), "0x1.370470aec26edp+43"),
    (expm1, (50.0,), "0x1.19103e4080b45p+72"),
    (expm1, (700.0,), "0x1.d945df4f8ec8ep+1009"),
    (normal_quantile, (1e-300,), "-0x1.286074064c26ep+5"),
    (normal_quantile, (1e-20,), "-0x1.2865170b43a4bp+3"),
    (normal_quantile, (1e-10,), "-0x1.97203597a2154p+2"),
    (normal_quantile, (0.001,), "-0x1.8b8cbb7204470p+1"),
    (normal_quantile, (0.0749,), "-0x1.70b374817af50p+0"),
    (normal_quantile, (0.075,), "-0x1.7085226d3e523p+0"),
    (normal_quantile, (0.1,), "-0x1.4813c36e26d34p+0"),
    (normal_quantile, (0.3,), "-0x1.0c7e39582c5fap-1"),
    (normal_quantile, (0.4999999,), "-0x1.0d25ac61904efp-22"),
    (normal_quantile, (0.6,), "0x1.036d6c4a04b5ap-2"),
    (normal_quantile, (0.925,), "0x1.7085226d3e524p+0"),
    (normal_quantile, (0.975,), "0x1.f5c0331eeff82p+0"),
    (normal_quantile, (0.9999,), "0x1.dc08bb712897ap+1"),
    (normal_quantile, (0.9999999999999999,), "0x1.06b48528cea51p+3"),
    (logistic, (-800.0,), "0x0.0p+0"),
    (logistic, (-36.0,), "0x1.0b6c3afdde063p-52"),
    (logistic, (-1.0,), "0x1.136561454ba86p-2"),
    (logistic, (0.5,), "0x1.3eb2fd4d34391p-1"),
    (logistic, (2.0,), "0x1.c2f7d5a8a79c9p-1"),
    (logistic, (40.0,), "0x1.0000000000000p+0"),
    (logit, (1e-300,), "-0x1.5963447f87fb5p+9"),
    (logit, (0.01,), "-0x1.2616719161d2bp+2"),
    (logit, (0.25,), "-0x1.193ea7aad030ap+0"),
    (logit, (0.4999,), "-0x1.a36e2f0f9732dp-12"),
    (logit, (0.7,), "0x1.b1d10670aae98p-1"),
    (logit, (0.999,), "0x1.ba084531f2626p+2"),
    (power, (0.5, 0.1), "0x1.ddb680117ab12p-1"),
    (power, (0.9, 33.3), "0x1.ea9055a9f9a11p-6"),
    (power, (2.0, 0.5), "0x1.6a09e667f3bccp+0"),
    (power, (3.0, -2.0), "0x1.c71c71c71c71cp-4"),
    (power, (10.0, 10.0), "0x1.2a05f20000000p+33"),
    (power, (1.0000001, 1000000000.0), "0x1.349445c228792p+144"),
    (power, (1e-300, 0.3), "0x1.04bd984990e92p-299"),
    (power, (1e300, -1.05), "0x0.000000c1069cdp-1022"),
    (power, (7.5, 350.0), "0x1.548beeab7effep+1017"),
]


@pytest.mark.parametrize(("function", "arguments", "bits"), PINNED)
def test_same_bits_on_every_machine(function, arguments, bits):
    assert function(*arguments).hex() == bits
