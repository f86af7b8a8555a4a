"""Web pages, in the shapes in which the content management systems of governments publish reports."""
# ruff: noqa: E501 - a page, and what is read from it, stand on one line

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawrep.errors import ReadError
from lawrep.formats.reading import Reading, Transcript
from lawrep.formats.web.counters import marker
from lawrep.formats.web.dom import Paths, parse_page
from lawrep.formats.web.frames import put_in_frames
from lawrep.formats.web.page import read
from lawrep.formats.web.render import Renderer, plain_lists
from lawrep.metadata import find_labels
from lawrep.normalise import normalise
from lawrep.pipeline import describe
from lawrep.reader import decode
from tests.publish import tools

TITLE = "青柳镇2023年法治政府建设年度报告"
LINES = [
    "2023年，青柳镇坚持以法治思想为指导，全面推进依法行政，现将有关情况报告如下。",
    "一、主要举措和成效",
    "（一）深入推进矛盾纠纷化解",
    "1.健全调解网络。全年排查矛盾纠纷1252件，调解成功1230件，调解成功率98.2%，涉及金额129.9万元。",
    "2.办理行政复议案件12件，行政诉讼案件7件，行政机关负责人出庭应诉率100%。",
    "（二）规范行政执法",
    "开展执法检查64场次，参加人员1118人次；作出行政处罚决定35件，罚没金额17.5万元。",
    "一是加强队伍建设，组织执法人员培训6期，培训执法人员240人次。",
    "二、存在的不足和原因",
    "一年来，法治政府建设虽有进步，但与群众期待相比仍有差距，少数干部运用法治方式解决问题的能力还不强。",
    "三、下一年度工作安排",
    "下一步，青柳镇将继续抓好法治宣传教育，计划开展普法活动40场，把法治政府建设推向深入。",
    "青柳镇人民政府",
    "2024年3月1日",
]
TEXT = "\n".join(LINES)
MENU = "".join(f'<li><a href="/c{number}.html">栏目之{number}，政务公开</a></li>' for number in range(30))
NEWS = "".join(
    f'<li><a href="/n{number}.html">某某街道召开第{number}次会议，部署重点工作</a><span>2024-02-{number:02}</span></li>'
    for number in range(1, 29)
)
FOOT = (
    "<div class='footer'><p>主办单位：白杨市人民政府办公室　技术支持：白杨市大数据中心</p>"
    "<p>版权所有，未经许可不得转载　网站标识码：1234560001</p><p><a href='//x'>苏ICP备00000001号</a></p></div>"
)


def ps(lines: list[str] = LINES, attributes: str = "") -> str:
    return "\n".join(f"<p{attributes}>　　{line}</p>" for line in lines)


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>'


def with_chrome(article: str) -> str:
    return page(
        f"<div class='header'><div class='logo'>白杨市人民政府</div><ul class='nav'>{MENU}</ul></div>"
        f"<div class='position'>您现在的位置：<a href='/'>首页</a> &gt; <a href='/z'>政务公开</a> &gt; 法治政府</div>"
        f"{article}<div class='list'><h3>相关阅读</h3><ul>{NEWS}</ul></div>{FOOT}"
        "<script>document.write('统计，代码。')</script>",
        f"<title>{TITLE}_法治政府_白杨市人民政府</title>",
    )


def trs() -> str:
    """拓尔思: metadata in a table, the text in an editor's box in a box."""
    return with_chrome(
        "<table class='xxgkzn'><tr><td>索 引 号：</td><td>014350606/2024-00012</td><td>主题分类：</td><td></td></tr>"
        "<tr><td>发布机构：</td><td>青柳镇人民政府</td><td>成文日期：</td><td>2024年03月01日</td></tr>"
        "<tr><td>发文字号：</td><td></td><td>公开日期：</td><td>2024-03-05</td></tr></table>"
        f"<h1>{TITLE}</h1><div class='content'><div class='view TRS_UEDITOR trs_paper_default'>"
        f"<style>.trs_paper_default p{{margin:0}}</style>{ps()}</div></div>"
        "<div class='share'>分享到：<a href='#'>微信</a></div>"
    )


def jcms() -> str:
    """大汉: comments around the text in #zoom."""
    return with_chrome(
        f"<table><tr><td class='title'>{TITLE}</td></tr><tr><td>发布日期：2024-03-05 10:21　来源：青柳镇　"
        "字体：[<a href='javascript:'>大</a> <a href='javascript:'>中</a> <a href='javascript:'>小</a>]</td></tr>"
        "<tr><td><div class='main-txt' id='zoom'><!--ZJEG_RSS.content.begin--><meta name='ContentStart'>"
        f"{ps()}<!--ZJEG_RSS.content.end--></div><div class='gongneng'>【<a href='#'>打印本页</a>】【关闭窗口】</div></td></tr></table>"
    )


def ucap() -> str:
    return with_chrome(
        f"<div class='article'><h1>{TITLE}<br></h1><div class='pages-date'>2024-03-05 08:30 <span>来源： 青柳镇</span>"
        "<div class='share-con'>【字体：大 中 小】<span>打印</span></div></div>"
        f"<div class='pages_content mhide' id='UCAP-CONTENT'>{ps()}</div>"
        "<div class='editor'>责任编辑：某某</div></div>"
    )


def vsb() -> str:
    """博达: a form around all, each run of text in its own span."""
    runs = "".join(
        "<p style='text-indent:2em'>"
        + "".join(f"<span style='font-family:仿宋'>{part}</span>" for part in re.split(r"([0-9.%]+)", line) if part)
        + "</p>"
        for line in LINES
    )
    return with_chrome(
        f"<form name='_newscontent_fromname'><div class='title'>{TITLE}</div><div class='info'>发布时间：2024-03-05 "
        f"浏览次数：<span>12</span></div><div id='vsb_content'><div class='v_news_content'>{runs}</div></div>"
        "<div>附件【<a href='/a.docx'>年度报告，全文.docx</a>】已下载<span>3</span>次</div>"
        "<div>上一条：<a href='/1'>某某通知，请查收</a></div><div>下一条：<a href='/2'>某某公告</a></div></form>"
    )


def old() -> str:
    """A page of 1998: fonts, tables for the layout, breaks for paragraphs."""
    text = "<br><br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in LINES)
    return (
        f"<html><head><title>{TITLE}</title></head><body bgcolor=#ffffff><center><table width=760><tr><td width=160 valign=top>"
        f"<table>{''.join(f'<tr><td><a href=/{n}>栏目{n}</a></td></tr>' for n in range(12))}</table></td>"
        f"<td><table width=600><tr><td><font size=5><b><center>{TITLE}</center></b></font></td></tr>"
        f"<tr><td align=center>发布时间：2024-03-05</td></tr><tr><td><font size=3>{text}</font></td></tr></table></td></tr>"
        "<tr><td colspan=2 align=center>主办单位：白杨市人民政府</td></tr></table></center></body></html>"
    )


