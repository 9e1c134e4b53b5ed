import pytest

from extractor.document import Document, Page
from extractor.output.places import Places
from extractor.report import Report
from extractor.result import Evidence, PageSource, Result, Source, Usage


def places(lang, *texts):
    pages = tuple(Page(number, text, "text") for number, text in enumerate(texts, 1))
    source = Source(
        file="x.txt",
        sha256="0",
        media_type="text/plain",
        pages=[PageSource(number=page.number, read_by="text", characters=len(page.text)) for page in pages],
    )
    result = Result(report=Report(), source=source, evidence={}, findings=[], usage=Usage(engine="rules"))
    return Places(result.with_document(Document("x.txt", "0", "text/plain", pages, ())), lang)


def at(start, page=1):
    return Evidence(page=page, start=start, end=start + 1, text="x", match="exact")


@pytest.mark.parametrize(
    ("start", "said"), [(0, "第1行"), (1, "第1行"), (3, "第2行"), (5, "第3行"), (6, "第3行"), (99, "第3行")]
)
def test_lines_of_every_break(start, said):
    assert places("zh", "一\r\n二\r三").said(at(start)) == said


def test_the_page_is_named_where_there_are_several():
    found = places("zh", "一", "二\n三")
    assert (found.said(at(0)), found.said(at(2, page=2))) == ("第1页第1行", "第2页第2行")
    assert places("en", "一", "二\n三").said(at(2, page=2)) == "page 2, line 2"


def test_in_a_long_line_the_character_is_named():
    text = "短\n" + "长" * 200
    assert places("zh", text).said(at(0)) == "第1行"
    assert places("zh", text).said(at(2)) == "第2行第1字"
    assert places("en", text).said(at(151)) == "line 2, character 150"


def test_an_empty_page_has_a_first_line():
    assert places("zh", "").said(at(0)) == "第1行"
