"""Every file of rules keeps to what any engine can call, compile and agree on; every rule is tested and described."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gtmsim.rules.rule import RULES

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.glob("gtmsim/rules/*.py")
FILES = [
    *sorted(path for path in SHARED if path.name not in ("__init__.py", "keys.py", "rule.py")),
    *sorted(PROJECT.glob("gtmsim/mechanisms/*/rules.py")),
]
# Exact on every machine: rounding is not left to a C library.
EXACT = {"ceil", "copysign", "floor", "frexp", "inf", "ldexp", "nan", "sqrt"}
OTHER_RULES = re.compile(r"gtmsim\.rules\.|gtmsim\.mechanisms\.\w+\.rules$")
NOT_COMPILED = (
    ast.AsyncFunctionDef,
    ast.Await,
    ast.Dict,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Global,
    ast.JoinedStr,
    ast.Lambda,
    ast.ListComp,
    ast.Nonlocal,
    ast.Raise,
    ast.SetComp,
    ast.Try,
    ast.With,
    ast.Yield,
    ast.YieldFrom,
)


def module_of(path: Path) -> str:
    """A file's name for an import."""
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


def shown(path: Path) -> str:
    """What a file is about: a mechanism, or something that all of them share."""
    return path.parent.name if path.stem == "rules" else path.stem


def rules_of(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a file that are marked as rules."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(each, ast.Name) and each.id == "rule" for each in node.decorator_list
        ):
            yield node


def code_of(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What a rule does: its statements without the docstring."""
    for statement in function.body[1:]:
        yield from ast.walk(statement)


def covered_by(path: Path) -> set[tuple[str, str]]:
    """Module and name of what a file of tests imports by name and uses."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        (str(node.module), each.name) for node in imports for each in node.names if (each.asname or each.name) in used
    }


EVERY_RULE = [
    pytest.param(function, id=f"{shown(path)}.{function.name}") for path in FILES for function in rules_of(path)
]
EVERY_NAME = [(module_of(path), function.name) for path in FILES for function in rules_of(path)]
every_file = pytest.mark.parametrize("path", FILES, ids=shown)
every_rule = pytest.mark.parametrize("function", EVERY_RULE)
# The template's test moves here with what is made of it.
TESTS = [*Path(__file__).parent.glob("test_*.py"), PROJECT / "gtmsim" / "mechanisms" / "template" / "rules_test.py"]
TESTED = set().union(*map(covered_by, TESTS))


@every_file
def test_imports_rules_and_exact_mathematics_only(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Import), f"line {node.lineno}: import names, not modules"
        if isinstance(node, ast.ImportFrom):
            if node.module == "math":
                assert {each.name for each in node.names} <= EXACT, f"line {node.lineno}: not exact everywhere"
            else:
                assert node.module == "typing" or OTHER_RULES.match(str(node.module)), f"line {node.lineno}"


@every_file
def test_no_power_of_floats(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            whole = isinstance(node, ast.BinOp) and all(
                isinstance(each, ast.Constant) and isinstance(each.value, int) for each in (node.left, node.right)
            )
            assert whole, f"line {node.lineno}: a power is taken by rules.maths.power"


@every_file
def test_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert ast.get_docstring(node), f"line {node.lineno}: {node.name} has no docstring"


@every_file
def test_every_function_is_a_rule(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions == [function.name for function in rules_of(path)]


@every_file
def test_every_rule_is_registered(path):
    name = module_of(path)
    importlib.import_module(name)
    for function in rules_of(path):
        assert f"{name}.{function.name}" in RULES


@every_rule
def test_is_annotated(function):
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    assert all(each.annotation for each in arguments)
    assert function.returns
    assert function.args.vararg is None
    assert function.args.kwarg is None


@every_rule
def test_says_the_unit_of_a_float(function):
    if isinstance(function.returns, ast.Name) and function.returns.id == "float":
        assert "[" in str(ast.get_docstring(function)), "the unit stands in brackets, [1] for a pure number"


@every_rule
def test_has_nothing_that_cannot_be_compiled(function):
    for node in code_of(function):
        assert not isinstance(node, NOT_COMPILED), f"{type(node).__name__} at line {getattr(node, 'lineno', '?')}"
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        assert not text, f"a rule handles numbers, not text: line {getattr(node, 'lineno', '?')}"


@pytest.mark.parametrize(("module", "name"), EVERY_NAME)
def test_is_tested(module, name):
    assert (module, name) in TESTED, f"no file of tests/rules imports and uses {name}"
