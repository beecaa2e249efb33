"""What the simulated world can do, a folder for each mechanism."""

# In the order of terms, rows and draws.
MECHANISMS = (
    "channels",
    "lead_magnets",
    "promotion",
    "accounts",
    "buying_windows",
    "contacts",
    "brand",
    "community",
    "condition",
    "enrichment",
    "nurture",
    "qualification",
    "selling",
    "touch",
    "committee",
    "subscription",
    "success",
    "save_offers",
    "win_back",
    "referrals",
    "staff",
    "money",
)
