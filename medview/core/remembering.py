"""Remembers what was worked out of values that never change, by which they are: comparing them would take long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def remembered(most: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Make a function remember its last results; whoever is given one must not change it.

    Args:
        most: So many results.
    """

    def around(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        known: deque[tuple[tuple[object, ...], Result]] = deque(maxlen=most)

        @wraps(function)
        def asked(*given: Arguments.args, **named: Arguments.kwargs) -> Result:
            if named:
                return function(*given, **named)
            for kept, result in tuple(known):
                if len(kept) == len(given) and all(a is b for a, b in zip(kept, given, strict=True)):
                    return result
            result = function(*given, **named)
            known.append((given, result))
            return result

        return asked

    return around