def wechat() -> str:
    sections = "".join(
        f'<section style="box-sizing:border-box"><section><p><span leaf="">{line}</span></p></section></section>'
        for line in LINES
    )
    return page(
        f"<div id='js_article'><div id='img-content'><h1 class='rich_media_title' id='activity-name'>{TITLE}</h1>"
        "<div id='meta_content'><span>青柳发布</span><em id='publish_time'>2024-03-05 10:00</em></div>"
        f"<div class='rich_media_content' id='js_content' style='visibility: hidden; opacity: 0; '>{sections}"
        "<p style='display: none;'><mp-style-type data-value='3'></mp-style-type></p></div></div>"
        "<div id='js_pc_qr_code'>微信扫一扫，关注该公众号</div></div>",
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="微信公众平台">'
        '<meta property="og:url" content="http://mp.example.cn/s?a=1">',
    )


def soup() -> str:
    """Boxes in boxes, and no name that is known."""
    text = "".join(f"<div class='css-1x{n}'><div class='css-9'>{line}</div></div>" for n, line in enumerate(LINES))
    return with_chrome(
        f"<div><div class='css-a1'><div class='css-b2'>{TITLE}</div><div class='css-c3'>{text}</div></div></div>"
    )


def word() -> str:
    """Exported from Word: the printed numbers of its lists are kept apart."""

    def paragraph(line: str) -> str:
        if line.startswith(("一、", "二、", "三、")):
            mark = (
                f"<![if !supportLists]><span lang=EN-US style='font-family:黑体'><span style='mso-list:Ignore'>{line[:2]}"
                "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"
            )
            return f"<p class=MsoNormal style='mso-list:l0 level1 lfo1'>{mark}<span>{line[2:]}<o:p></o:p></span></p>"
        numbers = re.sub("([0-9.%]+)", r"<span lang=EN-US>\1</span>", line).replace("，", "，\n")
        return (
            f"<p class=MsoNormal><span style='font-family:仿宋'>{numbers}<span lang=EN-US><o:p></o:p></span></span></p>"
        )

    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; '
        f'charset=gb2312"><meta name=Generator content="Microsoft Word 15"><title>{TITLE}</title><!--[if gte mso 9]><xml>'
        "<o:Author>x</o:Author></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=ZH-CN>"
        f"<div class=WordSection1>{''.join(map(paragraph, LINES))}<p class=MsoNormal><o:p>&nbsp;</o:p></p></div></body></html>"
    )


def aspx() -> str:
    text = "<br />".join(f"　　{line}" for line in LINES)
    return page(
        f"<form method='post' action='x.aspx' id='form1'><input type='hidden' value='/wEPDwUK，。'><div id='top'><ul>{MENU}</ul></div>"
        f"<span id='lblTitle'>{TITLE}</span><span id='Content'><div>{text}</div></span>"
        f"<div id='bottom'>地址：某路1号，邮编：100000</div></form>",
        f"<title>{TITLE}</title>",
    )


def pieces() -> str:
    return with_chrome(
        f"<h1>{TITLE}</h1><div class='box'><div class='TRS_Editor'>{ps(LINES[:6])}</div><div class='TRS_Editor'>{ps(LINES[6:])}</div></div>"
    )


def twice() -> str:
    """Once for computers, and once more for telephones."""
    return with_chrome(
        f"<div class='pc'><h1>{TITLE}</h1><div class='article-content'>{ps()}</div></div>"
        f"<div class='mobile'><h2>{TITLE}</h2><div class='article-content'>{ps()}</div></div>"
    )


def cell() -> str:
    """The text in one cell of three, the middle one."""
    return with_chrome(f"<h2 class='title'>{TITLE}</h2><table><tr><td>左</td><td>{ps()}</td><td>右</td></tr></table>")


def kept_lines() -> str:
    return with_chrome(f"<h2>{TITLE}</h2><div class='news_content'><pre>\n{TEXT}\n</pre></div>")


def never_ended() -> str:
    return with_chrome(f"<h1>{TITLE}</h1><div id='news_content'><a href='#top'><div>{ps()}</div></div>")


def letter() -> str:
    return page(f"<h1>{TITLE}</h1><div class='con'><p>白杨市人民政府：</p>{ps()}</div>")


def html5() -> str:
    return with_chrome(
        f"<main><article itemprop='articleBody'><header><h1>{TITLE}</h1><time>2024-03-05</time></header>{ps()}</article></main>"
    ).replace("<time>2024-03-05</time>", "")


def after_end() -> str:
    """The text behind the end of the page, where an include put it."""
    return page(f"<h1>{TITLE}</h1>") + f"<html><body><div id='zoom'>{ps()}</div></body></html>"


def broken_tags() -> str:
    text = "".join(f"<p><font color=black>　　{line}</p></b>" for line in LINES)
    return with_chrome(f"<h1>{TITLE}</h1><div id=NewsContent>{text}</div></span></div>")


def widgets() -> str:
    half = len(LINES) // 2
    return with_chrome(
        f"<h1>{TITLE}</h1><div class='xxgk_content'><div class='audio-player'>语音播报</div>{ps(LINES[:half])}"
        f"<div class='bdsharebuttonbox'><a href='#'>更多</a></div>{ps(LINES[half:])}"
        "<p>附件：<a href='x.pdf'>青柳镇年度报告.pdf</a></p><div class='ewm'><img alt='二维码'><p>扫一扫在手机打开当前页</p></div></div>"
    )


def stray_ends() -> str:
    """The box of the text ended after its first lines, and a menu without a name before it."""
    return page(
        f"<ul>{MENU}</ul><div><h1>{TITLE}</h1><div id='zoom'>{ps(LINES[:2])}</div></div></div>{ps(LINES[2:8])}</div>"
        f"{ps(LINES[8:])}</div><div><h4>相关信息</h4><ul>{NEWS}</ul></div>{FOOT}"
    )


def prefixed() -> str:
    text = "".join(f"<h:p>{line}</h:p>" for line in LINES)
    return (
        f"<?xml version='1.0' encoding='utf-8'?><h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>{TITLE}</h:title>"
        f"</h:head><h:body><h:h1>{TITLE}</h:h1><h:div>{text}</h:div></h:body></h:html>"
    )


def framed() -> str:
    inner = escape(f"<html><body><div>{ps()}</div></body></html>")
    return page(
        f"<ul>{MENU}</ul><h1>{TITLE}</h1><iframe srcdoc='<p>甲</p>'></iframe><iframe srcdoc='{inner}'></iframe>{FOOT}"
    )


def snapshot() -> str:
    """Kept by a search engine, under a banner of its own."""
    banner = "<div>以下是该网页在某日的快照，如果打开速度慢，可以尝试快速版；搜索引擎和网页的作者无关，不对其内容负责。</div>"
    return f"{banner}<div>{page(f'<div class=h>{MENU}</div><div><h2>{TITLE}</h2><div>{ps()}</div></div>{FOOT}', f'<title>{TITLE}</title>')}</div>"


