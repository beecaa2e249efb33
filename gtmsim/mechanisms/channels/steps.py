"""Channels: what an account that came by one brings along."""

from gtmsim.engine.influence import TRUST, influence

CAME = influence("channel", "the channel that it came by", TRUST)
