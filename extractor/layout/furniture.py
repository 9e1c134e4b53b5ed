"""What a page prints outside its text: page numbers (— 3 —, 第 3 页 共 12 页), and the frame of a web page."""

from __future__ import annotations

import re

from extractor.text import fold

_PAGE_NUMBER = re.compile(r"-+\d{1,4}-+|第\d{1,4}页(?:[,/、]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?|page\d{1,4}(?:of\d{1,4})?", re.IGNORECASE)  # fmt: skip
_LONGEST = 40
_WEB_FRAME = re.compile(
    r"(?:您?(?:当前|现在)的?(?:所在)?位置|当前位置):?.*"
    r"|(?:网站)?首页[>|»/›].*"
    r"|(?:(?:发布|更新|公开|公布)?(?:日期|时间)|(?:信息|文章)?来源|作者|发布机构):.*"
    r"(?:浏览|点击|阅读|访问|字号|字体|来源:|发布时间|发布日期).*"
    r"|(?:浏览|点击|阅读|访问)(?:次数|人数|量|数)?:\d*次?"
    r"|分享(?:到|至)?:.*|(?:[【\[(]?(?:打印|关闭|收藏|返回|字号|字体)[^。,，]{0,6}[】\])]?){2,}|扫一扫在手机.*|[上下]一[篇条]:.*"
    r"|.*(?:网站标识码|ICP备|公网安备|版权所有|网站地图|Copyright).*",
    re.IGNORECASE,
)
_LONGEST_FRAME = 160


def is_furniture(text: str) -> bool:
    """Whether a line is nothing but a page number in the dress of one, or a line of a web page's frame.

    A bare number is not.
    """
    text = text.strip()
    if 0 < len(text) <= _LONGEST and _PAGE_NUMBER.fullmatch(fold(text)):
        return True
    return 0 < len(text) <= _LONGEST_FRAME and bool(_WEB_FRAME.fullmatch(fold(text)))
