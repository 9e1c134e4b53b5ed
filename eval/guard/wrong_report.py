"""A gold report with faults in it: what a system is told that takes a whole report as its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guard.faults import INVENTED, Site


def wrong_report(said: dict[str, Any], sites: Sequence[Site]) -> dict[str, Any]:
    """The report (gold, as JSON) with every fault laid into it; it is changed in place."""
    for site in sites:
        if site.field:
            _row_of(said, site)[site.field] = site.wrong
    # From behind, so that the places of the rows before stay what they are.
    for site in sorted((site for site in sites if not site.field), key=_place, reverse=True):
        form, at = _place(site)
        change_rows(said["forms"][form]["indicators"], at, site, {"level3": INVENTED})
    return said


def change_rows(rows: list[dict[str, Any]], at: int, site: Site, invented: dict[str, Any]) -> None:
    """Lay the fault of a whole row into a list of rows of any format."""
    if site.change == "missing row":
        del rows[at]
    elif site.change == "doubled row":
        rows.insert(at + 1, dict(rows[at]))
    elif site.change == "invented row":
        rows.insert(at + 1, rows[at] | invented)


def _row_of(said: dict[str, Any], site: Site) -> dict[str, Any]:
    form, at = _place(site)
    row: dict[str, Any] = said["forms"][form]["indicators"][at]
    return row


def _place(site: Site) -> tuple[int, int]:
    """The numbers of the form and of the row in it."""
    _, _, form, _, at = site.row.pointer.split("/")
    return int(form), int(at)
