"""Money of the firm beside its channels and staff."""

INPUTS = {
    "programme": tuple[int, ...],  # cents, per month
    "overhead": tuple[int, ...],  # cents, per month
    "other": tuple[int, ...],  # cents, per month
    "commission": float,
    "serve_share": float,
    "cash": int | None,  # cents
}