def commented() -> str:
    said = "".join(f"<p>网友{number}：写得不错，希望明年再公开{number}项内容，谢谢。</p>" for number in range(60))
    return page(f"<div class='post'><h1>{TITLE}</h1><div>{ps()}</div></div><div class='comments'>{said}</div>{FOOT}")


def overlaid() -> str:
    """What opens over the page stands in it."""
    pop = "<div class='pop'>您访问的链接即将离开本网站，是否继续？</div><div class='aibox'>您好，请问有什么可以帮您，欢迎提问。</div>"
    return page(f"<ul>{MENU}</ul><div class='k1'><h2>{TITLE}</h2><div class='k2'>{ps()}</div></div>{pop}{FOOT}")


def copied() -> str:
    """Twice in boxes without a known name, the second switched off by a style sheet."""
    box = f"<h1>{TITLE}</h1><div class='a2'>{ps()}</div>"
    return page(f"<div class='a1'>{box}</div><div class='b1'>{box}</div>{FOOT}", "<style>.b1{display:none}</style>")


def switched_off() -> str:
    """A script shows the text."""
    return page(f"<ul>{MENU}</ul><h1>{TITLE}</h1><div id='txt' style='display: none'>{ps()}</div>{FOOT}")


def in_pages() -> str:
    """Cut into pages, of which the first is shown."""
    return page(
        f"<ul>{MENU}</ul><div><h1>{TITLE}</h1><div id='pg1'>{ps(LINES[:5])}</div>"
        f"<div id='pg2' style='display:none'>{ps(LINES[5:])}</div></div>{FOOT}"
    )


def in_tabs() -> str:
    told = "<p>一、起草背景，为贯彻上级部署，起草了本报告。</p>" * 10
    return page(
        f"<div><h1>{TITLE}</h1><div class='tab'>{ps()}</div><div class='tab' style='display:none'>{told}</div></div>"
    )


def signed_outside() -> str:
    return with_chrome(
        f"<h1>{TITLE}</h1><div id='zoom'>{ps(LINES[:-2])}</div><div><p>{LINES[-2]}</p><p>{LINES[-1]}</p></div>"
    )


def dated_above() -> str:
    return with_chrome(f"<div class='x1'><div>{TITLE}</div><div>2024-03-05</div><div>{ps()}</div></div>")


def menu_in_a_row() -> str:
    cells = "".join(f"<td><a href='/{number}'>栏目{number}</a></td>" for number in range(12))
    return page(
        f"<p>白杨市人民政府网站</p><table><tr>{cells}</tr></table><p>栏目导航</p><ul>{MENU}</ul><h1>{TITLE}</h1>{ps()}"
    )


SHAPES: dict[str, Callable[[], str]] = {
    shape.__name__: shape
    for shape in (
        trs, jcms, ucap, vsb, old, wechat, soup, aspx, pieces, twice, cell, never_ended, kept_lines, html5, after_end, broken_tags, widgets, stray_ends, prefixed, framed,
        snapshot, commented, overlaid, copied, switched_off, in_pages, in_tabs, signed_outside, dated_above, menu_in_a_row,
    )
}  # fmt: skip


def read_page(text: str, encoding: str = "utf-8") -> Reading:
    return read(text.encode(encoding), "page.html")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_text_is_the_report_under_its_title(shape: str) -> None:
    reading = read_page(SHAPES[shape]())
    assert reading.text == f"{TITLE}\n{TEXT}"


def test_whom_a_letter_is_to_is_of_the_text() -> None:
    assert read_page(letter()).text == f"{TITLE}\n白杨市人民政府：\n{TEXT}"


def test_whom_a_letter_is_to_may_stand_before_the_container() -> None:
    html = with_chrome(f"<h1>{TITLE}</h1><p>白杨市人民政府：</p><div id='zoom'>{ps()}</div>")
    assert read_page(html).text == f"{TITLE}\n白杨市人民政府：\n{TEXT}"


def test_a_frame_has_the_place_of_what_stands_in_it() -> None:
    reading = read_page(framed())
    assert [place["path"] for place in reading.places] == ["/html/body/h1", "/html/body/iframe[2]"]


def test_what_a_table_of_links_leads_to_is_of_the_page_and_a_table_of_figures_is_not() -> None:
    table = "<table><tr><td>办案数</td><td>罚没金额</td></tr><tr><td>12</td><td><a href='x'>3.5</a></td></tr></table>"
    html = page(f"<h1>{TITLE}</h1><div>{ps(LINES[:-2])}{table}{ps(LINES[-2:])}</div>")
    rows = ["办案数 | 罚没金额", "12 | 3.5"]
    assert read_page(html).text.split("\n") == [TITLE, *LINES[:-2], *rows, *LINES[-2:]]


def test_names_of_classes_can_err() -> None:
    left, right = ps(LINES[:2], " class='head'"), ps(LINES[-2:], " class='right'")
    html = with_chrome(f"<h1>{TITLE}</h1><div>{left}{ps(LINES[2:-2])}{right}</div>")
    assert read_page(html).text == f"{TITLE}\n{TEXT}"


def test_word_prints_its_numbers_apart() -> None:
    reading = read(word().encode("gbk"), "word.htm")
    assert reading.text == TEXT  # what Word gives as title is often that of another document
    assert "title" not in reading.declared
    assert reading.encoding == "gb18030"


@pytest.mark.parametrize("shape", SHAPES)
def test_each_place_holds_its_text(shape: str) -> None:
    html = SHAPES[shape]()
    reading = read_page(html)
    root = parse_page(html, "page.html")
    assert root is not None
    put_in_frames(root, {}, None, "page.html")
    end = -1
    for place in reading.places:
        assert place["start"] == end + 1
        end = place["end"]
        inside = re.sub(r"\s", "", str(root.xpath(f"string({place['path']})")))
        assert re.sub(r"\s", "", reading.text[place["start"] : end]) in inside
    assert end == len(reading.text)


def labels_of(text: str) -> dict[str, str]:
    normal = normalise(text)
    return find_labels(normal, text, ((0, len(normal)),))


def test_the_table_of_the_page_stands_beside_the_text() -> None:
    reading = read_page(trs())
    lines = reading.beside.splitlines()
    assert "索引号：014350606/2024-00012" in lines
    assert "发布机构：青柳镇人民政府" in lines
    assert "您现在的位置：首页 > 政务公开 > 法治政府" in lines
    assert not any("发文字号" in line or "主题分类" in line or "召开第" in line for line in lines)
    assert any(line.startswith("主办单位：白杨市人民政府办公室") for line in lines)
    assert labels_of(reading.beside) == {
        "index_number": "014350606/2024-00012", "publisher": "青柳镇人民政府", "date": "2024-03-01", "published": "2024-03-05",
    }  # fmt: skip


