"""Make a mechanism of the template: `python -m gtmsim.mechanisms.template NAME`, from the project's folder."""

import keyword
import re
import sys
from pathlib import Path

from gtmsim.journal.kinds import CATALOGUE
from gtmsim.mechanisms import MECHANISMS
from gtmsim.scenario.sections.market import Market
from gtmsim.scenario.sections.plan import Plan

HERE = Path(__file__).parent
LIST = HERE.parent / "__init__.py"
TESTS = HERE.parents[2] / "tests"
PLACES = {"example_test.py": "engine", "rules_test.py": "rules"}
NEXT = """\
Made gtmsim/mechanisms/{name}/ with tests/engine/test_{name}.py and tests/rules/test_{name}.py, and put `{name}` at the
end of MECHANISMS: move it to where it stands in the order of a life. Now:
  1. try it: .venv/bin/python -m pytest tests/engine/test_{name}.py tests/rules/test_{name}.py
  2. write what it really does, file by file: docs/engines.md, "How to add a mechanism"
  3. say it in tests/scenarios/everything.yaml, so that proofs look at it, and its theory or timetable in tests/
  4. tell it in docs/mechanisms.md, docs/glossary.md and CHANGELOG.md, then `make golden` and `make check`
"""


def main(words: list[str]) -> int:
    """Make it, or say why not."""
    name = words[0] if len(words) == 1 else ""
    if not re.fullmatch(r"[a-z][a-z_]*[a-z]", name) or keyword.iskeyword(name):
        return _refused("say a name in small letters: make mechanism NAME=support_tickets")
    taken = {*MECHANISMS, *Market.model_fields, *Plan.model_fields, *(kind.name.lower() for kind in CATALOGUE)}
    if name in taken or (HERE.parent / name).exists():
        return _refused(f"`{name}` is the name of something else already")
    text = LIST.read_text(encoding="utf-8")
    last = f'    "{MECHANISMS[-1]}",\n)\n'
    if text.count(last) != 1:
        return _refused(f"cannot find the end of MECHANISMS in {LIST.name}")
    folder = HERE.parent / name
    folder.mkdir()
    for file in sorted(HERE.glob("*.py")):
        if file.name != "__main__.py":
            place = PLACES.get(file.name)
            target = TESTS / place / f"test_{name}.py" if place else folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_renamed(file.read_text(encoding="utf-8"), name), encoding="utf-8")
    LIST.write_text(text.replace(last, last.replace(")\n", f'    "{name}",\n)\n')), encoding="utf-8")
    sys.stdout.write(NEXT.format(name=name))
    return 0


def _renamed(text: str, name: str) -> str:
    """The same of another name, under the next free number."""
    if "= row(\n    0," in text:
        text = text.replace("= row(\n    0,", f"= row(\n    {max(CATALOGUE) + 1},")
    text = re.sub(r"\n\n`make mechanism.*?\n(?=\"\"\")", "", text, flags=re.DOTALL)
    title = "".join(part.title() for part in name.split("_"))
    return text.replace("TEMPLATE", name.upper()).replace("Template", title).replace("template", name)


def _refused(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
