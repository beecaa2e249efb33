"""How the business behaves: parameters and pure functions, one concept a file.

What belongs to one mechanism is in its folder, `gtmsim/mechanisms/<name>/rules.py`; here is what all of them share.

A rule knows no clock, no queue, no file and no generator: chance comes in as `u`, uniform in (0, 1).
"""