BESIDE = [
    # (what stands before the text, labels found)
    ("<ul><li><b>索 引 号：</b>00123/2024-1</li><li><b>文　　号：</b>青政发〔2024〕3号</li></ul>", {"index_number": "00123/2024-1", "document_number": "青政发〔2024〕3号"}),
    ("<div><div class=l>索引号</div><div class=r>00123/2024-1</div><div class=l>发文字号</div><div class=r></div><div class=l>公开日期</div><div class=r>2024-03-05</div></div>", {"index_number": "00123/2024-1", "published": "2024-03-05"}),
    ("<dl><dt>发布机构</dt><dd>青柳镇人民政府</dd><dt>成文日期</dt><dd>2024年3月1日</dd></dl>", {"publisher": "青柳镇人民政府", "date": "2024-03-01"}),
    ("<table><tr><th>索引号</th><td></td><th>发布机构</th><td>青柳镇人民政府</td></tr><tr><th>文号</th><td>无</td><th>成文日期</th><td>2024-03-01</td></tr></table>", {"publisher": "青柳镇人民政府", "date": "2024-03-01"}),
    ("<p><span>发布日期：</span><span>2024-03-05 10:00</span> <span>来源：</span><span>青柳镇人民政府</span> 浏览量：<i>33</i></p>", {"published": "2024-03-05", "publisher": "青柳镇人民政府"}),
    ("<table><tr><td>【信息来源：青柳镇人民政府】</td><td>【发布时间：2024-03-05】</td></tr></table>", {"published": "2024-03-05", "publisher": "青柳镇人民政府"}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "labels"), BESIDE)
@pytest.mark.parametrize("inside", [False, True])
def test_labels(before: str, labels: dict[str, str], inside: bool) -> None:
    outer, inner = ("", before) if inside else (before, "")
    reading = read_page(with_chrome(f"{outer}<div class='article-con'>{inner}<h1>{TITLE}</h1>{ps()}</div>"))
    assert labels_of(reading.beside) == labels
    assert reading.text == f"{TITLE}\n{TEXT}"


def test_declared() -> None:
    head = (
        f"<title>{TITLE}-白杨市人民政府网</title><meta name='SiteName' content='白杨市人民政府'><meta name='PubDate' content='2024-03-05 10:21'>"
        "<meta name='ContentSource' content='青柳镇人民政府'><meta name='ColumnName' content='法治政府'><meta name='keywords' content=''>"
        f"<meta name='ArticleTitle' content='{TITLE}'>"
    )
    assert dict(read_page(page(ps(), head)).declared) == {
        "title": TITLE, "published": "2024-03-05", "publisher": "青柳镇人民政府",
    }  # fmt: skip
    assert dict(read_page(page(ps())).declared) == {}
    head = "<meta property='og:title' content='甲乙丙'><meta property='article:published_time' content='2024-03-05T01:02:03+08:00'>"
    assert dict(read_page(page(ps(), head)).declared) == {"title": "甲乙丙", "published": "2024-03-05"}


DAYS = [
    # (line between title and report, day on which it was published)
    ("2024-03-05", "2024-03-05"),
    ("[ 2024/3/5 ]", "2024-03-05"),
    ("2024年3月5日 10:21", "2024-03-05"),
    ("来源：镇党政办　　2024.3.5　　浏览量：88", "2024-03-05"),
    ("青柳发布 2024-03-05 10:21 点击：[<span>88</span>]", "2024-03-05"),
    ("<span>成文日期</span></div><div>2024-03-01", None),
    ("今天是2024年5月1日 星期三", None),
    ("2024-13-05", None),
    ("<a href='/x'>2024-03-05</a>", None),
]


@pytest.mark.parametrize(("line", "day"), DAYS)
def test_the_day_printed_below_the_title(line: str, day: str | None) -> None:
    html = page(f"<h1>{TITLE}</h1><div>{line}</div><div id='zoom'>{ps()}</div>")
    assert labels_of(read_page(html).beside).get("published") == day


def metadata_of(html: str) -> dict[str, Any]:
    found: dict[str, Any] = describe(decode(html.encode(), "page.html"))["metadata"]
    return found


OLD_PAGES = "<div><p>成文日期：2011-02-03</p><p>索引号：ABC-123/2011</p></div>"
UPDATED = "<div class='footer'><p>更新日期：2026-05-01</p></div>"
PUBLISHED = [
    # (what the page declares, what stands between title and report, what stands after it, the day of the page)
    ("<meta name=date content=2019-01-01>", "<div>2024-03-05</div>", "", "2024-03-05"),
    ("<meta name=PubDate content=2024-03-07>", "<div>2024-03-05</div>", UPDATED, "2024-03-05"),
    ("", "<div>2024-03-05</div>", OLD_PAGES + UPDATED, "2024-03-05"),
    ("", "<div>发布日期：2024-03-05</div>", UPDATED, "2024-03-05"),
    ("", "<div>2024-03-04</div><div>发布日期：2024-03-05</div>", UPDATED, "2024-03-05"),
    ("<meta name=date content=2019-01-01><meta name=PubDate content=2024-03-05>", "", "", "2024-03-05"),
    ("<meta name=createdate content=2019-01-01>", "", "", "2019-01-01"),
    ("", "", UPDATED, "2026-05-01"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "below", "after", "day"), PUBLISHED)
@pytest.mark.parametrize("inside", [False, True])
def test_what_is_printed_above_a_report_goes_over_what_is_declared_and_printed_below(
    head: str, below: str, after: str, day: str, inside: bool
) -> None:
    outer, inner = ("", f"<h1>{TITLE}</h1>{below}") if inside else (f"<h1>{TITLE}</h1>{below}", "")
    assert metadata_of(page(f"{outer}<div id='zoom'>{inner}{ps()}</div>{after}", head))["published"] == day


def test_what_stands_before_a_report_is_told_from_what_stands_after_it() -> None:
    html = page(
        f"<p>索引号：</p><p>00123/2024-1</p><h1>{TITLE}</h1><div id='zoom'><p>来源：青柳镇</p>{ps()}<p>责任编辑：某某</p></div>"
        f"{OLD_PAGES}<p>发文字号：</p>"
    )
    assert read_page(html).beside == (
        "索引号：00123/2024-1\n来源：青柳镇\n\n责任编辑：某某\n成文日期：2011-02-03\n索引号：ABC-123/2011"
    )
    found = metadata_of(html)
    assert (found["index_number"], found["date"]) == ("00123/2024-1", "2024-03-01")


BESIDE_ONLY = [
    # (before the report, after it, both as they stand beside it)
    ("", "<p>责任编辑：某某</p>", "\n\n责任编辑：某某"),
    ("<p>来源：青柳镇</p>", "", "来源：青柳镇"),
    ("<p>索引号：</p>", "<p>00123/2024-1</p>", "\n\n00123/2024-1"),  # no label of what follows the report
    ("", "", ""),
]


