"""What the fields of the contract mean, in English (in Chinese `report` says it)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "Indicator": {
            "level1": "name of the level-1 indicator, without points in brackets",
            "level1_max_score": "points printed within the level-1 name",
            "level2": "name of the level-2 indicator, as printed",
            "level3": "name of the indicator, without its number",
            "description": "explanation or criterion, where the table has such a column",
            "target": "target of the year",
            "actual": "actual value",
            "max_score": "points or weight of the indicator",
            "completion": "completion or grade of the single indicator, as printed",
            "item_score": "score out of a hundred, where a converted score stands beside it",
            "score": "score",
            "deviation_reason": "reasons for a deviation, and what is done about it",
        },
        "FundLine": {
            "source": "label of the row; a total line without one is 总额",
            "initial_budget": "budget at the beginning of the year",
            "annual_budget": "budget of the year, after adjustment",
            "received": "funds received",
            "executed": "funds executed",
            "max_score": "points of the execution",
            "execution_rate": "rate of execution, the number before the sign",
            "score": "score of the execution",
        },
        "FundItem": {
            "label": "what stands before the colon",
            "amount": "amount after the colon",
        },
        "Goal": {
            "expected": "goal as expected",
            "actual": "what became of it",
            "completion_rate": "overall rate of completion, the number before the sign",
        },
        "Form": {
            "kind": "department: of a whole department; project: of a project",
            "title": "title printed on the form",
            "fiscal_year": "year that is evaluated",
            "project_name": "name of the project; empty for a whole department",
            "supervising_department": "department in charge",
            "implementing_unit": "unit that implements it",
            "amount_unit": "unit of amounts: 万元 (10,000 yuan) or 元 (yuan)",
            "funds": "the lines of funds that hold a figure",
            "fund_breakdown": "loose items “label: amount” of the funds",
            "goals": "goals of the year",
            "indicators": "the rows of indicators, blank template rows left out",
            "total_max_score": "points of the total row",
            "total_score": "score of the total row",
            "remarks": "problems, reasons and measures of the whole form",
            "filled_by": "who filled it in",
            "phone": "telephone number",
            "filled_on": "date, as printed",
        },
        "ProjectLine": {
            "sequence": "serial number",
            "unit": "budget unit",
            "project_name": "name of the project",
            "initial_budget": "budget at the beginning of the year",
            "budget_adjustment": "added or withdrawn during the year",
            "annual_budget": "budget of the year",
            "executed": "actual expenditure",
            "fund_type": "type of funds",
            "score": "self-evaluated score",
            "grade": "self-evaluated grade",
            "goal": "expected goal, in running text only",
        },
        "ProjectTotals": {
            "project_count": "number of projects evaluated",
            "initial_budget": "sum of the initial budgets",
            "annual_budget": "sum of the budgets of the year",
            "executed": "sum of expenditure",
            "average_score": "average score",
            "evaluation_rate": "share of projects evaluated, the number before the sign",
        },
        "NarrativeIndicator": {
            "goal": "title of the goal it belongs to",
            "level3": "name of the indicator",
            "target": "target",
            "actual": "actual value",
        },
        "DataCell": {
            "section": "title of the section",
            "item": "label of the row, without its number",
            "column": "title of the column; empty where there is none",
            "text": "the cell's text",
            "value": "its number; empty where it is none",
        },
        "Conclusion": {
            "scope": "which report or project it is about",
            "score": "score",
            "grade": "grade",
            "quote": "the sentence itself",
        },
        "Report": {
            "title": "title of the cover, or the first title in the text",
            "organization": "who made the report, by its fullest name",
            "fiscal_year": "year that is evaluated, not the one it was written in",
            "project_list": "the rows of the summary table of projects",
            "project_list_totals": "the totals of that table",
            "narrative_projects": "projects that running text lists with amounts",
            "forms": "each self-evaluation form",
            "narrative_indicators": "indicators of running text whose target is a number or a comparison",
            "data_table": "the cells of the table of key figures",
            "conclusions": "results of the self-evaluation in running text",
        },
    }
)
