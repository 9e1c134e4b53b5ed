"""Word documents: what Word shows of them, in its order, each cell in its place."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from extractor.document import Table
from extractor.errors import EmptyInput
from tests.support.office_files import docx, grid, p, packed, r, read, shown, tbl, tc, tr

CONTINUED = "<w:vMerge/>"
BEGINS = '<w:vMerge w:val="restart"/>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.docx"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_paragraphs_and_tables_stand_in_document_order(path: Path) -> None:
    data = docx(p("项目支出绩效自评表") + tbl(tr("项目名称", "道路养护")) + p("填报人：张三"))
    assert shown(read(path, data)) == ["项目支出绩效自评表", [["项目名称", "道路养护"]], "填报人：张三"]


def test_cells_merged_both_ways_keep_their_spans(path: Path) -> None:
    data = docx(
        tbl(
            tr(tc("产出指标", properties=BEGINS), tc("数量", properties=wide(2)), "98"),
            tr(tc("", properties=CONTINUED), "质量", "合格率", "100"),
            tr(tc("", properties=CONTINUED), tc("时效", properties=wide(3))),
            tr(tc("合计", properties=wide(4))),
        )
    )
    (table,) = read(path, data).blocks
    assert isinstance(table, Table)
    assert table.exact
    assert grid(table) == [
        (0, 0, 3, 1, "产出指标"), (0, 1, 1, 2, "数量"), (0, 3, 1, 1, "98"),
        (1, 1, 1, 1, "质量"), (1, 2, 1, 1, "合格率"), (1, 3, 1, 1, "100"),
        (2, 1, 1, 3, "时效"), (3, 0, 1, 4, "合计"),
    ]  # fmt: skip


def test_old_horizontal_merges_and_rows_that_begin_later(path: Path) -> None:
    begins, goes_on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    data = docx(
        tbl(
            tr(tc("资金", properties=begins), tc("", properties=goes_on), "10"),
            tr("其中", "5", properties='<w:gridBefore w:val="1"/>'),
        )
    )
    (table,) = read(path, data).blocks
    assert grid(table) == [(0, 0, 1, 2, "资金"), (0, 2, 1, 1, "10"), (1, 1, 1, 1, "其中"), (1, 2, 1, 1, "5")]


def test_a_continued_cell_under_none_is_a_cell(path: Path) -> None:
    (table,) = read(path, docx(tbl(tr(tc("甲", properties=CONTINUED), "乙"), tr("丙", "丁")))).blocks
    assert grid(table) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")]


def test_content_controls_around_blocks_rows_and_cells(path: Path) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='不显示'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    data = docx(control(p("标题")) + control(tbl(control(tr(control(tc("甲")), tc(control(p("乙"))))))))
    assert shown(read(path, data)) == ["标题", [["甲", "乙"]]]


def test_inserted_text_counts_and_deleted_text_does_not(path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = (
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo>"
    )
    data = docx(p("得分", deleted, "<w:ins><w:r><w:t>98</w:t></w:r></w:ins>", moved))
    assert shown(read(path, data)) == ["得分98移来"]


def test_a_deleted_row_and_a_hidden_row_are_not_read(path: Path) -> None:
    data = docx(
        tbl(
            tr("甲", "1"),
            tr("乙", "2", properties="<w:del/>"),
            tr("丙", "3", properties="<w:hidden/>"),
            tr("丁", "4"),
        )
    )
    assert shown(read(path, data)) == [[["甲", "1"], ["丁", "4"]]]


def test_paragraphs_whose_mark_is_deleted_are_one(path: Path) -> None:
    data = docx(p("社会效益", properties="<w:rPr><w:del/></w:rPr>") + p("指标"))
    assert shown(read(path, data)) == ["社会效益指标"]


def test_hidden_text_is_not_read(path: Path) -> None:
    data = docx(p("得分", r("内部意见", "<w:vanish/>"), r("98", '<w:vanish w:val="0"/>')))
    assert shown(read(path, data)) == ["得分98"]


def test_fields_are_read_by_their_results(path: Path) -> None:
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    simple = "<w:fldSimple w:instr='DATE'><w:r><w:t>2023年3月</w:t></w:r></w:fldSimple>"
    assert shown(read(path, docx(p("第", field, "页 ", simple)))) == ["第12页 2023年3月"]


def test_a_text_box_is_read_once_after_its_paragraph(path: Path) -> None:
    inside = f"<w:txbxContent>{p('附件2')}{tbl(tr('甲', '乙'))}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert shown(read(path, docx(p("正文", box) + p("下文")))) == ["正文", "附件2", [["甲", "乙"]], "下文"]


def test_a_table_in_a_header_is_read_and_a_running_title_is_not(path: Path) -> None:
    with_table = docx(p("正文"), header=tbl(tr("填报单位", "某某局")))
    assert shown(read(path, with_table)) == [[["填报单位", "某某局"]], "正文"]
    assert shown(read(path, docx(p("正文"), header=p("某某局绩效自评报告")))) == ["正文"]


def test_a_form_in_the_cell_of_a_layout_table_is_a_table_of_its_own(path: Path) -> None:
    form = tbl(tr("项目名称", "道路养护"), tr("得分", "98"))
    data = docx(tbl(tr(tc(p("自评表"), form, p("填报人：张三"))), tr(tc("注：空白"))))
    assert shown(read(path, data)) == [
        "自评表",
        [["项目名称", "道路养护"], ["得分", "98"]],
        "填报人：张三",
        "注：空白",
    ]


def test_an_inner_table_stands_between_the_rows_around_it(path: Path) -> None:
    inner = tbl(tr("一级指标", "得分"), tr("产出", "50"))
    data = docx(tbl(tr("项目名称", "道路"), tr("绩效指标", tc(inner)), tr("备注", "无")))
    assert shown(read(path, data)) == [
        [["项目名称", "道路"], ["绩效指标", ""]],
        [["一级指标", "得分"], ["产出", "50"]],
        [["备注", "无"]],
    ]


def test_an_inner_table_of_one_cell_is_text_of_its_cell(path: Path) -> None:
    assert shown(read(path, docx(tbl(tr("得分", tc(tbl(tr("98")))))))) == [[["得分", "98"]]]


def test_paragraphs_of_a_cell_keep_their_breaks(path: Path) -> None:
    goals = tc("目标1：养护道路", "", p("目标2：", "<w:r><w:br/></w:r>", "改造桥梁"))
    assert shown(read(path, docx(tbl(tr("目标", goals))))) == [
        [["目标", "目标1：养护道路\n目标2：\n改造桥梁"]]
    ]


def test_a_line_break_ends_a_line_but_not_a_centred_title(path: Path) -> None:
    lines = ("2022年度", "<w:r><w:br/></w:r>", "绩效自评表")
    data = docx(
        p(*lines, properties='<w:jc w:val="center"/>') + p("填报人：甲", "<w:r><w:br/></w:r>", "电话：1")
    )
    assert shown(read(path, data)) == ["2022年度绩效自评表", "填报人：甲", "电话：1"]


def test_signs_set_in_symbol_fonts(path: Path) -> None:
    data = docx(
        p(
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
            "95%",
            r("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'),
            "5",
            '<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
            "<w:r><w:noBreakHyphen/></w:r>",
            "<m:oMath><m:r><m:t>≤3</m:t></m:r></m:oMath>",
        )
    )
    assert shown(read(path, data)) == ["≥95%≤5☑□-≤3"]


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(text: str, which: int = 1, at: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{which}"/></w:numPr>')


BULLET = "\uf06c"
NO_GAP = '<w:suff w:val="nothing"/>'
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "%1、")}{level(1, "decimal", "（%2）")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1", NO_GAP)}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", BULLET)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def test_numbers_that_word_counts(path: Path) -> None:
    body = (
        numbered("概况")
        + numbered("基本情况", at=1)
        + numbered("资金", at=1)
        + numbered("绩效")
        + numbered("结论", at=1)
    )
    body += numbered("要点", 3) + "".join(numbered("其他") for _ in range(9))
    said = shown(read(path, docx(body, numbering=NUMBERING)))
    assert said[:6] == ["一、概况", "（1）基本情况", "（2）资金", "二、绩效", "（1）结论", "要点"]
    assert said[-1] == "十一、其他"


def test_a_serial_number_that_word_counts_is_in_its_cell(path: Path) -> None:
    rows = [tr(tc(numbered("", 2)), name) for name in ("道路", "桥梁")]
    rows += [tr(tc(numbered("", 4)), name) for name in ("公园", "绿化")]
    data = docx(tbl(*rows), numbering=NUMBERING)
    assert shown(read(path, data)) == [[["1", "道路"], ["2", "桥梁"], ["7", "公园"], ["8", "绿化"]]]


def test_numbers_and_centring_from_a_style(path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="base"/></w:style>'
    )
    data = docx(p("概况", properties='<w:pStyle w:val="own"/>'), numbering=NUMBERING, styles=styles)
    assert shown(read(path, data)) == ["一、概况"]


def test_strict_namespaces_and_a_relationship_that_leads_nowhere(path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    data = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{strict}/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>',
            "word/_rels/document2.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="b" Type="{strict}/officeDocument/relationships/image" Target="NULL"/></Relationships>',
            "word/document2.xml": f'<w:document xmlns:w="{strict}/wordprocessingml/main"><w:body>{p("正文")}</w:body></w:document>',
        }
    )
    assert shown(read(path, data)) == ["正文"]


def test_a_file_with_macros_is_read_and_they_are_not(path: Path) -> None:
    macros = docx(tbl(tr("得分", "98")))
    with_macros = path.with_suffix(".docm")
    out = BytesIO(macros)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Shell")
    assert shown(read(with_macros, out.getvalue())) == [[["得分", "98"]]]


def test_the_page_has_every_character_where_the_clips_say(path: Path) -> None:
    document = read(path, docx(p("标题") + tbl(tr("甲", tc("乙", "丙")))))
    for block in document.blocks:
        clips = (
            [cell.clip for row in block.rows for cell in row] if isinstance(block, Table) else [block.clip]
        )
        for clip in clips:
            assert "".join(document.text_at(place) for place in clip.places()) == clip.text
    assert [(page.number, page.read_by) for page in document.pages] == [(1, "docx")]


def test_a_control_that_was_not_filled_in_says_nothing(path: Path) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    data = docx(control(p("单击输入标题")) + tbl(tr("得分", tc(p(control(r("单击输入得分")))))))
    assert shown(read(path, data)) == [[["得分", ""]]]


def test_a_web_page_that_stands_in_the_document(path: Path) -> None:
    page = "<html><body><p>自评表</p><table><tr><td>得分<td>98</table></body></html>"
    out = BytesIO(docx(p("上文") + '<w:altChunk r:id="chunk"/>' + p("下文")))
    with zipfile.ZipFile(out) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="chunk" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="/word/a.html"/></Relationships>'
    )
    parts["word/a.html"] = page.encode("gbk")
    assert shown(read(path, packed(parts))) == ["上文", "自评表", [["得分", "98"]], "下文"]


def picture(width: float, height: float) -> str:
    """A picture of these centimetres."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="{width * 360000:.0f}" '
        f'cy="{height * 360000:.0f}"/><a:blip xmlns:a="{drawing}/main" r:embed="rId9"/></wp:inline></w:drawing></w:r>'
    )


def test_large_pictures_are_remarked_and_a_seal_is_not(path: Path) -> None:
    document = read(path, docx(p("正文", picture(15, 20)) + p(picture(4, 4))))
    assert [(remark.rule, dict(remark.values)) for remark in document.remarks] == [
        ("pictures_unread", {"count": "1"})
    ]


@pytest.mark.parametrize(("body", "word"), [(p(), "empty"), (p(picture(15, 20)), "PDF")])
def test_a_document_without_text(path: Path, body: str, word: str) -> None:
    with pytest.raises(EmptyInput, match=word):
        read(path, docx(body))