@pytest.mark.parametrize(("before", "after", "beside"), BESIDE_ONLY)
def test_what_stands_on_one_side_only(before: str, after: str, beside: str) -> None:
    assert read_page(page(f"{before}<div id='zoom'>{ps()}</div>{after}")).beside == beside


NUMBERS = [
    # (what meta tags state, field, its value)
    ("<meta name=IndexNumber content=default><meta name=identifier content='00123/2024-1'>", "index_number", "00123/2024-1"),
    ("<meta name=identifier content='https://www.example.cn/2024/1.html'>", "index_number", None),
    ("<meta name=索引号 content=default1>", "index_number", None),
    ("<meta name=索引号 content=123>", "index_number", None),
    ("<meta name=文号 content=青政发〔2024〕3号>", "document_number", "青政发〔2024〕3号"),
    ("<meta name=文号 content=暂无文号>", "document_number", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "field", "value"), NUMBERS)
def test_a_declared_number_must_look_like_one(head: str, field: str, value: str | None) -> None:
    assert read_page(page(ps(), head)).declared.get(field) == value


TITLES = [
    (f"<title>{TITLE}_法治政府_白杨市人民政府</title>", TITLE),
    (f"<title>白杨市人民政府门户网站 {TITLE}</title>", f"白杨市人民政府门户网站 {TITLE}"),
    (f"<title>白杨市人民政府网 - {TITLE}</title>", TITLE),
    ("<title>青柳镇2021-2025年法治规划-白杨市政府网</title>", "青柳镇2021-2025年法治规划"),
    ("<title>\n  青柳镇报告公开  \n</title>", "青柳镇报告公开"),
]


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_the_name_of_the_site_is_no_part_of_the_title(head: str, title: str) -> None:
    assert read_page(page(ps(), head)).declared["title"] == title


FIRST_LINES = [
    # (what stands before the container, what it begins with, the first lines of the text)
    (f"<h1>{TITLE}</h1>", "", [TITLE, LINES[0]]),
    ("<h1>青柳镇2023年<br>法治政府建设年度报告</h1>", "", [TITLE, LINES[0]]),
    (f"<h1>{TITLE}</h1>", f"<p>{TITLE}</p>", [TITLE, LINES[0]]),
    (f"<div class='tit'><span>{TITLE}</span></div>", "<p>青柳镇2023年</p><p>法治政府建设年度报告</p>", ["青柳镇2023年", "法治政府建设年度报告"]),
    ("<h1>白杨市人民政府</h1><h2>政务公开栏目</h2>", "", [TITLE, LINES[0]]),  # from the head of the page
]  # fmt: skip


@pytest.mark.parametrize(("before", "inside", "first"), FIRST_LINES)
def test_the_title_is_the_first_line(before: str, inside: str, first: list[str]) -> None:
    html = page(f"{before}<div id='zoom'>{inside}{ps()}</div>", f"<meta name=ArticleTitle content='{TITLE}'>")
    assert read_page(html).text.split("\n")[:2] == first


UNDECLARED = [
    # what stands before the container, on a page that does not declare its title
    f"<center><font size=5>{TITLE}</font></center>",
    f"<p align=center><b>{TITLE}</b></p><p>发布时间：2024-03-05</p><h3>政务公开栏目</h3>",
    f"<p>首页 &gt; 法治政府 &gt; {TITLE}</p><p>{TITLE}</p>",
    f"<p><a href='/x'>青柳镇2022年法治政府建设年度报告</a></p><p>{TITLE}</p><p>上一篇：青柳镇2021年法治政府建设年度报告</p>",
]


@pytest.mark.parametrize("before", UNDECLARED)
def test_what_names_a_report_is_its_title(before: str) -> None:
    assert read_page(page(f"{before}<div id='zoom'>{ps()}</div>")).text.split("\n")[:2] == [TITLE, LINES[0]]


def test_a_title_in_traditional_script_is_one() -> None:
    title = "青嶺縣環境保護局2021年度法治政府建設工作報告"
    reading = read_page(page(f"<p>{title}</p><div id='zoom'>{ps(LINES[:4])}</div>"))
    assert reading.text.split("\n")[0] == title


def test_where_no_title_is_there_none_is_made_up() -> None:
    assert read_page(page(f"<div id='zoom'>{ps()}</div>")).text == TEXT
    assert read_page(ps()).text == TEXT


