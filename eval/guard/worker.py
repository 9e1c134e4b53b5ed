"""Runs langextract in the environment that `make guard-baselines` made; imports nothing of this project.

Reads a line of JSON for each document from stdin (``url`` of the endpoint, ``text``) and writes one to
stdout: its extractions, each with class, text, attributes and whether it was placed in the text exactly, or ``error``.
"""

import json
import logging
import sys
import warnings

import langextract as lx

# Of what it offers, what suits these documents best: the tokenizer for Chinese, chunks that cut fewer rows.
CHUNK = 4000
EXAMPLE = lx.data.ExampleData(
    text="产出指标 数量指标 培训人次 ≥90人 95人 10 9",
    extractions=[
        lx.data.Extraction(name, said, attributes={"form": "1", "row": "1"})
        for name, said in (
            ("level3", "培训人次"),
            ("target", "≥90人"),
            ("actual", "95人"),
            ("max_score", "10"),
            ("score", "9"),
        )
    ],
)


def extract(url: str, text: str) -> list[dict]:
    """Every value of every indicator row as an extraction of its own: only then all are looked for in the text."""
    config = lx.factory.ModelConfig(
        model_id="simulated",
        provider="OpenAILanguageModel",
        provider_kwargs={"base_url": url, "api_key": "none"},
    )
    done = lx.extract(
        text,
        prompt_description="Extract every value of every indicator row.",
        examples=[EXAMPLE],
        config=config,
        max_char_buffer=CHUNK,
        tokenizer=lx.tokenizer.UnicodeTokenizer(),
        show_progress=False,
    )
    return [
        {
            "class": one.extraction_class,
            "text": one.extraction_text,
            "attributes": one.attributes,
            "exact": one.char_interval is not None
            and one.alignment_status is lx.data.AlignmentStatus.MATCH_EXACT,
        }
        for one in done.extractions or []
    ]


def main() -> None:
    """Answer line by line until stdin ends."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        try:
            said = {"extractions": extract(**json.loads(line))}
        except lx.exceptions.LangExtractError as error:
            said = {"error": str(error)}
        answers.write(json.dumps(said, ensure_ascii=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
