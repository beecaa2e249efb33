"""What is said about a named thing elsewhere, and means nothing once the thing is removed."""

Place = tuple[str, ...]

# Where things are named -> other places with the same names, which are removed with them.
ABOUT: dict[Place, tuple[Place, ...]] = {
    ("market", "channels"): (
        ("plan", "spend"),
        ("plan", "promo_share"),
        ("plan", "contact_capture_rate"),
        ("plan", "lead_magnets"),
        ("plan", "events"),
        ("run", "initial", "spend"),
    ),
    ("market", "segments"): (
        ("plan", "terms"),
        ("plan", "offers"),
        ("plan", "renewal_offers"),
        ("plan", "training"),
        ("market", "accounts", "number"),
        ("market", "upgrades"),
        ("run", "initial", "customers"),
        ("run", "initial", "pipeline"),
        ("run", "initial", "term_mix"),
        ("run", "initial", "billing"),
    ),
    ("market", "content", "kinds"): (("plan", "content"), ("run", "initial", "content")),
}
# Whole sections of the market -> sections of the plan that only they give a meaning.
TOGETHER: dict[Place, tuple[Place, ...]] = {
    ("market", "brand"): (("plan", "brand"),),
    ("market", "community"): (("plan", "community"),),
    ("market", "website"): (("plan", "website"),),
    ("market", "content"): (("plan", "content"), ("run", "initial", "content")),
}
# What a variant cannot change, as it would change the meaning of what its base says.
FIXED: dict[Place, str] = {("market", "currency"): "amounts are never converted"}


def removed_with(path: Place) -> list[Place]:
    """The places that go when a thing is removed."""
    return [*((*other, path[-1]) for other in ABOUT.get(path[:-1], ())), *TOGETHER.get(path, ())]
