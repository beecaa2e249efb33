"""Rows of enrichment."""

from gtmsim.journal.catalogue import row

FIT_OBSERVED = row(
    9,
    "what we see of a lead, where that has an error",
    may_follow=("LEAD",),
    value="fit as decision tables see it",
    tells="what we know of it says fit {value:+.1f}",
    formerly="SEEN",
)
ENRICHMENT = row(
    63,
    "what it cost to know that much of a lead",
    may_follow=("LEAD",),
    money="marketing",
    amount="cost",
    tells="knowing that much of it costs {money}",
    formerly="DATA",
)