RENDERED = [
    # (HTML, lines as a reader sees them)
    ("<p>办理<span>1</span><span>252</span>件，<b>9</b><font>8</font>.<i>2</i>%<o:p></o:p></p>", ["办理1252件，98.2%"]),
    ("<p>全面推进\n      依法行政，\n调解12\n件 a\nb</p>", ["全面推进依法行政，调解12件 a b"]),
    ("<p>&nbsp;&nbsp;&emsp;&ensp;　　甲，　 &nbsp;</p><p>&nbsp;</p><p>　</p>", ["甲，"]),
    ("<p>甲&#8203;乙\ufeff丙&shy;丁，</p>", ["甲乙丙丁，"]),
    ("<p>甲，<br>乙，<br/><br/>丙，</br>丁</p>", ["甲，", "乙，", "丙，", "丁"]),
    ("甲，<br><br>　　乙，<p>丙，</p>丁<div>戊</div>己", ["甲，", "乙，", "丙，", "丁", "戊", "己"]),
    ("<span style='display:block'>甲，</span><span style='display: block;'>乙</span>", ["甲，", "乙"]),
    ("<div style='display:inline'>甲，</div><div style='display:inline'>乙</div>", ["甲，乙"]),
    ("<p>甲<span style='display:none'>隐，</span><span style='visibility: hidden'>藏</span><i hidden>起</i>乙，</p>", ["甲乙，"]),
    ("<p>甲，</p><template>a，</template><noscript>b，</noscript><textarea>c，</textarea><!-- d，--><iframe>e，</iframe><object>f，</object><select><option>g，</select>", ["甲，"]),
    ("<p>甲，<img alt='图，'><svg><text>图，</text></svg></p>", ["甲，"]),
    ("<pre>甲，\n  乙  丙\n丁</pre>", ["甲，", "乙  丙", "丁"]),
    ("<div style='white-space: pre-wrap'>甲，\n乙</div>", ["甲，", "乙"]),
    ("<p>意见<sup>[1]</sup>和<sup>①</sup>办法<sup>2</sup>，面积5m<sup>2</sup>，10<sup>-3</sup>，PM<sub>2.5</sub></p>", ["意见和办法，面积5m²，10⁻³，PM2.5"]),
    ("<p>办法<a href='#_ftn1'><span style='vertical-align:super'>[1]</span></a>，</p><div style='mso-element:footnote-list'><p>注，</p></div>", ["办法，"]),
    ("<ol><li>甲，</li><li>乙</li></ol>", ["1. 甲，", "2. 乙"]),
    ("<ol start=3 type=a><li>甲，<li value=9>乙<li>丙</ol>", ["c. 甲，", "i. 乙", "j. 丙"]),
    ("<ol style='list-style-type:cjk-ideographic'><li>甲，<ol style='list-style: decimal inside'><li>子<li>丑</ol></li><li><p>乙</p><p>又</p></li></ol>", ["一、甲，", "1. 子", "2. 丑", "二、乙", "又"]),
    ("<ol><li>1、甲，</li><li>2、乙</li></ol>", ["1、甲，", "2、乙"]),
    ("<ol style='list-style:none'><li>甲，</ol><ul><li>乙</ul>", ["甲，", "乙"]),
    ("<style>ul,ol{margin:0;list-style:none}</style><ol><li>甲，</ol>", ["甲，"]),
    ("<ol reversed><li>甲，<li>乙</ol>", ["2. 甲，", "1. 乙"]),
    ("<p><span style='mso-list:Ignore'>（一）<span>&nbsp;&nbsp;</span></span>甲，</p>", ["（一）甲，"]),
    ("<p><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span>&nbsp;</span></span></span>甲，</p>", ["甲，"]),
    ("<table><tr><th>事项</th><th>数量</th></tr><tr><td>办案，</td><td>12件</td></tr></table>", ["事项 | 数量", "办案， | 12件"]),
    ("<table><caption>附表</caption><tr><td colspan=3>情况统计</td></tr><tr><td rowspan=2>甲</td><td>一，</td><td>1</td></tr><tr><td>二</td><td>2</td></tr><tr><td colspan=2>合计</td><td>3</td></tr></table>",
     ["附表", "情况统计", "甲 | 一， | 1", "| 二 | 2", "合计 |  | 3"]),
    ("<table><tbody><tr><td><p>甲，</p><p>乙</p></td></tr><tr><td>丙</td></tr></table>", ["甲，", "乙", "丙"]),
    ("<table><tr><td><table><tr><td>a，</td><td>1</td></tr></table></td><td>乙</td></tr></table>", ["a， | 1", "乙"]),
    ("<table><tr><td>甲<br>乙，</td><td><p>1</p><p>2</p></td></tr></table>", ["甲乙， | 1 2"]),
    ("<table><tr><td>序<br>号</td><td>罚没金额<br>（万元）</td></tr><tr><td>1</td><td>组织调解员培训若干次，<br>办理案件若干件</td></tr></table>",
     ["序号 | 罚没金额（万元）", "1 | 组织调解员培训若干次， 办理案件若干件"]),
    ("<p>落实<q>八五</q>规划<del>，又9件</del>，</p>", ["落实“八五”规划，"]),
    ("<p>a &lt; b &amp; c，&hellip;&#26032;&#x65b0;</p>", ["a < b & c，…新新"]),
]  # fmt: skip


def lines_of(html: str) -> list[str]:
    text = page(f"<div>{html}</div>")
    root = parse_page(text, "page.html")
    assert root is not None
    renderer = Renderer(plain_lists=plain_lists(root))
    renderer.render(root)
    transcript = Transcript()
    for block in renderer.blocks:
        if block.cells is None:
            transcript.add((block.text, {}))
        else:
            transcript.add_row([(cell, {})] for cell in block.cells)
    return transcript.reading().text.split("\n")


@pytest.mark.parametrize(("html", "lines"), RENDERED)
def test_rendering(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


def test_markers_of_lists() -> None:
    kinds = "decimal-leading-zero upper-roman lower-alpha cjk-decimal cjk-heavenly-stem simp-chinese-formal simp-chinese-informal"
    assert [marker(9, kind) for kind in kinds.split()] == ["09. ", "IX. ", "i. ", "九、", "壬、", "玖、", "九、"]
    assert [marker(number, "trad-chinese-informal") for number in (10, 19, 20, 101, 1010)] == [
        "十、",
        "十九、",
        "二十、",
        "一百零一、",
        "一千零一十、",
    ]


ENCODED = [
    # (bytes, encoding)
    (page(ps()).encode(), "utf-8"),
    (page(ps()).encode("utf-8-sig"), "utf-8"),
    (page(ps()).encode("gbk"), "gb18030"),  # declared as utf-8
    (page(ps()).replace("utf-8", "gb2312").encode(), "utf-8"),  # declared as gb2312
    (page(ps()).replace("utf-8", "gb2312").encode("gbk"), "gb18030"),
    (page(ps()).replace('<meta charset="utf-8">', "").encode("gbk"), "gb18030"),
    (page(ps()).replace('charset="utf-8"', "http-equiv=Content-Type content='text/html; charset=GBK'").encode("gbk"), "gb18030"),
    (b"<?xml version='1.0' encoding='GB2312'?>" + ps().encode("gbk"), "gb18030"),
    (page(ps()).replace("utf-8", "no-such").encode("gb18030"), "gb18030"),
    (page(ps()).replace("utf-8", "iso-8859-1").encode("gb18030"), "gb18030"),
    (page(ps()).encode("utf-16"), "utf-16-le"),
    (page(ps()).encode("utf-16-be"), "utf-16-be"),
    (page(ps()).replace("<p>", "<p>\0").encode(), "utf-8"),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n" + page(ps()).encode("gbk"), "gb18030"),
    (b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nHTTP/2 200 \r\ncontent-type: text/html\r\n\r\n" + page(ps()).encode(), "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "encoding"), ENCODED)
def test_encodings(data: bytes, encoding: str) -> None:
    reading = read(data, "page.html")
    assert (reading.text, reading.encoding) == (TEXT, encoding)


def sent(body: bytes, *headers: str) -> bytes:
    return (
        "".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "")).encode() + body
    )


def chunked(data: bytes, size: int = 777) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


PLAIN_PAGE = page(ps()).encode()
CHUNKED, GZIP = "Transfer-Encoding: chunked", "Content-Encoding: gzip"
RESPONSES = [
    sent(PLAIN_PAGE),
    sent(chunked(PLAIN_PAGE), CHUNKED),
    sent(PLAIN_PAGE, CHUNKED),  # put together by whatever saved it
    sent(chunked(PLAIN_PAGE)[:-7], CHUNKED),  # without its end
    sent(gzip.compress(PLAIN_PAGE), GZIP),
    sent(PLAIN_PAGE, GZIP),
    sent(chunked(gzip.compress(PLAIN_PAGE)), CHUNKED, GZIP),
    sent(PLAIN_PAGE, "Content-Encoding: br"),
]


@pytest.mark.parametrize("data", RESPONSES, ids=range(len(RESPONSES)))
def test_responses(data: bytes) -> None:
    assert read(data, "page.html").text == TEXT


TRADITIONAL = ps(
    [
        "市政府為推動法治建設，辦理調解案件一百二十件，全年成立調解組織三個。",
        "會議認為，應該繼續推進依法行政的各項工作。",
    ]
)


