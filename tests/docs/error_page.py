"""What the examples of every error and warning print, and the page that shows them."""

import re
import shlex
import textwrap
from pathlib import Path
from typing import Any

import yaml

import gtmsim
from gtmsim.report.checked import checked
from gtmsim.report.starter import begin
from gtmsim.scenario.load import warnings_of

TABLE = Path(__file__).with_name("errors.yaml")
USUAL = "gtmsim check plan.yaml"
MANY = re.compile(r"^# ([\d,]+) lines such as: (.*)$", re.MULTILINE)
# `yml` is coloured as YAML is, and is no block of which the documents promise that it is valid.
FENCES = {".yaml": "yml", ".csv": "csv", ".dmn": "xml", ".xlsx": "text"}
QUARTER = """\
extends: base.yaml
changes:
  plan.spend.search_ads: 40k per month
  run.months: 3
  run.run_off: false
  run.initial.pipeline: {small: 0, large: 0}
"""
HEAD = """\
# Errors and warnings

Every problem has a code. `E_` is an error: nothing is run. `W_` is a warning: the run goes on, and the warning stands
wherever its numbers do. A line says where, the code, the path of the value, what is wrong, and what to write instead:

```text
{shown}
```

All problems of a file are told at once, up to twenty of them; from Python they are in `ScenarioError.problems` and in
`Results.problems`, and `gtmsim check --json` prints them for programs. `gtmsim check` leaves with exit code 1 where
there is an error. [Writing a scenario](scenarios.md#what-comes-out-wrong-is-said) says how hints are made,
[the language](language.md) what may be written.

Each example below is `plan.yaml`, with other files where it needs them, and the answer is what `{usual}`
prints, or the command above the answer. `base.yaml` is what `gtmsim new base.yaml --like two_segments` writes.
Warnings of a run or of a comparison are tried on its first quarter, `quarter.yaml`; the warning of too few replications
(`W_FEW`) and others that an example does not mean are left out there:

```yml
{quarter}```

A comment such as `# 500 lines such as: row {{n}}` stands for that many lines, counted by `{{n}}`.
"""


def table() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """The examples by code, below their headings."""
    text = TABLE.read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    parts = re.split(r"^\n# (.+)\n$", text, flags=re.MULTILINE)
    return {
        heading: [(code, said[code]) for code in re.findall(r"^([EW]_\w+):", part, flags=re.MULTILINE)]
        for heading, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def answer(code: str, example: dict[str, Any], folder: Path) -> list[str]:
    """The lines that an example is answered with, tried in the empty `folder`, which is the current one."""
    begin(folder / "base.yaml")
    for name, text in {"quarter.yaml": QUARTER, **_files(example)}.items():
        (folder / name).write_text(MANY.sub(_repeated, text), encoding="utf-8")
    try:
        lines = _odd(example)
    except gtmsim.ScenarioError as error:
        return str(error).splitlines()
    living = "python" in example or "check" not in example.get("command", USUAL)
    return [line for line in lines if code in line or not living]


def page(answers: dict[str, list[str]]) -> str:
    """The text of docs/errors.md, whose answers are known."""
    shown = answers["E_UNKNOWN"][0]
    parts = [HEAD.format(shown=shown, usual=USUAL, quarter=QUARTER), "\n| code | what it says |\n|---|---|\n"]
    parts += [
        f"| [`{code}`](#{code.lower()}) | {said['meaning']} |\n" for part in table().values() for code, said in part
    ]
    for heading, examples in table().items():
        parts.append(f"\n## {heading}\n")
        for code, said in examples:
            parts.append(f"\n### {code}\n\n{_sentence(said)}\n")
            parts += [_shown(name, text, said) for name, text in _files(said).items()]
            command = f"$ {said['command']}\n" if "command" in said else ""
            parts.append(f"\n```text\n{command}{''.join(line + chr(10) for line in answers[code])}```\n")
            parts.append(f"\n{said['do']}\n")
    return "".join(parts)


def _odd(example: dict[str, Any]) -> list[str]:
    """The warnings of an example; raises ScenarioError."""
    if "python" in example:
        return list(eval(example["python"].rsplit("\n\n", 1)[-1], {"gtmsim": gtmsim}).warnings)
    command, *rest = shlex.split(example.get("command", USUAL))[1:]
    names = [word for word in rest if word.endswith(".yaml")]
    sets = [rest[place + 1] for place, word in enumerate(rest) if word == "--set"]
    if command == "check":
        # What is known without a trial is asked first, which is much quicker and prints the same.
        if not example.get("tried") and (found := warnings_of(gtmsim.load(names[0], sets))):
            return list(map(str, found))
        return checked([Path(names[0])], sets, in_json=False, quiet=True)[0].splitlines()
    scenarios = [gtmsim.load(name, sets) for name in names]
    if command == "run":
        return list(gtmsim.run(scenarios[0], 2, engine="reference", jobs=1).warnings)
    return list(gtmsim.compare(*scenarios, replications=2, engine="reference", jobs=1).warnings)


def _files(example: dict[str, Any]) -> dict[str, str]:
    return {"plan.yaml": example["plan"], **example.get("beside", {})}


def _repeated(line: re.Match[str]) -> str:
    """The lines that one line of an example stands for."""
    return "\n".join(line[2].replace("{n}", str(n + 1)) for n in range(int(line[1].replace(",", ""))))


def _shown(name: str, text: str, example: dict[str, Any]) -> str:
    """A file of an example, and the Python that is run on it."""
    if name == "plan.yaml" and "python" in example:
        return f"\n```text\n{example['python']}```\n"
    title = f"\n`{name}`:\n" if len(_files(example)) > 1 else ""
    return f"{title}\n```{FENCES[Path(name).suffix]}\n{text}```\n"


def _sentence(example: dict[str, Any]) -> str:
    """What a code means, as a paragraph."""
    text = f"{example['meaning'][0].upper()}{example['meaning'][1:]}. {example.get('more', '')}"
    return "\n".join(textwrap.wrap(text, 126))
