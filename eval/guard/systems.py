"""The systems under test: our engine in both answer styles, and plain instructor with the schema alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from simulated import Case, read

from extractor.report import Report
from guard.answers import Answer, Findings
from guard.faults import Site
from guard.wrong_answer import Planter
from guard.wrong_report import wrong_report
from tests.support.scripted_server import ScriptedServer

MODEL = "simulated"


class System(Protocol):
    """Something that turns a document into a report by asking an endpoint."""

    name: str
    asks_again: bool

    def read(self, case: Case, sites: Sequence[Site], *, always: bool) -> Answer:
        """Read a document; the endpoint answers from gold with the faults in it.

        The first answer is wrong and re-asks are answered right or, with ``always``, every answer is wrong.
        """


@dataclass(frozen=True)
class Ours:
    """Engine ``model`` of this project; ``style`` is copy or point."""

    style: str
    asks_again: bool = True

    @property
    def name(self) -> str:
        return f"ours, {self.style}"

    def read(self, case: Case, sites: Sequence[Site], *, always: bool) -> Answer:
        """As `extractor extract --engine model` reads it."""
        planter = Planter(self.style, sites, always=always)
        outcome = read(case, self.style, lambda server: server.change(planter, times=None))
        struck = frozenset(planter.struck)
        if outcome.result is None or outcome.result.status == "failed":
            return Answer(None, struck=struck, calls=outcome.calls)
        return Answer(outcome.result.report, Findings(outcome.result), struck, outcome.calls)


@dataclass(frozen=True)
class PlainInstructor:
    """instructor with the report's schema alone, as its documentation shows it: one call, its own re-asks."""

    name: str = "instructor, schema alone"
    asks_again: bool = False

    def read(self, case: Case, sites: Sequence[Site], *, always: bool) -> Answer:
        """The schema is all that holds the answer: what fits it is taken."""
        import instructor
        from instructor.core import InstructorRetryException
        from openai import OpenAI

        wrong = wrong_report(case.gold.model_dump(mode="json"), sites)
        text = case.document.read_text(encoding="utf-8")
        with ScriptedServer(lambda _: wrong) as server:
            client = instructor.from_openai(OpenAI(base_url=server.url, api_key="none"))
            try:
                report = client.chat.completions.create(
                    model=MODEL,
                    response_model=Report,
                    messages=[{"role": "user", "content": f"Extract the report:\n\n{text}"}],
                )
            except InstructorRetryException:
                report = None
            return Answer(report, struck=frozenset(range(len(sites))), calls=len(server.calls))
