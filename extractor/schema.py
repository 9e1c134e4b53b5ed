"""The JSON Schema of a report, generated from the contract's models.

``python -m extractor.schema`` prints it; `make schema` puts it into ``schemas/``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from extractor.report import Report

NAME = "report.v1"


class _EveryKeyPresent(GenerateJsonSchema):
    """Models have defaults so that a draft may leave fields out; what is printed has all of them."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        """All are."""
        return True


def render() -> str:
    """The schema of what is printed under ``report``: every key is there, null where nothing is stated."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": NAME}
    body = Report.model_json_schema(schema_generator=_EveryKeyPresent)
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())
