"""Spreadsheets: the text that each cell shows, merged cells, what is hidden, and where tables part."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from extractor.document import Table
from extractor.errors import EmptyInput, InputTooLarge
from tests.support.office_files import grid, packed, read, shown

RULED = Border(*(Side(style="thin"),) * 4)
Fill = Callable[[Worksheet], object]
no_office = pytest.mark.skipif(shutil.which("soffice") is not None, reason="LibreOffice computes them")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def xlsx(*fills: Fill) -> bytes:
    """A workbook with a sheet for each function, which fills it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, fill in enumerate(fills, start=1):
        fill(book.create_sheet(f"表{number}"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(*lines: tuple[object, ...], ruled: bool = False, start: int = 1) -> Fill:
    def fill(sheet: Worksheet) -> None:
        for at, line in enumerate(lines, start=start):
            for column, value in enumerate(line, start=1):
                cell = sheet.cell(at, column, value)
                if ruled:
                    cell.border = RULED

    return fill


SHOWN = [
    (0.95, "0%", "95%"),
    (0.9534, "0.00%", "95.34%"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (0.1 + 0.2, "General", "0.3"),
    (98, "General", "98"),
    (100.0, "General", "100"),
    (13812345678, "General", "13812345678"),
    (-1234, "#,##0_);(#,##0)", "(1,234)"),
    (-5, "0.00", "-5.00"),
    (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (12.3, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.30"),
    (98, '"≥"0"%"', "≥98%"),
    (5, '0"分"', "5分"),
    (85, '[>=90]"优";[>=80]"良";"中"', "良"),
    (1.005, "0.00", "1.01"),
    (12345, "0.0,", "12.3"),
    (123456789, '0.00,,"百万"', "123.46百万"),
    (7, "000", "007"),
    (1234, "[$¥-804]#,##0.00", "¥1,234.00"),
    (0.5, "# ?/?", "0.5"),
    (True, "General", "TRUE"),
    ("及时", "@", "及时"),
    ("优", "0;-0;;@", "优"),
    ("第一行\n第二行", "General", "第一行\n第二行"),
    (date(2022, 12, 1), 'yyyy"年"m"月"d"日"', "2022年12月1日"),
    (date(2022, 12, 1), "[$-804]yyyy\\-mm\\-dd;@", "2022-12-01"),
    (date(2022, 12, 1), '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二二年十二月一日"),
    (datetime(2022, 12, 1, 9, 5), "yyyy/m/d h:mm", "2022/12/1 9:05"),
    (date(2022, 12, 1), "mm-dd-yy", "2022/12/1"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_value_is_read_as_its_cell_shows_it(path: Path, value: object, code: str, text: str) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("指标", value), ("甲", "乙"))(sheet)
        sheet["B1"].number_format = code

    assert shown(read(path, xlsx(fill))) == [[["指标", text], ["甲", "乙"]]]


def test_a_value_that_its_format_hides_is_not_read(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", 5), ("指标", 0))(sheet)
        sheet["B2"].number_format = "0;-0;;@"

    assert shown(read(path, xlsx(fill))) == [[["甲", "5"], ["指标", ""]]]


def test_merged_cells_without_the_rows_and_columns_in_which_nothing_stands(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for place, value in {"B3": "产出指标", "D3": "数量", "G3": 98, "D5": "质量", "G5": 100}.items():
            sheet[place] = value
        sheet.merge_cells("B3:C5")
        sheet.merge_cells("D3:F3")

    (table,) = read(path, xlsx(fill)).blocks
    assert isinstance(table, Table)
    assert grid(table) == [
        (0, 0, 2, 1, "产出指标"), (0, 1, 1, 1, "数量"), (0, 2, 1, 1, "98"), (1, 1, 1, 1, "质量"), (1, 2, 1, 1, "100")
    ]  # fmt: skip


def test_lines_over_and_under_a_framed_table_are_paragraphs(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["C2"] = "附件", "填报单位：某局", "单位：万元"
        rows(("项目", "预算", "得分"), ("道路", 5, 98), ruled=True, start=3)(sheet)
        sheet["A5"], sheet["C5"] = "填报人：张三", "电话：8888"

    assert shown(read(path, xlsx(fill))) == [
        "附件", "填报单位：某局\t单位：万元", [["项目", "预算", "得分"], ["道路", "5", "98"]], "填报人：张三\t电话：8888"
    ]  # fmt: skip


def test_tables_part_at_a_gap_over_a_line_and_not_at_blank_rows_of_a_form(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("表一",), ("甲", "乙"), ("", ""), ("丙", "丁"))(sheet)
        rows(("表二",), ("戊", "己"), start=6)(sheet)

    assert shown(read(path, xlsx(fill))) == ["表一", [["甲", "乙"], ["丙", "丁"]], "表二", [["戊", "己"]]]


def test_each_sheet_that_shows_anything_is_a_page(path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        rows(("草稿", "1"))(sheet)
        sheet.sheet_state = "hidden"

    document = read(path, xlsx(rows(("甲", "乙")), lambda sheet: None, hide, rows(("丙", "丁"))))
    assert shown(document) == [[["甲", "乙"]], [["丙", "丁"]]]
    assert [(page.number, page.read_by) for page in document.pages] == [(1, "sheet"), (2, "sheet")]
    assert [(remark.rule, dict(remark.values)) for remark in document.remarks] == [
        ("sheets_hidden", {"sheets": "表3"})
    ]


def test_hidden_rows_and_columns_are_not_read(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", "内部", "乙"), ("去年", "内部", "去年"), ("丙", "内部", "丁"))(sheet)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    document = read(path, xlsx(fill))
    assert shown(document) == [[["甲", "乙"], ["丙", "丁"]]]
    assert [remark.rule for remark in document.remarks] == ["rows_hidden"]


def test_a_cell_merged_out_of_a_hidden_row_shows_in_the_next(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("产出", "去年"), (None, "今年"), (None, "明年"))(sheet)
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    (table,) = read(path, xlsx(fill)).blocks
    assert grid(table) == [(0, 0, 2, 1, "产出"), (0, 1, 1, 1, "今年"), (1, 1, 1, 1, "明年")]


def test_a_cell_in_the_last_row_takes_no_rows_between(path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", "乙"))(sheet)
        sheet["A1048576"] = "末行"

    assert shown(read(path, xlsx(fill))) == [[["甲", "乙"]], "末行"]


def test_a_sheet_of_one_column_is_prose(path: Path) -> None:
    assert shown(read(path, xlsx(rows(("一、概况",), ("本单位……",))))) == ["一、概况", "本单位……"]


def test_only_hidden_sheets(path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet["A1"] = "甲"
        sheet.sheet_state = "veryHidden"

    with pytest.raises(EmptyInput):
        read(path, xlsx(lambda sheet: None, hide))


def test_more_cells_than_the_settings_allow(path: Path) -> None:
    data = xlsx(rows(*[("甲", "乙")] * 10))
    assert len(shown(read(path, data, max_cells=20))) == 1
    with pytest.raises(InputTooLarge, match="max_cells"):
        read(path, data, max_cells=19)


def sheet_xml(data: str, styles: str = "") -> bytes:
    """A workbook as programs write it by hand: a sheet of this data, a style sheet of these elements."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>',
        }
    )


TEXT = '<c r="A1" t="inlineStr"><is><t>年份</t></is></c>'


@pytest.mark.parametrize(("number", "text"), [(31, "2022年12月31日"), (57, "2022年12月"), (14, "2022/12/31")])
def test_formats_that_chinese_excel_knows_by_number_only(path: Path, number: int, text: str) -> None:
    styles = (
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        f'<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="{number}" applyNumberFormat="1"/></cellXfs>'
    )
    data = sheet_xml(f'<row r="1">{TEXT}<c r="B1" s="1"><v>44926</v></c></row>', styles)
    assert shown(read(path, data)) == [[["年份", text]]]


def test_a_formula_is_read_by_its_saved_result(path: Path) -> None:
    data = sheet_xml(f'<row r="1">{TEXT}<c r="B1"><f>1+1</f><v>2</v></c></row>')
    assert shown(read(path, data)) == [[["年份", "2"]]]


OPEN_FORMULA = f'<row r="1">{TEXT}<c r="B1"><v>40</v></c><c r="C1"><f>B1+2</f></c></row>'


@no_office
def test_a_formula_saved_without_result_is_remarked(path: Path) -> None:
    document = read(path, sheet_xml(OPEN_FORMULA))
    assert shown(document) == [[["年份", "40"]]]
    assert [remark.rule for remark in document.remarks] == ["formulas_open"]


@needs_office
def test_a_formula_saved_without_result_is_computed(path: Path) -> None:
    document = read(path, sheet_xml(OPEN_FORMULA))
    assert shown(document) == [[["年份", "40", "42"]]]
    assert [page.read_by for page in document.pages] == ["sheet via LibreOffice"]
    assert document.remarks == ()


@needs_office
def test_styles_that_openpyxl_does_not_take(path: Path) -> None:
    broken = '<fills><fill/></fills><cellXfs><xf numFmtId="oops"/></cellXfs>'
    document = read(path, sheet_xml(f'<row r="1">{TEXT}<c r="B1"><v>7</v></c></row>', broken))
    assert shown(document) == [[["年份", "7"]]]
    assert [page.read_by for page in document.pages] == ["sheet via LibreOffice"]
