"""Referrals: what an account brings along whom a customer sent."""

from gtmsim.engine.influence import TRUST, influence

RECOMMENDED = influence("referral", "the customer who referred it", TRUST)
