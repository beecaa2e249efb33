"""Referrals: leads that customers send, and rewards for them."""
