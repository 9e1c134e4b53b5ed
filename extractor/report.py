"""The report contract: what is extracted from one self-evaluation report (绩效自评报告).

Every field carries its printed Chinese title, an English one (``title_en`` in the
schema) and a description in Chinese. They become spreadsheet headers and prompt text.
Numbers stand in the unit printed in the document; percentages are the number before
the sign. ``None`` means that the document does not state it.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = int | float
Operator = Literal[">=", ">", "<=", "<", "="]
FormKind = Literal["department", "project"]


def _field(title: str, title_en: str, description: str, default: Any = None) -> Any:
    extra: dict[str, Any] = {"title_en": title_en}
    if isinstance(default, list):
        return Field(default_factory=list, title=title, description=description, json_schema_extra=extra)
    return Field(default, title=title, description=description, json_schema_extra=extra)


class Contract(BaseModel):
    """A part of the contract: closed, and every key is always printed."""

    model_config = ConfigDict(extra="forbid")


class Quantity(Contract):
    """A target or an actual value: verbatim text, and what can be read of it."""

    text: str = _field(
        "原文", "Text", "单元格原文；符号、值、单位分列时按顺序连写（≥、98、% 写作 ≥98%）", ...
    )
    operator: Operator | None = _field(
        "符号",
        "Operator",
        "比较符号：＝为=；以上、不少于、不低于、N余为>=；以下、以内、不超过为<=；低于为<；只有数字为空",
    )
    value: Number | None = _field("数值", "Value", "数值；没有数字或不止一个数字时为空")
    unit: str | None = _field("单位", "Unit", "数字后面的单位，照抄原文，如 %、万件次、元/月/台")


class Indicator(Contract):
    """One row of the indicator table (绩效指标)."""

    level1: str | None = _field("一级指标", "Level 1", "一级指标名称，不带括号里的分值")
    level1_max_score: Number | None = _field("一级指标分值", "Level 1 points", "写在一级指标名称里的分值")
    level2: str | None = _field("二级指标", "Level 2", "二级指标名称，照抄")
    level3: str | None = _field("三级指标", "Indicator", "三级指标（指标名称），不带“指标1：”编号")
    description: str | None = _field("指标说明", "Description", "指标说明或评价标准，表中有此列才填")
    target: Quantity | None = _field("年度指标值", "Target", "年度指标值、预期指标值，空白为空")
    actual: Quantity | None = _field("实际完成值", "Actual", "实际完成值，空白为空")
    max_score: Number | None = _field("分值", "Points", "该指标的分值或权重")
    completion: str | None = _field("完成情况", "Completion", "单项指标完成情况、完成等级，照抄（优、＝3类）")
    item_score: Number | None = _field("单项得分", "Item score", "百分制的单项指标得分，与折算得分并存时才填")
    score: Number | None = _field("得分", "Score", "得分、自评得分、折算得分")
    deviation_reason: str | None = _field(
        "偏差原因分析及改进措施", "Deviation", "偏差或未完成的原因及改进措施"
    )


class FundLine(Contract):
    """One row of the funds block (项目资金)."""

    source: str | None = _field(
        "资金来源", "Source", "行标签，不带冒号、编号和“其中：”；无标签的合计行写“总额”"
    )
    initial_budget: Number | None = _field("年初预算数", "Initial budget", "年初预算数")
    annual_budget: Number | None = _field("全年预算数", "Annual budget", "全年预算数；调整后的预算数")
    received: Number | None = _field("到位数", "Received", "资金到位数")
    executed: Number | None = _field("全年执行数", "Executed", "全年执行数")
    max_score: Number | None = _field("分值", "Points", "预算执行的分值")
    execution_rate: Number | None = _field(
        "执行率", "Execution rate (%)", "执行率、预算执行进度，百分号前的数字"
    )
    score: Number | None = _field("得分", "Score", "预算执行的得分")


class FundItem(Contract):
    """A loose “label: amount” of the funds block that fits no column."""

    label: str = _field("名称", "Label", "冒号前的名称", ...)
    amount: Number | None = _field("金额", "Amount", "冒号后的金额")


class Goal(Contract):
    """A goal of the year (年度总体目标) and what became of it."""

    expected: str | None = _field("预期目标", "Expected", "年度预期目标原文")
    actual: str | None = _field("实际完成情况", "Actual", "目标实际完成情况原文")
    completion_rate: Number | None = _field("总体完成率", "Completion rate (%)", "总体完成率，百分号前的数字")


class Form(Contract):
    """One self-evaluation form (自评表)."""

    kind: FormKind = _field("表类", "Kind", "department 为部门整体支出，project 为项目支出", ...)
    title: str | None = _field("表名", "Title", "表上印的标题")
    fiscal_year: int | None = _field("年度", "Fiscal year", "被评价的年度；表上没印则同报告")
    project_name: str | None = _field("项目名称", "Project", "项目名称；部门整体表为空")
    supervising_department: str | None = _field(
        "主管部门", "Supervising department", "主管部门、预算部门名称"
    )
    implementing_unit: str | None = _field("实施单位", "Implementing unit", "实施单位")
    amount_unit: str | None = _field("金额单位", "Amount unit", "金额单位：万元或元")
    funds: list[FundLine] = _field("资金情况", "Funds", "资金情况各行，没有任何数字的行不要", [])
    fund_breakdown: list[FundItem] = _field("资金分项", "Fund items", "资金栏里“名称：金额”的散项", [])
    goals: list[Goal] = _field("总体目标", "Goals", "年度总体目标", [])
    indicators: list[Indicator] = _field("绩效指标", "Indicators", "指标各行，空白模板行不要", [])
    total_max_score: Number | None = _field("总分分值", "Total points", "总分行的分值")
    total_score: Number | None = _field("总分得分", "Total score", "总分行的得分；自评总分")
    remarks: str | None = _field("问题与措施", "Remarks", "全表的存在问题、原因及整改措施")
    filled_by: str | None = _field("填报人", "Filled by", "填报人")
    phone: str | None = _field("联系电话", "Phone", "联系电话")
    filled_on: str | None = _field("填报日期", "Filled on", "填报日期原文")


class ProjectLine(Contract):
    """A project in a summary table or in a list-like passage of running text."""

    sequence: int | None = _field("序号", "No.", "序号")
    unit: str | None = _field("预算单位", "Unit", "预算单位")
    project_name: str | None = _field("项目名称", "Project", "项目名称")
    initial_budget: Number | None = _field("年初预算数", "Initial budget", "年初预算数")
    budget_adjustment: Number | None = _field("年中追加/追减", "Adjustment", "年中追加或追减数")
    annual_budget: Number | None = _field("全年预算数", "Annual budget", "全年预算数、小计、预算金额")
    executed: Number | None = _field("全年执行数", "Executed", "全年执行数、实际支出")
    fund_type: str | None = _field("资金类型", "Fund type", "资金类型")
    score: Number | None = _field("自评得分", "Score", "自评得分")
    grade: str | None = _field("自评等级", "Grade", "自评等级")
    goal: str | None = _field("预期目标", "Goal", "预期目标，只在叙述性列举中填")


class ProjectTotals(Contract):
    """The total row or rows of the summary table of projects."""

    project_count: int | None = _field("项目个数", "Projects", "开展自评的项目个数")
    initial_budget: Number | None = _field("年初预算数合计", "Initial budget", "年初预算数合计")
    annual_budget: Number | None = _field("全年预算数合计", "Annual budget", "全年预算数合计")
    executed: Number | None = _field("全年执行数合计", "Executed", "全年执行数合计、支出总额")
    average_score: Number | None = _field("平均分", "Average score", "自评价平均分")
    evaluation_rate: Number | None = _field("自评率", "Evaluation rate (%)", "自评率、占比，百分号前的数字")


class NarrativeIndicator(Contract):
    """An indicator in running text whose target is a number or a comparison."""

    goal: str | None = _field("所属目标", "Goal", "所属目标的标题，不带编号和句号")
    level3: str | None = _field("指标名称", "Indicator", "指标名称")
    target: Quantity | None = _field("指标值", "Target", "目标值")
    actual: Quantity | None = _field("实际完成值", "Actual", "实际完成值")


class DataCell(Contract):
    """One filled cell of a key-figure table (基础数据表)."""

    section: str | None = _field("栏目", "Section", "所在栏目的标题，如三公经费")
    item: str | None = _field("项目", "Item", "行标签，不带编号")
    column: str = _field("列名", "Column", "列标题，如2022年预算数；没有则为空串", ...)
    text: str = _field("原文", "Text", "单元格原文", ...)
    value: Number | None = _field("数值", "Value", "数值，不是数字则为空")


class Conclusion(Contract):
    """A self-assessment result stated in running text."""

    scope: str | None = _field("评价对象", "Scope", "说的是哪份报告或哪个项目")
    score: Number | None = _field("得分", "Score", "自评得分")
    grade: str | None = _field("等级", "Grade", "自评等级：优、良、中、差")
    quote: str = _field("原句", "Quote", "结论原句", ...)


class Report(Contract):
    """One extracted report."""

    title: str | None = _field("标题", "Title", "封面标题，否则正文第一个报告或表格标题")
    organization: str | None = _field("编制单位", "Organization", "编制单位、预算部门，取最完整的名称")
    fiscal_year: int | None = _field("评价年度", "Fiscal year", "被评价的年度，不是写报告的年度")
    project_list: list[ProjectLine] = _field("项目汇总", "Project list", "绩效自评情况汇总表各行", [])
    project_list_totals: ProjectTotals | None = _field(
        "项目汇总合计", "Project list totals", "汇总表的合计行"
    )
    narrative_projects: list[ProjectLine] = _field(
        "文中项目", "Projects in prose", "正文里列举金额的项目，每处列举一条，后面顺带再提的不算", []
    )
    forms: list[Form] = _field("自评表", "Forms", "每一张自评表", [])
    narrative_indicators: list[NarrativeIndicator] = _field(
        "文中指标",
        "Indicators in prose",
        "正文中目标为数字或比较的指标；纯定性愿望和项目目标中的数量不算",
        [],
    )
    data_table: list[DataCell] = _field("基础数据", "Key figures", "基础数据表各格，空白和横线不要", [])
    conclusions: list[Conclusion] = _field("自评结论", "Conclusions", "正文中的自评结论", [])
