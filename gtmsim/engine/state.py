"""What accounts have to remember for mechanisms: fields that these declare in `STATE` of their rules."""

from gtmsim.mechanisms import declared

Number = int | float
# Of each field its kind in the memory of the compiled engine, and what it is of somebody new.
STATE: dict[str, tuple[str, Number]] = {}
for _mechanism, _fields in declared("STATE", "rules"):
    for _name, _field in _fields.items():
        if _name in STATE:
            raise ValueError(f"{_mechanism}: accounts remember `{_name}` already")
        STATE[_name] = _field
BLANK: tuple[tuple[str, Number], ...] = tuple((name, value) for name, (_, value) in STATE.items())
