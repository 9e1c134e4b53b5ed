"""What many layouts share: columns, plans of levels, fund rows."""

from __future__ import annotations

from typeset.model import Column, FundRow, LevelPlan, Total

LEVELS = (
    Column("一级指标", "level1", weight=1.2),
    Column("二级指标", "level2", weight=1.3),
    Column("三级指标", "level3", weight=2.4),
)
TARGET = Column("年度指标值", "target", weight=1.3)
ACTUAL = Column("实际完成值", "actual", weight=1.3)
POINTS = Column("分值", "max_score", weight=0.8)
SCORE = Column("得分", "score", weight=0.8)
REASON = Column("偏差原因分析及改进措施", "deviation_reason", weight=1.8)

OUTPUTS = (("数量指标", "count"), ("质量指标", "quality"), ("时效指标", "time"), ("成本指标", "cost"))
BENEFITS = (
    ("经济效益指标", "economic"),
    ("社会效益指标", "social"),
    ("生态效益指标", "ecological"),
    ("可持续影响指标", "lasting"),
)
CONTENT = (("服务对象满意度指标", "content"),)
STANDARD = (
    LevelPlan("产出指标", 50, OUTPUTS),
    LevelPlan("效益指标", 30, BENEFITS),
    LevelPlan("满意度指标", 10, CONTENT),
)
GOALS = (Column("预期目标", "expected"), Column("实际完成情况", "actual"))
TOTAL = Total("总分", (("max_score", "{total_max}"), ("score", "{total_score}")))
PROJECT_HEAD = (("项目名称", "{project}"), ("主管部门", "{department}", "实施单位", "{unit}"))

TOTAL_ROW = FundRow("年度资金总额", "total", "年度资金总额")
OTHER_ROW = FundRow("其他资金", "other", "其他资金")
