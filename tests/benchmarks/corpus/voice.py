"""The words of one report: the places it speaks of, its year, its level, and how it varies what all reports say."""

import re
from functools import cache
from random import Random

from tests.benchmarks.corpus.figures import FACTORS, vary_figures
from tests.benchmarks.corpus.material import material

FIRST = "霁岚砚溟芷槐桐菱荻杞棠笙翊皓珩琅瑾璟澹漪湄沅浔淙潇鹭鸢鹤雁枫枳榆椿樨"
SECOND = "坞泽岫崖汀渚浦陂垣壑湾陇墟塬埠岭屏滩潭洲溪坪屿川"
STEMS = (  # the invented places of the samples, each of which becomes another
    *("白河", "北岭", "晨汐", "瀚原", "霖海", "南垣", "澄州", "棠溪", "梧江", "云溪", "青石", "石桥", "柳巷", "晚晴"),
    *("霁州", "云岭", "沧澜", "泽阳", "禾坪", "青岫", "上坪", "下坪"),
)
LEVELS = {"市": "人民政府", "县": "人民政府", "区": "人民政府", "镇": "人民政府", "街道": "办事处"}
OFFICES = (
    *("司法局", "市场监督管理局", "生态环境局", "人力资源和社会保障局", "交通运输局", "自然资源局", "应急管理局"),
    *("文化广电旅游局", "农业农村局", "水务局", "城市管理局", "医疗保障局", "民政局", "教育局", "卫生健康委员会"),
)
DOMAINS = (
    *("物业服务", "道路交通", "食品安全", "医疗卫生", "劳动用工", "婚姻家庭", "房屋买卖", "消费维权", "涉企经营"),
    *("校园周边", "农村宅基地", "山林权属", "河湖保护", "扬尘治理", "安全生产", "工程建设", "招标投标", "民间借贷"),
    *("金融风险", "电信诈骗", "知识产权", "乡村振兴", "文物保护", "旅游市场", "殡葬管理", "燃气经营", "危险化学品"),
    *("快递物流", "网约车", "预付卡", "校外培训", "养老托育", "住房租赁", "征地拆迁", "特种设备", "渔业资源"),
    *(
        "饮用水源",
        "森林防火",
        "防汛抗旱",
        "噪声扰民",
        "违法建设",
        "户外广告",
        "烟草专卖",
        "种子农药",
        "医保基金",
        "工伤赔偿",
    ),
)
DEEDS = ("规范", "提升", "深化", "强化", "推进", "优化", "夯实", "拓展", "筑牢", "健全", "聚力", "精准", "统筹", "狠抓")
OBJECTS = (
    *("监管效能", "服务水平", "执法质效", "治理体系", "责任链条", "制度供给", "队伍建设", "协同机制", "源头防范"),
    *("普法实效", "决策程序", "营商环境", "化解能力", "审批流程", "监督合力", "应急处置", "阵地建设", "权力运行"),
)
FRONTS = (
    *("在{domain}领域", "围绕{domain}", "聚焦{domain}", "针对{domain}问题", "结合{domain}专项整治", "就{domain}事项"),
    *("{place}", "会同{place}", "由{office}牵头", "{place}{domain}", "联合{place}{office}", "依托{place}服务站"),
    *("在{place}", "{place}、{place}等地", "{place}{office}", "指导{place}", "面向{place}", "{place}带头"),
    *("全年", "年内", "先后", "累计", "截至年底", "今年以来", "上半年", "按季度", "本年度", "常态化"),
)
# A clause that begins so goes on with what was said, and takes nothing before it.
BOUND = tuple("其同较比占达为的由共并和及均率以下上增")
COMMA = re.compile(",(?![0-9]{3})")
LEVEL = re.compile("(?<=[全我])(?:市|县|区|镇|街道)")
FRONTED, SWAPPED, LOOSE = 0.5, 0.45, 0.15


@cache
def swaps() -> re.Pattern[str]:
    words = sorted(material().synonyms, key=lambda word: (-len(word), word))
    return re.compile(f"({'|'.join(map(re.escape, words))})")


@cache
def pieces(sentence: str) -> tuple[str, ...]:
    """Return a sentence in pieces, every second of them a word for which others may stand."""
    return tuple(swaps().split(sentence))


@cache
def stems() -> re.Pattern[str]:
    return re.compile("|".join(STEMS))


class Voice:
    """One office in one year."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.year = random.randint(2016, 2025)
        self.level = random.choice(tuple(LEVELS))
        self.stem = self.new_place()
        self.places = {stem: self.new_place() for stem in STEMS}
        self.area = self.stem + self.level
        self.organ = self.area + (random.choice(OFFICES) if random.random() < 0.3 else LEVELS[self.level])

    def new_place(self) -> str:
        return self.random.choice(FIRST) + self.random.choice(SECOND)

    def paragraph(self, sentences: tuple[str, ...]) -> str:
        """Return the sentences as this office says them; their figures agree as they did, but for some."""
        random = self.random
        factor = None if random.random() < LOOSE else random.choice(FACTORS)
        return "".join(f"{self.say(sentence, factor)}。" for sentence in sentences)

    def say(self, sentence: str, factor: int | None) -> str:
        """Return one sentence in other words, of other places, with other figures."""
        said = "".join(self.swap(piece) if at % 2 else piece for at, piece in enumerate(pieces(sentence)))
        said = vary_figures(said, self.random, self.year, factor=factor)
        said = LEVEL.sub(self.level, stems().sub(lambda match: self.places[match[0]], said))
        return ",".join(self.front(clause) for clause in COMMA.split(said))

    def quiet_sentence(self) -> str:
        """Return a sentence without a figure."""
        clauses = [self.say(self.random.choice(material().quiet), 1) for _ in range(self.random.randint(2, 6))]
        return f"{','.join(clauses)}。"

    def swap(self, word: str) -> str:
        return self.random.choice(material().synonyms[word]) if self.random.random() < SWAPPED else word

    def front(self, clause: str) -> str:
        """Return a clause, with words before it that say where, by whom or when."""
        random = self.random
        if clause.startswith(BOUND) or random.random() >= FRONTED:
            return clause
        return self.fill(random.choice(FRONTS)) + clause

    def fill(self, template: str) -> str:
        random = self.random
        place = self.new_place() + random.choice(("乡", "镇", "社区", "村", "街道", "园区"))
        return template.format(domain=random.choice(DOMAINS), office=random.choice(OFFICES), place=place)

    def heading(self, titles: tuple[str, ...]) -> str:
        """Return the title of a section: one of the `titles`, or one made up."""
        random = self.random
        if random.random() < 0.4:
            return stems().sub(lambda match: self.places[match[0]], random.choice(titles))
        first, second = (random.choice(DEEDS) + random.choice(OBJECTS) for _ in range(2))
        domain = random.choice(DOMAINS)
        return random.choice((f"{first},{second}", f"聚焦{domain},{first}", f"{first}", f"{domain}{second}"))
