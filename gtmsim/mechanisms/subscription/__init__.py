"""Subscription: contracts, renewals, changes of recurring revenue, and invoices."""
