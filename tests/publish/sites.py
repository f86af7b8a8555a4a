"""The pages of government sites, with all their chrome, around the content of an article.

Each takes the sample, what its page says beside it, and the content; `<!--charset-->` is where an encoding is declared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.publish.sample import Sample


@dataclass(frozen=True)
class Facts:
    """What the page says of the report beside it."""

    organ: str
    published: str  # 2026-01-20
    index: str
    made: str | None = None  # 2026-01-15


MENU = ("首页", "走进本地", "政务要闻", "政府信息公开", "政务服务", "互动交流", "专题专栏")
RELATED = ("2022年政府信息公开工作年度报告", "行政执法统计年报", "关于印发年度普法依法治理工作要点的通知", "人事任免")


def portal(sample: Sample, facts: Facts, content: str) -> str:
    """The usual page: meta tags, menus, breadcrumb, table of the index number, source line, sharing, links, footer."""
    title = escape(sample.title)
    return f"""<!DOCTYPE html>
<html><head><!--charset-->
<title>{title}_{escape(facts.organ)}</title>
<meta name="SiteName" content="{escape(facts.organ)}门户网站">
<meta name="ColumnName" content="法治政府建设年度报告">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{facts.published} 10:05">
<meta name="ContentSource" content="{escape(facts.organ)}">
<script>var _hmt = _hmt || []; document.write("<p>您是第100023位访客</p>");</script>
<style>.menu li {{ float: left }}</style>
</head><body>
<div class="header">
<div class="top">今天是<span id="clock">2026年3月18日</span> <a href="#">无障碍</a> <a href="#">长者模式</a></div>
<ul class="menu">{links(MENU)}</ul>
<form><input type="text" value="请输入关键字"><button>搜索</button></form></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">政府信息公开</a> &gt;
<a href="/fz">法治政府建设年度报告</a></div>
<div class="main">
<div class="left"><h3>信息公开目录</h3><ul>{links(RELATED)}</ul></div>
<div class="right">
{index_table(facts)}
<h1 class="title">{title}</h1>
<div class="info"><span>发布时间：{facts.published} 10:05</span> <span>来源：{escape(facts.organ)}</span>
<span>浏览次数：<i id="hits">512</i></span> 字号：[<a>大</a> <a>中</a> <a>小</a>]</div>
{content}
<div class="share">分享到：<a>微信</a><a>微博</a><a href="javascript:print()">【打印本页】</a> <a>【关闭窗口】</a></div>
<div class="turn"><p>上一篇：<a href="1.html">{RELATED[1]}</a></p>
<p>下一篇：<a href="2.html">{RELATED[2]}</a></p></div>
</div></div>
{footer(facts)}
</body></html>"""


def links(names: Sequence[str]) -> str:
    return "".join(f'<li><a href="/c{number}/">{escape(name)}</a></li>' for number, name in enumerate(names))


def index_table(facts: Facts) -> str:
    made = f"<tr><td>成文日期：</td><td>{facts.made}</td><td>有 效 性：</td><td>有效</td></tr>" if facts.made else ""
    return (
        '<table class="xxgk"><tbody>'
        f"<tr><td>索 引 号：</td><td>{facts.index}</td><td>主题分类：</td><td>司法行政</td></tr>"
        f"<tr><td>发布机构：</td><td>{escape(facts.organ)}</td><td>发布日期：</td><td>{facts.published}</td></tr>"
        f"{made}</tbody></table>"
    )


def footer(facts: Facts) -> str:
    return (
        '<div class="footer"><p><a>网站地图</a> | <a>联系我们</a> | <a>网站声明</a></p>'
        f"<p>主办单位：{escape(facts.organ)}　承办单位：政务服务数据管理中心</p>"
        "<p>网站标识码：3300000045　备案号：青ICP备05000012号-1　青公网安备 33010002000099号</p></div>"
    )


def modern(sample: Sample, facts: Facts, content: str) -> str:
    """A page of <header>, <nav>, <aside>, <footer>, with no meta tags and the title twice."""
    title = escape(sample.title)
    return f"""<!doctype html>
<html lang="zh-CN"><head><!--charset--><title>{title}</title></head><body>
<header><nav><ul>{links(MENU)}</ul></nav></header>
<section class="crumbs"><a>首页</a>&nbsp;/&nbsp;<a>法治建设</a></section>
<section>{index_table(facts)}</section>
<section><h2>{title}</h2><p class="meta">{facts.published}　{escape(facts.organ)}</p>
{content}
</section>
<aside><h4>相关阅读</h4><ul>{links(RELATED)}</ul></aside>
<footer>{footer(facts)}</footer></body></html>"""


def frames_of_tables(sample: Sample, facts: Facts, content: str) -> str:
    """The page of 1999: a table for the head, one for menu and content, one for the foot; tags in capitals."""
    title = escape(sample.title)
    menu = "".join(f"<TD><A HREF=/{number}>{name}</A></TD>" for number, name in enumerate(MENU))
    side = "".join(f"<TR><TD><A HREF=/x>·{name}</A></TD></TR>" for name in RELATED[:3])
    return f"""<HTML><HEAD><!--charset--><TITLE>{title}</TITLE></HEAD>
<BODY bgColor=#ffffff><TABLE width=780 align=center><TR>{menu}</TR></TABLE>
<TABLE width=780 align=center><TR><TD>当前位置：首页 &gt;&gt; 依法行政 &gt;&gt; 正文</TD></TR></TABLE>
<TABLE width=780 align=center><TR><TD width=160 vAlign=top><TABLE>{side}</TABLE></TD>
<TD vAlign=top><TABLE width=100%><TR><TD align=middle><FONT size=5><B>{title}</B></FONT></TD></TR>
<TR><TD align=middle><FONT size=2>【{facts.published}】【作者：{escape(facts.organ)}】【关闭】</FONT></TD></TR>
<TR><TD>{content}</TD></TR></TABLE></TD></TR></TABLE>
<TABLE width=780 align=center><TR><TD align=middle><FONT size=2>版权所有：{escape(facts.organ)}<BR>
青ICP备05000012号</FONT></TD></TR></TABLE>
</BODY></HTML>"""


def of_word(sample: Sample, facts: Facts, content: str) -> str:
    """The file that Word saves as HTML, often named .doc."""
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        "<head><!--charset--><meta name=ProgId content=Word.Document><!--[if gte mso 9]><xml><w:WordDocument>"
        f"<w:View>Print</w:View></w:WordDocument></xml><![endif]--><title>{escape(sample.title)}</title></head>"
        f"<body lang=ZH-CN>{content}</body></html>"
    )


PRINT_STYLE = """
@page { size: A4; margin: 25mm 26mm }
body { font: 16pt/28pt "Noto Serif CJK SC" }
h1 { text-align: center; font-size: 22pt }
p { text-indent: 2em; margin: 0; text-align: justify }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt }
td { border: 1px solid; text-align: center }
"""


def to_print(sample: Sample, facts: Facts, content: str) -> str:
    """A page for paper, without chrome."""
    title = escape(sample.title)
    head = f"<!--charset--><title>{title}</title><style>{PRINT_STYLE}</style>"
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body><h1>{title}</h1>{content}</body></html>'
