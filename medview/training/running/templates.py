"""Where recipes and the templates of their packages lie: among the shipped ones by name, or in a file of their own."""

from __future__ import annotations

from pathlib import Path

from medview.core.resources import resource

PACKAGE = ".package.json"


def recipe_path(name: str) -> Path:
    """A shipped recipe by name, or a recipe file."""
    return Path(name) if name.endswith(".json") else resource("recipes", f"{name}.json")


def template_path(name: str) -> Path:
    """A shipped template of a package by name, or a file."""
    return Path(name) if name.endswith(".json") else resource("recipes", f"{name}{PACKAGE}")
