"""The small grammar of ``$`` expressions: what it works out equals Python, and the rest is refused by its own words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.errors import ModelError
from medview.engine.importing.expressions import Device, Kind, evaluate

ENTRIES: dict[str, Any] = {"root": ".", "size": 3, "net::channels": [4, 8, 16], "name": "a", "off": False}


def worked_out(text: str) -> object:
    return evaluate(text, ENTRIES.__getitem__)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("@root + '/models/model.pt'", "./models/model.pt"),
        ("os.path.join(@root, 'models', @name + '.pt')", "./models/a.pt"),
        ("[@size] * 3", [3, 3, 3]),
        ("@net#channels[-1] // 2 + @net::channels[0] % 3", 9),
        ("[2 ** i for i in range(@size)]", [1, 2, 4]),
        ("(1, -2.5, None, True, not @off)", (1, -2.5, None, True, True)),
        ("{'a': [1]}", {"a": [1]}),
        ("dict(a=1, b='x')", {"a": 1, "b": "x"}),
        ("max(1, 2) + min([3, 4]) + sum([1, 2]) + abs(-1) + round(2.6) + len('ab')", 14),
        ("list(range(3)) + list((7,)) + sorted([2, 1])", [0, 1, 2, 7, 1, 2]),
        ("tuple(@net::channels)[1:]", (8, 16)),
        ("int('3') * float(2) if 1 < @size <= 3 and @name in ['a'] else 'no'", 6.0),
        ("f'{@name}-{@size}' + ','.join(['x', 'y'])", "a-3x,y"),
        ("[*@net::channels, 1]", [4, 8, 16, 1]),
        ("@off or @size", 3),
        ("@size and @off or 'none'", "none"),
        ("-math.pi < 0 < np.pi", True),
        ("torch.float32", Kind("float32")),
        ("np.uint8", Kind("uint8")),
        ("torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')", Device()),
    ],
)
def test_plain_expressions_are_worked_out(text: str, value: object) -> None:
    assert worked_out(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "import glob", "glob.glob('*')", "__import__('os')", "open('x')", "lambda x: x", "(lambda: 1)()", "print(1)",
        "().__class__", "@root.__class__", "@root.format(1)", "'{0.__class__}'.format(1)", "f'{@root!r:>99}'",
        "[x for x in range(3) for y in range(3)]", "[x for x in range(3) if x]", "{x for x in range(3)}",
        "{x: 1 for x in range(3)}", "(x for x in range(3))", "{**{}}", "x := 1", "1; 2", "", "@root @ @root", "b'x'",
        "1j", "...", "unknown", "torch.load('x')", "torch.cuda.is_available()", "os.system('x')", "os.path.exists('x')",
        "max", "int", "5[0]", "-max", "sum(5)", "list(5)", "[*5]", "2 ** 'a'", "2 ** 100", "10 ** 40",
        "await x", "1 if", "@size.to('cpu')", "@size()", "int('9' * 4000)", "10 ** 10 ** 10",
        "2 ** 2 ** 2 ** 2 ** 2", "(-8) ** 0.5", "'a' * 10 ** 9", "10 ** 9 * [1]", "[[0] * 4000] * 4000",
        "[[[0] * 4000] * 4000] * 4000 == 1", "range(10 ** 9)", "'%99999999d' % 1", "1 / 0", "[1][5]", "{}['a']",
        "[[i for i in range(4000)] for j in range(4000)]", "1 + 'a'", "1e400", "1 << 40", "+" * 4000 + "1",
        "(" * 500 + ")" * 500, "1" * 5000, "str([1])", "not_a_name", "max([1, 'a'])",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ModelError, match="not supported"):
        worked_out(text)


def test_nothing_is_worked_out_with_what_is_no_plain_value() -> None:
    for text in ("-@part", "@part + 1", "2 * @part"):
        with pytest.raises(ModelError, match="not a plain value"):
            evaluate(text, lambda _: Device())


@given(st.text(max_size=60))
def test_no_text_does_anything_but_give_a_value_or_a_refusal(text: str) -> None:
    with suppress(ModelError):  # any other error fails the test
        worked_out(text.replace("@", ""))


numbers = st.integers(-1000, 1000)


@given(numbers, numbers, st.sampled_from(["+", "-", "*", "<", "==", "!=", ">="]))
def test_arithmetic_is_pythons(left: int, right: int, sign: str) -> None:
    expected = {
        "+": left + right, "-": left - right, "*": left * right, "<": left < right, "==": left == right,
        "!=": left != right, ">=": left >= right,
    }[sign]  # fmt: skip
    assert worked_out(f"({left}) {sign} ({right})") == expected
