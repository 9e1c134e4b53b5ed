"""The JSON Schema of a gold file, generated from its model, for editors and for other programs.

``python -m extractor.evaluation.gold.schema`` prints it; `make schema` puts it into ``schemas/``.
"""

from __future__ import annotations

import json
import sys

from extractor import schema
from extractor.evaluation.gold.file import GoldFile

NAME = "gold.v1"


def render() -> str:
    """The schema; its part ``report`` is ``report.v1``, in which every key is there."""
    report = json.loads(schema.render())
    parts = report.pop("$defs") | {"Report": {key: report[key] for key in report if key[0] != "$"}}
    envelope = GoldFile.model_json_schema()
    head = {"$schema": report["$schema"], "$id": NAME}
    required = ["schema_version", "document", "report", "accept"]
    body = envelope | {"required": required, "$defs": envelope["$defs"] | parts}
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())
