"""The layouts by template number."""

from __future__ import annotations

from typeset.layouts import columnar, hebei, hubei, hunan, national, sichuan, targets, yunnan
from typeset.model import Layout

_ALL = (
    *national.LAYOUTS,
    *hubei.LAYOUTS,
    *yunnan.LAYOUTS,
    *sichuan.LAYOUTS,
    *hunan.LAYOUTS,
    *hebei.LAYOUTS,
    *columnar.LAYOUTS,
    *targets.LAYOUTS,
)
LAYOUTS: dict[int, Layout] = {layout.number: layout for layout in sorted(_ALL, key=lambda one: one.number)}
