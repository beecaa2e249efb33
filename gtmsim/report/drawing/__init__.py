"""The firm as a flow, drawn from its scenario: one SVG for a slide."""