@pytest.mark.parametrize("declared", ["big5", "utf-8"])
def test_big5(declared: str) -> None:
    reading = read(page(TRADITIONAL).replace("utf-8", declared).encode("big5"), "page.html")
    assert reading.encoding == "big5-hkscs"
    assert reading.text.startswith("市政府為推動法治建設，辦理")


def test_a_few_damaged_bytes_are_shown_and_many_are_refused() -> None:
    data = page(ps()).encode()
    reading = read(data.replace("地".encode(), b"\xe5\x9c").replace("纠".encode(), b"\xff"), "page.html")
    assert reading.encoding == "utf-8"
    assert 0 < reading.text.count("\ufffd") <= 3
    with pytest.raises(ReadError, match="damaged"):
        read(page(ps() * 3).encode("gbk").replace(b"\xc4", b"\xff\xff"), "page.html")


def mhtml(charset: str) -> bytes:
    whole = EmailMessage()
    whole["Snapshot-Content-Location"] = "http://www.example.cn/report.html"
    whole["MIME-Version"] = "1.0"
    whole.make_related()
    part = EmailMessage()
    part.set_content(
        trs().replace('<meta charset="utf-8">', ""), subtype="html", charset=charset, cte="quoted-printable"
    )
    whole.attach(part)
    picture = EmailMessage()
    picture.set_content(b"GIF89a", maintype="image", subtype="gif")
    whole.attach(picture)
    return whole.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_mhtml(charset: str) -> None:
    reading = read(mhtml(charset), "page.mhtml")
    assert (reading.text, reading.encoding) == (f"{TITLE}\n{TEXT}", charset)


def saved_with(outer: str, **inner: str) -> bytes:
    """An MHTML file of a page and of those in its frames, by name."""
    whole = EmailMessage()
    whole["Snapshot-Content-Location"] = "http://www.example.cn/report.html"
    whole["MIME-Version"] = "1.0"
    whole.make_related()
    for name, html in [("report", outer), *inner.items()]:
        part = EmailMessage()
        part.set_content(html, subtype="html", charset="gb18030", cte="base64")
        part["Content-ID"] = f"<{name}@mhtml>"
        part["Content-Location"] = f"http://www.example.cn/{name}.html"
        whole.attach(part)
    return whole.as_bytes()


FRAMES = [
    f"<html><body><ul>{MENU}</ul><iframe src='cid:text@mhtml'></iframe>{FOOT}</body></html>",
    "<html><frameset cols='20%,*'><frame src='menu.html'><frame src='text.html'></frameset></html>",
    "<html><body><iframe src='http://www.example.cn/middle.html'></iframe></body></html>",
]


@pytest.mark.parametrize("outer", FRAMES)
def test_mhtml_holds_the_pages_of_its_frames(outer: str) -> None:
    data = saved_with(
        outer,
        menu=f"<html><body><ul>{MENU}</ul></body></html>",
        middle="<html><body><iframe src='text.html'></iframe></body></html>",
        text=f"<html><body><div>{ps()}</div></body></html>",
    )
    assert read(data, "page.mht").text == TEXT


def test_a_frame_in_itself_ends() -> None:
    outer = "<html><body><iframe src='text.html'></iframe></body></html>"
    assert LINES[0] in read(saved_with(outer, text=f"<p>{LINES[0]}</p><iframe src='text.html'></iframe>"), "x").text


ELSEWHERE = [
    # (what stands below the title, files named in the error)
    (f"<a href='/P0202403.pdf'>{TITLE}.pdf</a>", "/P0202403.pdf"),
    ("<iframe src='/pdfjs/web/viewer.html?file=/P0202403.pdf&amp;page=1'></iframe>", "/P0202403.pdf"),
    ("<object data='files/a.ofd'></object><a href='b.doc'>下载</a>", "files/a.ofd"),
    (f"<p>{TITLE}，详见附件。</p><p>附件：<a href='a.doc' title='{TITLE}'><img src='doc.gif'></a></p>", "a.doc"),
    ("<p>现将报告予以公布，请点击查看。</p>" + "".join(f"<a href='{n}.pdf'>第{n}部分正文</a>" for n in range(5)), "0.pdf, 1.pdf, 2.pdf and 2 more"),
    ("<p><img src='1.jpg'></p><p><img src='2.jpg'></p>", "pictures"),
]  # fmt: skip


@pytest.mark.parametrize(("below", "named"), ELSEWHERE)
def test_a_report_that_is_elsewhere_is_an_error_that_says_where(below: str, named: str) -> None:
    with pytest.raises(ReadError, match="no text of a report") as caught:
        read_page(
            page(f"<ul>{MENU}</ul><div><h1>{TITLE}</h1><p>发布时间：2024-03-05</p><div>{below}</div></div>{FOOT}")
        )
    assert named in str(caught.value)


def test_a_report_with_a_file_beside_it_is_read() -> None:
    html = page(f"<h1>{TITLE}</h1><div id='zoom'>{ps()}<p>附件：<a href='a.pdf'>年度报告.pdf</a></p></div>")
    assert read_page(html).text.startswith(f"{TITLE}\n{TEXT}")
    assert read_page(page("<p>青柳镇召开会议2次，任务完成。</p>")).text == "青柳镇召开会议2次，任务完成。"


