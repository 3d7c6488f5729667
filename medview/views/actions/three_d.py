"""The 3D view."""

from __future__ import annotations

from medview.views.actions.spec import ActionSpec

SPECS: tuple[ActionSpec, ...] = ()
