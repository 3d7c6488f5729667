"""The table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from medview.cli import installing, signing
from medview.cli.align import align
from medview.cli.analyse import analyse
from medview.cli.batch import batch
from medview.cli.convert import convert
from medview.cli.demo import demo
from medview.cli.evaluating import evaluate
from medview.cli.explain import explain
from medview.cli.film import film
from medview.cli.importing import import_model, run
from medview.cli.inspect import inspect
from medview.cli.measuring import measure
from medview.cli.models import MODELS
from medview.cli.opening import open_paths
from medview.cli.registering import register
from medview.cli.reporting import report
from medview.cli.substitutions import substitutions
from medview.cli.surfaces import surfaces
from medview.cli.train import train
from medview.cli.variants import variants

COMMANDS: dict[str, Callable[..., Any]] = {
    "open": open_paths,
    "analyse": analyse,
    "batch": batch,
    "explain": explain,
    "report": report,
    "inspect": inspect,
    "measure": measure,
    "convert": convert,
    "surfaces": surfaces,
    "film": film,
    "register": register,
    "train": train,
    "evaluate": evaluate,
    "variants": variants,
    "align": align,
    "substitutions": substitutions,
    "demo": demo,
}

for _command in (*installing.COMMANDS, *signing.COMMANDS):
    MODELS.command(_command.__name__)(_command)
MODELS.command("import")(import_model)
MODELS.command("run")(run)

__all__ = ["COMMANDS", "MODELS"]
