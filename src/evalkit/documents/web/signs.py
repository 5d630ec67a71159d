"""The words by which a web page names what stands around an article, in its markup and to its readers."""

import re
from collections.abc import Iterable

_AROUND = frozenset(
    "nav navbar navi navigation menu submenu breadcrumb breadcrumbs crumb crumbs sidebar aside footer foot copyright "
    "share sharing bdshare jiathis pager pagination paging search login banner advert ads logo qrcode wechat weixin "
    "weibo weizhi dangqian daohang friendlink fontsize accessibility wza sitemap toplink topbar topnav".split()
)
_PERHAPS = frozenset(
    "related relate recommend recommended toolbar tool tools prev previous next hot rank comment comments position "
    "location site friend links link print close counter hits header head bottom side left right".split()
)
"""Words that a part of the article may have too; what has no links is none of what stands around it."""


_TITLES = frozenset("title tit biaoti bt headline".split())


def is_title(words: Iterable[str]) -> bool:
    """Return whether one of the words of a class or an id names a title."""
    return any(word in _TITLES for word in words)


def is_noise(words: Iterable[str]) -> bool:
    """Return whether one of the words of a class or an id names what stands around an article."""
    return any(word in _AROUND for word in words)


def may_be_noise(words: Iterable[str]) -> bool:
    """Return whether one of the words of a class or an id may name what stands around an article."""
    return any(word in _PERHAPS for word in words)


_LONGEST, _SHORT = 160, 60
_FOOTER = re.compile(
    r"版权所有|版权归|ICP备|公网安备|网站标识码|政府网站标识|技术支持[：:]|建议使用.{0,20}(?:浏览|分辨率)|最佳浏览"
    r"|All Rights Reserved|Copyright|Produced By",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"打印(?:本|此|该)?页|关闭(?:本|此|该)?(?:窗口|页面)|(?:当前|所在)的?位置[：:]|[上下]一[篇条][：:]|分享到|扫一扫|网站地图"
    r"|设为首页|加入收藏|返回顶部|浏览器版本|无障碍|网站声明|责任编辑[：:]|首页\s*[>›»＞]"
)
_CONTROLS = re.compile(
    r"(?:字体大小|字[体号]|大中小|打印|关闭|收藏|分享|返回|首页|点赞|留言|纠错|下载|保存|微信|微博|QQ空间)+"
    r"|相关(?:链接|阅读|文章|新闻|文档|推荐|解读)|推荐阅读|热点推荐|友情链接|网站导航|站内搜索|最新(?:动态|信息|公开)|通知公告"
)
_FRAME = re.compile(r"[\s\[\]【】()（）|｜：:]+")
_BEGINNING = re.compile(
    r"\s*(?:发布(?:时间|日期)|信息来源|来源|文章来源|浏览(?:次数|量)|阅读(?:次数|量)?|点击(?:数|率|次数|量)|访问量|字体(?:大小)?|字号"
    r"|作者|编辑|索引号|发布机构|发文日期|成文日期|生成日期|信息分类|主题词|文号|分享)[：:]"
)


def is_remark(text: str) -> bool:
    """Return whether a run of text is a remark of the page about itself and no part of an article."""
    if len(text) > _LONGEST:
        return False
    body = text.strip()
    if _FOOTER.search(body) or _BEGINNING.match(body):
        return True
    if len(body) <= _SHORT and "。" not in body and _TOOL.search(body):
        return True
    return _CONTROLS.fullmatch(_FRAME.sub("", body)) is not None
