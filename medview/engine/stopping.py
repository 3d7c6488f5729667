"""Networks that can be stopped between two of their layers: a large window takes too long to wait for its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from torch.nn.modules.module import register_module_forward_pre_hook

Ask = Callable[[], None]
"""Raises what is to stop the network, or returns at once."""

_ASKED: ContextVar[Ask | None] = ContextVar("_ASKED", default=None)


@contextmanager
def stoppable(ask: Ask) -> Iterator[None]:
    """Ask between any two layers of the networks that run meanwhile.

    Args:
        ask: Called before each module of a network, each operation of its faster form, and now and then by a thread
            of its own while onnxruntime has the network. What it raises ends the network.
    """
    token = _ASKED.set(ask)
    hook = register_module_forward_pre_hook(lambda *_: ask())
    try:
        yield
    finally:
        hook.remove()
        _ASKED.reset(token)


def may_stop() -> None:
    """Between two layers: whether to go on.

    Raises:
        BaseException: Whatever is to stop the network.
    """
    ask = _ASKED.get()
    if ask is not None:
        ask()


def asked() -> Ask | None:
    """Who is asked now, for another thread to ask; None: nobody."""
    return _ASKED.get()
