"""Planes through a volume: oblique, slabs, curved; fusion and registration."""

from __future__ import annotations

from medview.views.actions.spec import ActionSpec

SPECS: tuple[ActionSpec, ...] = ()
