"""Templates of packages, changed as a person asked."""

from __future__ import annotations

import json

from medview.training.running.templates import template_path


def renamed(template: str, name: str) -> str:
    """A template with another name for people, as JSON."""
    plain = json.loads(template_path(template).read_text(encoding="utf-8"))
    plain["card"]["name"] = name
    return json.dumps(plain, indent=1) + "\n"
