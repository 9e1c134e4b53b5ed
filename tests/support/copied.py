"""A result that a test may change, and that others read all the same."""

from extractor import Result


def changeable(result: Result) -> Result:
    """A copy with a report, evidence and findings of its own; the document, which is most of it, is shared."""
    return result.model_copy(
        update={
            "report": result.report.model_copy(deep=True),
            "evidence": {**result.evidence},
            "findings": [*result.findings],
        }
    )
