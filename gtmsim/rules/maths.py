"""Logarithm, exponential and quantiles in basic operations, so that no result depends on a C library or a processor.

Reductions and coefficients of log, exp, log1p and expm1 are those of fdlibm (e_log.c, e_exp.c, s_log1p.c, s_expm1.c;
Sun Microsystems, 1993); the normal quantile is algorithm AS 241, PPND16 (Wichura 1988).
Arguments outside the domain give nan, never an error. Must know nothing of the business.
"""

from math import frexp, inf, ldexp, nan, sqrt

from gtmsim.rules.rule import rule

SQRT_HALF = 0.7071067811865476
LN2 = 0.6931471805599453
INV_LN2 = 1.4426950408889634
LN2_HI = 6.93147180369123816490e-01  # the leading 33 bits of ln 2: an integer below 2^20 times it is exact
LN2_LO = 1.90821492927058770002e-10  # ln 2 - LN2_HI
LARGEST_EXPONENT = 709.782712893384  # exp of the next double above overflows
SMALLEST_EXPONENT = -745.1332191019412  # exp of the next double below is closer to 0 than to the least subnormal
TWO_TO_MINUS_1000 = 9.332636185032189e-302
SPLITTER = 134217729.0  # 2^27 + 1: halves a double into two that multiply exactly (Veltkamp)


@rule
def log_series(f: float) -> float:
    """log(1 + f) - f + f^2 / 2, for 1 + f between sqrt(1/2) and sqrt(2) [1]."""
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = 2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)
    even = 3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01)
    return s * (0.5 * f * f + (w * even + z * (6.666666666666735130e-01 + w * odd)))


@rule
def log(x: float) -> float:
    """Natural logarithm: -inf at 0, nan below 0 [1]."""
    if not 0.0 < x < inf:
        if x == 0.0:
            return -inf
        return inf if x > 0.0 else nan
    m, k = frexp(x)
    if m < SQRT_HALF:
        m += m
        k -= 1
    f = m - 1.0
    return k * LN2_HI - ((0.5 * f * f - (log_series(f) + k * LN2_LO)) - f)


@rule
def log1p(x: float) -> float:
    """log(1 + x) without loss for small x: -inf at -1, nan below -1 [1]."""
    if not -1.0 < x < inf:
        if x == -1.0:
            return -inf
        return inf if x > 0.0 else nan
    if -0.2929 < x < 0.4142:
        return x - (0.5 * x * x - log_series(x))
    y = 1.0 + x
    lost = (x - (y - 1.0)) / y if x < 1.0 else (1.0 - (y - x)) / y  # in rounding y, as a share of it
    m, k = frexp(y)
    if m < SQRT_HALF:
        m += m
        k -= 1
    f = m - 1.0
    return k * LN2_HI - ((0.5 * f * f - (log_series(f) + (k * LN2_LO + lost))) - f)


@rule
def exp(x: float, beyond: float = 0.0) -> float:
    """Exponential of x, or of x + `beyond`, what x lost by rounding: inf above 709.78, 0 below -745.13 [1]."""
    if not SMALLEST_EXPONENT <= x <= LARGEST_EXPONENT:
        if x > 0.0:
            return inf
        return 0.0 if x < 0.0 else nan
    k = int(x * INV_LN2 + 0.5) if x > 0.0 else int(x * INV_LN2 - 0.5)
    hi = x - k * LN2_HI
    lo = k * LN2_LO - beyond
    r = hi - lo
    t = r * r
    c = 6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)
    c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * c))
    y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi)
    if -1021 < k < 1024:
        return ldexp(y, k)
    if k > 0:
        return ldexp(y, k) if y < 1.0 else inf
    return ldexp(y, k + 1000) * TWO_TO_MINUS_1000  # ldexp into the subnormals does not round alike everywhere


@rule
def expm1(x: float) -> float:
    """exp(x) - 1 without loss for small x [1]."""
    if not -38.0 < x <= LARGEST_EXPONENT:
        if x > 0.0:
            return inf
        return -1.0 if x < 0.0 else nan
    if -5.5e-17 < x < 5.5e-17:
        return x
    k = int(x * INV_LN2 + 0.5) if x > 0.0 else int(x * INV_LN2 - 0.5)
    hi = x - k * LN2_HI
    lo = k * LN2_LO
    r = hi - lo
    lost = (hi - r) - lo
    half = 0.5 * r
    h = r * half
    q = -7.93650757867487942473e-05 + h * (4.00821782732936239552e-06 + h * -2.01099218183624371326e-07)
    q = 1.0 + h * (-3.33333333333331316428e-02 + h * (1.58730158725481460165e-03 + h * q))
    t = 3.0 - q * half
    e = h * ((q - t) / (6.0 - r * t))
    if k == 0:
        return r - (r * e - h)
    e = (r * (e - lost) - lost) - h
    if k == -1:
        return 0.5 * (r - e) - 0.5
    if k == 1:
        return -2.0 * (e - (r + 0.5)) if r < -0.25 else 1.0 + 2.0 * (r - e)
    if k <= -2 or k > 56:
        return ldexp(1.0 - (e - r), k) - 1.0
    tiny = ldexp(1.0, -k)
    if k < 20:
        return ldexp((1.0 - tiny) - (e - r), k)
    return ldexp((r - (e + tiny)) + 1.0, k)


