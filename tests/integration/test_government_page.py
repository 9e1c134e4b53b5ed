"""A report as a government's web site prints it, with the frame of its pages around it. All content is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Report, extract

ABOVE = """首页 | 政务公开 | 办事服务
当前位置：首页 > 政务公开 > 财政资金 > 绩效信息
浦桥区民政局2022年度项目支出绩效自评结果公开
发布日期：2023-07-19   来源：区民政局   浏览次数：218"""
ROWS = [
    ["项目名称", "服务站运行经费", "", "主管部门", "浦桥区民政局", "实施单位", "浦桥区社区服务中心"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "服务站数量", "42个", "42个", "90", "90"],
    ["总分", "", "", "", "", "90", "90"],
]
BELOW = """分享到：微信 微博 [打印] [关闭]
主办：浦桥区人民政府办公室 | 网站标识码：0000000000 | 联系电话：000-12345"""


def page(folder: Path) -> Path:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    above, below = ("".join(f"<p>{line}</p>" for line in text.split("\n")) for text in (ABOVE, BELOW))
    path = folder / "page.html"
    path.write_text(
        f"<html><body>{above}<h2>项目支出绩效自评表</h2><table>{cells}</table>{below}</body></html>"
    )
    return path


def pasted(folder: Path) -> Path:
    path = folder / "page.txt"
    lines = [ABOVE, "项目支出绩效自评表", *("\t".join(row) for row in ROWS), BELOW]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(params=[page, pasted])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Report:
    return extract(request.param(tmp_path)).report


def test_the_notice_is_the_title_and_names_the_body(report: Report) -> None:
    assert report.title == "浦桥区民政局2022年度项目支出绩效自评结果公开"
    assert (report.organization, report.fiscal_year) == ("浦桥区民政局", 2022)


def test_the_frame_of_the_page_fills_nothing_in(report: Report) -> None:
    (form,) = report.forms
    assert (form.title, form.phone) == ("项目支出绩效自评表", None)
    assert [row.level3 for row in form.indicators] == ["服务站数量"]
    assert (report.conclusions, report.narrative_indicators) == ([], [])
