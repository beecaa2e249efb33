"""How the business behaves: parameters and pure functions, one concept a file.

A rule knows no clock, no queue, no file and no generator: chance comes in as `u`, uniform in (0, 1).
"""