@rule
def product_error(a: float, b: float, product: float) -> float:
    """What `product` = a * b lost by rounding, exactly (Dekker 1971) [unit of the product]."""
    t = SPLITTER * a
    a_hi = t - (t - a)
    a_lo = a - a_hi
    t = SPLITTER * b
    b_hi = t - (t - b)
    b_lo = b - b_hi
    return ((a_hi * b_hi - product) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo


@rule
def power(x: float, y: float) -> float:
    """x to the power y for x >= 0; nan for x < 0, inf for 0 to a negative power [1].

    y log(x) is carried in two doubles, since the exponential multiplies its absolute error by the result.
    """
    if y == 0.0 or x == 1.0:
        return 1.0
    if y == 1.0:
        return x
    if not (0.0 < x < inf and -1e20 < y < 1e20):
        if x != x or y != y or x < 0.0:
            return nan
        return 0.0 if (x < 1.0) == (y > 0.0) else inf
    m, k = frexp(x)
    if m < SQRT_HALF:
        m += m
        k -= 1
    # log(m) = 2/3 s (3 + z + q), s = f / (2 + f), z = s^2, q = 3 (z^2/5 + z^3/7 + ...); s, z and the sum in two doubles
    f = m - 1.0
    d = 2.0 + f
    s = f / d
    p = s * d
    s_lo = (((f - p) - product_error(s, d, p)) - s * (f - (d - 2.0))) / d
    z = s * s
    z_lo = product_error(s, s, z) + 2.0 * s * s_lo
    q = 3 / 15 + z * (3 / 17 + z * (3 / 19 + z * (3 / 21 + z * (3 / 23))))
    q = z * z * (3 / 5 + z * (3 / 7 + z * (3 / 9 + z * (3 / 11 + z * (3 / 13 + z * q)))))
    a = 3.0 + z
    b = a + q
    b_lo = (q - (b - a)) + ((z - (a - 3.0)) + z_lo)
    p = s * b
    p_lo = product_error(s, b, p) + (s * b_lo + s_lo * b)
    g = p * (2 / 3)
    g_lo = product_error(p, 2 / 3, g) + (p * 3.700743415417188e-17 + p_lo * (2 / 3))  # 2/3 - fl(2/3)
    n = k * LN2_HI
    h = n + g
    h_lo = (g - (h - n)) + (g_lo + k * LN2_LO)
    t = h + h_lo
    h_lo = h_lo - (t - h)
    e = y * t
    return exp(e, product_error(y, t, e) + y * h_lo)


@rule
def logistic(x: float) -> float:
    """Inverse of the logit: 1 / (1 + exp(-x)), without loss on the left [1]."""
    if x >= 0.0:
        return 1.0 / (1.0 + exp(-x))
    e = exp(x)
    return e / (1.0 + e)


@rule
def logit(p: float) -> float:
    """log(p / (1 - p)): -inf at 0, inf at 1, nan outside [1]."""
    if not 0.0 < p < 1.0:
        if p == 1.0:
            return inf
        return -inf if p == 0.0 else nan
    if 0.25 <= p <= 0.75:  # 2p - 1 is exact here: no cancellation about one half
        return log1p((2.0 * p - 1.0) / (1.0 - p))
    return log(p / (1.0 - p))


@rule
def exponential_quantile(u: float) -> float:
    """Quantile of the exponential distribution of mean 1 [1]."""
    return -log1p(-u)


@rule
def normal_quantile(u: float) -> float:
    """Quantile of the standard normal distribution: -inf at 0, inf at 1, nan outside [1]."""
    if not 0.0 < u < 1.0:
        if u == 1.0:
            return inf
        return -inf if u == 0.0 else nan
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        a = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
        a = 1.3731693765509461125e4 + r * (4.5921953931549871457e4 + r * (6.7265770927008700853e4 + r * a))
        a = 3.3871328727963666080e0 + r * (1.3314166789178437745e2 + r * (1.9715909503065514427e3 + r * a))
        b = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
        b = 5.3941960214247511077e3 + r * (2.1213794301586595867e4 + r * (3.9307895800092710610e4 + r * b))
        b = 1.0 + r * (4.2313330701600911252e1 + r * (6.8718700749205790830e2 + r * b))
        return q * a / b
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        a = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
        a = 3.64784832476320460504e0 + r * (1.27045825245236838258e0 + r * (2.41780725177450611770e-1 + r * a))
        a = 1.42343711074968357734e0 + r * (4.63033784615654529590e0 + r * (5.76949722146069140550e0 + r * a))
        b = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
        b = 6.89767334985100004550e-1 + r * (1.48103976427480074590e-1 + r * (1.51986665636164571966e-2 + r * b))
        b = 1.0 + r * (2.05319162663775882187e0 + r * (1.67638483018380384940e0 + r * b))
    else:
        r -= 5.0
        a = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
        a = 2.96560571828504891230e-1 + r * (2.65321895265761230930e-2 + r * (1.24266094738807843860e-3 + r * a))
        a = 6.65790464350110377720e0 + r * (5.46378491116411436990e0 + r * (1.78482653991729133580e0 + r * a))
        b = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
        b = 1.48753612908506148525e-2 + r * (7.86869131145613259100e-4 + r * (1.84631831751005468180e-5 + r * b))
        b = 1.0 + r * (5.99832206555887937690e-1 + r * (1.36929880922735805310e-1 + r * b))
    return -a / b if q < 0.0 else a / b