REFUSED = [
    (b"", "the file is empty"),
    (b" \n ", "the file is empty"),
    (b"<!-- -->", "no text"),
    (page("").encode(), "no text"),
    (page("<div id='app'></div><script>render('，。')</script>").encode(), "no text"),
    (page("<div id='app'>正在加载，请稍候……</div><noscript>请启用脚本，谢谢。</noscript>").encode(), "no text"),
    (page(f"<ul>{MENU}</ul><ul>{NEWS}</ul>{FOOT}").encode(), "no text"),
    (b"<frameset><frame src='a.htm'></frameset>", "no text"),
    (b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>\xe6\x97\xa0</p>", "404 Not Found"),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html", "fetch it again"),
    (sent(b"\xff\xfe\xfd" * 999, "Content-Encoding: br"), "packed by br"),
    (sent(gzip.compress(PLAIN_PAGE)[:-300], GZIP), "cut off"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", "without a page"),
    (b"<b></b>" * 1_000_000 + ps().encode(), "no report has so many"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read(data, "page.html")
    assert str(caught.value).startswith("page.html: ")


def test_what_is_nested_too_deep_is_refused_or_read() -> None:
    """The one by libxml2 2.14 and later, the other by those before."""
    with suppress(ReadError):
        assert read(b"<div>" * 10_000 + ps().encode(), "page.html").text.strip()


HOSTILE = {
    "wide": "<i></i>" * 50_000,
    "attribute": f"<p title='{'x' * 5_000_000}'></p>",
    "deep": "<div>" * 1500,
    "fonts": "<font><p>，" * 900,
    "tables": "<table><tr><td>" * 600 + "，",
    "rows": "<table>" + "<tr>" * 30_000,
    "rows of forms": "<table><form><tr><td>" * 300 + "<i></i>" * 30_000,
    "columns": f"<table>{'<tr><td colspan=9999 rowspan=9999>甲，<td>乙</tr>' * 300}</table>",
    "lists": "<ol>" + "<li>甲" * 8_000,
    "paragraphs": "<p>甲</p>" * 15_000,
    "breaks": "<br>" * 30_000,
    "blanks": f"<p>{' ' * 1_000_000}</p>",
    "entities": "&amp;" * 100_000 + "&" * 100_000,
    "comment": "<!--" * 50_000 + "-->",
    "style": "<style>" * 2000 + "ol{" * 50_000,
    "unclosed": "</p>" * 100_000 + "<a href=x>" * 900,
    "containers": "<div class='content article'>，。" * 900,
    "superscripts": "<sup>[1]" * 900,
    "frames": "<iframe srcdoc='&lt;p&gt;甲，乙&lt;/p&gt;'></iframe>" * 5_000,
    "files": "<a href='/a.pdf'>甲</a>" * 20_000,
    "comments": "<div class=comment>" * 900,
    "switched off": "<div class=a style='display:none'>三、甲，乙</div>" * 10_000,
    "copies": f"{'<div>' * 200}<p>{'甲，' * 50_000}</p>{'</div>' * 200}" * 2,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_and_are_read(name: str) -> None:
    """Each of them took minutes by way of something quadratic."""
    reading = read_page(page(f"<div id='zoom'>{ps()}</div>{HOSTILE[name]}"))
    assert LINES[0] in reading.text


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_pages_give_text_or_an_error(data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([trs().encode(), word().encode("gbk"), mhtml("utf-8"), old().encode()]))
    start = data.draw(st.integers(0, len(original)))
    length = data.draw(st.integers(0, 200))
    damaged = original[:start] + data.draw(st.binary(max_size=20)) + original[start + length :]
    damaged = damaged[: data.draw(st.integers(0, len(damaged)))] if data.draw(st.booleans()) else damaged
    try:
        reading = read(damaged, "page.html")
    except ReadError:
        return
    assert reading.text
    assert reading.places[-1]["end"] == len(reading.text)


TABLES = [
    # (table as it is written, as it stands in a browser)
    ("<tr><td>1</td></tr>甲<tr><td>2", "<tbody><tr><td>1</td></tr>甲<tr><td>2</td></tr></tbody>"),
    ("<td>1<td>2", "<tbody><tr><td>1</td><td>2</td></tr></tbody>"),
    ("<tbody><td>1</tbody>", "<tbody><tr><td>1</td></tr></tbody>"),
    ("<caption>甲</caption><thead><tr><th>1</thead><tr><td>2<tr><td>3<tfoot><tr><td>4",
     "<caption>甲</caption><thead><tr><th>1</th></tr></thead><tbody><tr><td>2</td></tr><tr><td>3</td></tr></tbody><tfoot><tr><td>4</td></tr></tfoot>"),
    ("<tr><td>1</td></tr><tbody><tr><td>2</tbody><tr><td>3", "<tbody><tr><td>1</td></tr></tbody><tbody><tr><td>2</td></tr></tbody><tbody><tr><td>3</td></tr></tbody>"),
    ("<form><tr><td>1</td></tr></form>", "<form></form><tbody><tr><td>1</td></tr></tbody>"),
    ("<tr><form><td>1</td></form></tr>", "<tbody><tr><form></form><td>1</td></tr></tbody>"),
    ("<tr><td>1</td></tr><!--a--><tr><td>2", "<tbody><tr><td>1</td></tr><!--a--><tr><td>2</td></tr></tbody>"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "shaped"), TABLES)
def test_tables_have_the_shape_that_they_have_in_a_browser(written: str, shaped: str) -> None:
    from lxml import etree

    root = parse_page(page(f"<table>{written}</table>"), "page.html")
    assert root is not None
    [table] = root.iter("table")
    assert etree.tostring(table, encoding="unicode", method="html") == f"<table>{shaped}</table>"


# Shapes that a browser nests otherwise: a block in <b>, tags that are none in HTML, what stands in a frame.
OTHERWISE = (old, prefixed, framed)
# Writes what stands at each path of each page, or null where not one element does.
LOOK_UP = """<!DOCTYPE html><meta charset="utf-8"><script id="pages" type="application/json">PAGES</script><pre></pre>
<script>
const look = (page, path) => {
  const found = page.evaluate(path, page, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return found.snapshotLength === 1 ? found.snapshotItem(0).textContent : null;
};
const pages = JSON.parse(document.querySelector("#pages").textContent);
const found = pages.map(([html, paths]) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return paths.map(path => look(page, path));
});
document.querySelector("pre").textContent = encodeURIComponent(JSON.stringify(found));
</script>"""


def at_paths(pages: list[tuple[str, list[str]]], folder: Path) -> list[list[str | None]]:
    """What a browser finds at the paths of pages."""
    file = folder / "pages.html"
    file.write_text(LOOK_UP.replace("PAGES", json.dumps(pages).replace("<", "\\u003c")), encoding="utf-8")
    command = [tools.CHROMIUM or "", *tools.CHROMIUM_ALONE, f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, check=True, text=True, timeout=tools.PATIENCE)
    written = re.search("<pre>([^<]*)</pre>", done.stdout)
    assert written is not None
    found: list[list[str | None]] = json.loads(unquote(written[1]))
    return found


def solid(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.skipif(tools.CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_finds_each_place(tmp_path: Path) -> None:
    pages = [shape() for shape in SHAPES.values() if shape not in OTHERWISE]
    pages += [page(f"<table>{table}</table><div id='zoom'>{ps()}</div>") for table, _ in TABLES]
    pages += [page(f"<div id='zoom'>{ps()}<table>{table.replace('甲<', '<')}</table></div>") for table, _ in TABLES]
    readings = list(map(read_page, pages))
    paths = [[place["path"] for place in reading.places] for reading in readings]
    for reading, found in zip(readings, at_paths(list(zip(pages, paths, strict=True)), tmp_path), strict=True):
        for place, text in zip(reading.places, found, strict=True):
            pieces = reading.text[place["start"] : place["end"]].replace("|", "\n").split("\n")
            assert text is not None, place
            assert all(solid(piece) in solid(text) for piece in pieces), place


def test_paths_are_those_of_lxml() -> None:
    root = parse_page(trs() + "<x:y><p>甲</p></x:y>", "page.html")
    assert root is not None
    tree, paths = root.getroottree(), Paths()
    for element in root.iter("p", "td", "li", "a"):
        path = paths.of(element)
        assert path == tree.getpath(element) or ":" in tree.getpath(element)
        assert tree.xpath(path) == [element]


def test_the_extractor_is_not_even_imported_where_a_container_is_found(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_text(trs(), encoding="utf-8")
    script = f"import sys; from lawrep.formats.web.page import read; read(open({str(saved)!r}, 'rb').read(), 'x'); print('trafilatura' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"
