"""Web pages: what a browser shows of them, whatever wrote them and however they are saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import Table
from extractor.errors import DamagedInput, InputTooLarge
from tests.support.office_files import grid, read, shown


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.html"


def page(body: str, head: str = "<meta charset=utf-8>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>不显示</title></head><body>{body}</body></html>".encode()


def table_of(path: Path, body: str) -> Table:
    (table,) = read(path, page(body)).blocks
    assert isinstance(table, Table)
    assert table.exact
    return table


def test_cells_over_rows_and_columns_take_their_places(path: Path) -> None:
    found = table_of(
        path,
        "<table><tr><td rowspan=3>产出<td colspan=2>数量<td>98<tr><td>质量<td rowspan=2>合格率<td>100"
        "<tr><td>时效<td>5<tr><td colspan=4>合计</table>",
    )
    assert grid(found) == [
        (0, 0, 3, 1, "产出"), (0, 1, 1, 2, "数量"), (0, 3, 1, 1, "98"),
        (1, 1, 1, 1, "质量"), (1, 2, 2, 1, "合格率"), (1, 3, 1, 1, "100"),
        (2, 1, 1, 1, "时效"), (2, 3, 1, 1, "5"), (3, 0, 1, 4, "合计"),
    ]  # fmt: skip


def test_a_cell_down_to_the_end_of_the_table(path: Path) -> None:
    found = table_of(path, "<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁</table>")
    assert grid(found)[0] == (0, 0, 3, 1, "甲")


def test_spans_that_ask_for_too_much_are_bounded(path: Path) -> None:
    found = table_of(
        path, "<table><tr><td colspan=1000000>题<tr><td rowspan=99999999>甲<td colspan=-3>乙</table>"
    )
    assert grid(found) == [(0, 0, 1, 1000, "题"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙")]


def test_more_places_than_the_settings_allow(path: Path) -> None:
    with pytest.raises(InputTooLarge, match="max_cells"):
        read(path, page("<table>" + "<tr><td colspan=1000>甲" * 11 + "</table>"), max_cells=10_000)


def test_paragraphs_breaks_and_blanks_of_the_source(path: Path) -> None:
    body = "<p>本单位绩效\n   自评</p>散文<div>annual\nreport</div><p>填报人：甲<br>电话：1</p><p>&nbsp;</p>"
    assert shown(read(path, page(body))) == [
        "本单位绩效自评",
        "散文",
        "annual report",
        "填报人：甲",
        "电话：1",
    ]


def test_a_title_broken_over_lines_is_one_and_lines_of_a_cell_are_not(path: Path) -> None:
    body = "<h1>2022年度<br>自评表</h1><p style='text-align: center'>部门<br>报告</p><table><tr><td align=center>1<br>2<td><p>甲<p>乙</table>"
    assert shown(read(path, page(body))) == ["2022年度自评表", "部门报告", [["1\n2", "甲\n乙"]]]


def test_what_is_not_shown_is_not_read(path: Path) -> None:
    body = (
        "<style>p{}</style><script>document.write('<p>脚本')</script><p style='display : none'>暗</p>明<p hidden>暗</p>"
        "<table><tr style='display:none'><td>暗<td>暗</tr><tr><td>甲<!-- 注 -->乙<td><![if !x]>丙<![endif]></table>"
    )
    assert shown(read(path, page(body))) == ["明", [["甲乙", "丙"]]]


def test_fields_of_a_form_as_they_were_filled_in(path: Path) -> None:
    body = (
        "<table><tr><td>得分<td><input value=98><input type=hidden value=7><input type=button value=保存>"
        "<tr><td>等级<td><select><option>良<option selected>优</select><tr><td>说明<td><textarea>已完成</textarea></table>"
    )
    assert shown(read(path, page(body))) == [[["得分", "98"], ["等级", "优"], ["说明", "已完成"]]]


def test_a_table_within_a_layout_table(path: Path) -> None:
    body = "<table><tr><td><h2>自评表</h2><table><tr><td>甲<td>乙</table>页脚</table>"
    assert shown(read(path, page(body))) == ["自评表", [["甲", "乙"]], "页脚"]


def nested(depth: int) -> bytes:
    return page("<div>" * depth + "<table><tr><td>甲<td>乙</table>" + "</div>" * depth + "<p>后</p>")


def test_a_thousand_tags_within_each_other_and_ten_thousand(path: Path) -> None:
    assert shown(read(path, nested(1_000))) == [[["甲", "乙"]], "后"]
    with pytest.raises(DamagedInput):
        read(path, nested(10_000))


BODY = "<p>项目支出绩效自评表</p><table><tr><td>项目名称<td>农村道路养护项目</table>"
READ = ["项目支出绩效自评表", [["项目名称", "农村道路养护项目"]]]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "gbk"),
        ("utf-8", "gb2312"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", ""),
    ],
)
def test_encodings_whatever_the_page_says_of_itself(path: Path, encoding: str, said: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    assert shown(read(path, page(BODY, head).decode().encode(encoding))) == READ


def test_an_xml_declaration_before_the_page(path: Path) -> None:
    text = f'<?xml version="1.0" encoding="gb2312"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{BODY}</body></html>'
    assert shown(read(path, text.encode("gb18030"))) == READ


@pytest.mark.parametrize("name", ["report.doc", "report.xls", "report.txt", "report"])
def test_a_page_is_known_by_its_content_whatever_its_name(path: Path, name: str) -> None:
    document = read(path.with_name(name), page(BODY))
    assert shown(document) == READ
    assert (document.media_type, document.pages[0].read_by) == ("text/html", "html")


def archive(transfer: str, body: str) -> bytes:
    return (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_Next\"\r\n\r\n"
        "------=_Next\r\nContent-Location: file:///C:/report.htm\r\n"
        f"Content-Transfer-Encoding: {transfer}\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n{body}\r\n"
        "------=_Next\r\nContent-Location: file:///C:/image001.png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Type: image/png\r\n\r\niVBORw0KGgo=\r\n------=_Next--\r\n"
    ).encode()  # fmt: skip


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_a_web_page_in_one_file_as_word_saves_it(path: Path, transfer: str) -> None:
    import base64
    import quopri

    html = f"<html><body>{BODY}</body></html>".encode("gb18030")
    coded = base64.encodebytes(html) if transfer == "base64" else quopri.encodestring(html)
    assert shown(read(path.with_suffix(".doc"), archive(transfer, coded.decode("ascii")))) == READ


def test_a_text_that_speaks_of_a_table_is_text(path: Path) -> None:
    text = "说明：网页中的 <table> 和 <td> 标签\n项目名称\t道路养护\n得分\t98\n"
    assert read(path.with_suffix(".md"), text.encode()).media_type == "text/plain"


def test_a_text_with_html_tables_in_it(path: Path) -> None:
    text = (
        "# 项目支出绩效自评表\n\n（2022年度）\n\n<table><tr><td rowspan=2>产出</td><td>数量 &amp; 质量</td>"
        "<td>$\\geq 90\\%$</td></tr>\n<tr><td>时效</td><td>**及时**</td></tr></table>\n\n填报人：a<b 张三\n"
    )
    document = read(path.with_suffix(".md"), text.encode())
    assert shown(document) == [
        "项目支出绩效自评表", "（2022年度）", [["产出", "数量 & 质量", "≥90%"], ["时效", "及时"]], "填报人：a<b 张三"
    ]  # fmt: skip


def test_a_text_that_speaks_of_a_table_and_has_one_within_another(path: Path) -> None:
    text = "用 <table> 写表\n\n<table><tr><td>甲<td><table><tr><td>乙<td>丙</table></table>\n后文一\n后文二\n"
    assert shown(read(path.with_suffix(".md"), text.encode())) == [
        "用 写表", [["甲", ""]], [["乙", "丙"]], "后文一", "后文二"
    ]  # fmt: skip


def test_a_tag_of_two_hundred_thousand_attributes_is_refused_at_once(path: Path) -> None:
    attributes = " ".join(f'a{at}=">"' for at in range(200_000))
    with pytest.raises(DamagedInput, match="thousands of attributes"):
        read(path, page(f"<p {attributes}>x"))


def test_a_quote_left_open_takes_no_other_tags_for_attributes(path: Path) -> None:
    rows = "".join(f'<tr class="r"><td width="9">{at}</td></tr>' for at in range(6000))
    (block,) = read(path, page(f'<table align=left">{rows}</table>')).blocks
    assert isinstance(block, Table)
    assert len(block.rows) == 6000
