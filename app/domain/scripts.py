"""Which script a text is written in, and what a script or its letters alone say about the language."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

# First code point of each block of letters, its script; "" ends a block.
_BLOCKS: tuple[tuple[int, str], ...] = (
    (0x0000, ""),
    (0x0041, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, ""),
    (0x0750, "arabic"),
    (0x0780, ""),
    (0x0900, "devanagari"),
    (0x0980, "bengali"),
    (0x0A00, "gurmukhi"),
    (0x0A80, "gujarati"),
    (0x0B00, ""),
    (0x0B80, "tamil"),
    (0x0C00, "telugu"),
    (0x0C80, "kannada"),
    (0x0D00, "malayalam"),
    (0x0D80, "sinhala"),
    (0x0E00, "thai"),
    (0x0E80, "lao"),
    (0x0F00, "tibetan"),
    (0x1000, "burmese"),
    (0x10A0, "georgian"),
    (0x1100, "hangul"),
    (0x1200, "ethiopic"),
    (0x13A0, ""),
    (0x1780, "khmer"),
    (0x1800, ""),
    (0x1C90, "georgian"),
    (0x1CC0, ""),
    (0x1E00, "latin"),
    (0x1F00, "greek"),
    (0x2000, ""),
    (0x2D00, "georgian"),
    (0x2D30, ""),
    (0x2D80, "ethiopic"),
    (0x2DE0, "cyrillic"),
    (0x2E00, ""),
    (0x3040, "kana"),
    (0x3100, ""),
    (0x3130, "hangul"),
    (0x3190, ""),
    (0x31F0, "kana"),
    (0x3200, ""),
    (0x3400, "han"),
    (0xA000, ""),
    (0xAC00, "hangul"),
    (0xD7B0, ""),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB13, "armenian"),
    (0xFB1D, "hebrew"),
    (0xFB50, "arabic"),
    (0xFE00, ""),
    (0xFE70, "arabic"),
    (0xFF00, ""),
    (0xFF21, "latin"),
    (0xFF66, "kana"),
    (0xFFA0, ""),
    (0x20000, "han"),
    (0x32000, ""),
)
_STARTS = tuple(start for start, _ in _BLOCKS)
# One Chinese character says as much as several letters.
_WEIGHTS = {"han": 3, "kana": 3, "hangul": 3}

LANGUAGE_OF_SCRIPT = {
    "hangul": "ko",
    "greek": "el",
    "armenian": "hy",
    "hebrew": "he",
    "bengali": "bn",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "sinhala": "si",
    "thai": "th",
    "lao": "lo",
    "tibetan": "bo",
    "burmese": "my",
    "georgian": "ka",
    "ethiopic": "am",
    "khmer": "km",
}
# Letters that only one language of the script has, the most telling first.
_TELLING_LETTERS = {
    "arabic": (
        ("ps", "ټډړږښګۍځ"),
        ("ug", "ۆۈۋە"),
        ("ur", "ٹڈڑںےہھ"),
        ("sd", "ڄڃٻڀٺٿڏ"),
        ("fa", "پچژگکی"),
        ("ar", "ةيكىأإؤئ"),
    ),
    "cyrillic": (
        ("be", "ўЎ"),
        ("tg", "ҳҷӯӣ"),
        ("tt", "җ"),
        ("kk", "ғқұ"),
        ("sr", "ђћ"),
        ("mk", "ѓќѕ"),
        ("uk", "їєґ"),
    ),
    "hebrew": (("yi", "װױײ"),),
}
_SIMPLIFIED = (
    "们这个国来为说时会对发经学动现过种开门问间无东车马鸟鱼龙书长见页风飞饭馆钱银铁语话请读谁让认识讲论设证评词译试该详误课调谈谢难电视听觉观欢岁"
    "边还进远运达选连适头买卖实写农军决况净减凤击则刚创劳势区医华单卫厂历压县参双变叶号员响园图圆场坏块坚坛处备够奋奖妇妈孙宁宝审宽宾导将尽层岛币师"
    "带帮广庆应库废异张归录径总恶态惊惯愿战报担拥择损换据敌数断旧术机杀杂权条极构树样桥检楼标欧残毕气汇汉汤沟泪泽洁济浓测渔湾满灭灯灵灾炼烂烟热爱爷"
    "独猎环疗疯监盖盘码确离积称稳穷竞笔签简粮级纪约红纯纸线练组细织终绍结给络绝统继绩续维综绿缩网罗职联肃肤胜脑脚脸艺节苏药获营虑虫补装计订训议许诉诊"
)
_TRADITIONAL = (
    "們這個國來為說時會對發經學動現過種開門問間無東車馬鳥魚龍書長見頁風飛飯館錢銀鐵語話請讀誰讓認識講論設證評詞譯試該詳誤課調談謝難電視聽覺觀歡歲"
    "邊還進遠運達選連適頭買賣實寫農軍決況淨減鳳擊則剛創勞勢區醫華單衛廠歷壓縣參雙變葉號員響園圖圓場壞塊堅壇處備夠奮獎婦媽孫寧寶審寬賓導將盡層島幣師"
    "帶幫廣慶應庫廢異張歸錄徑總惡態驚慣願戰報擔擁擇損換據敵數斷舊術機殺雜權條極構樹樣橋檢樓標歐殘畢氣匯漢湯溝淚澤潔濟濃測漁灣滿滅燈靈災煉爛煙熱愛爺"
    "獨獵環療瘋監蓋盤碼確離積稱穩窮競筆簽簡糧級紀約紅純紙線練組細織終紹結給絡絕統繼績續維綜綠縮網羅職聯肅膚勝腦腳臉藝節蘇藥獲營慮蟲補裝計訂訓議許訴診"
)
_ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED) - frozenset(_TRADITIONAL)
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL) - frozenset(_SIMPLIFIED)


def script_of(char: str) -> str:
    """Return the script of a letter, empty for anything else."""
    if not (char.isalpha() or ord(char) > 0x0300):
        return ""
    return _BLOCKS[bisect_right(_STARTS, ord(char)) - 1][1]


def main_script(text: str) -> str:
    """Return the script of most of the text, "kana" for any Japanese; empty where there are no letters."""
    counts = Counter(script_of(char) for char in text)
    del counts[""]
    if not counts:
        return ""
    if counts["kana"] >= 2 and 20 * counts["kana"] >= counts["han"]:
        counts["kana"] += counts.pop("han", 0)
    return max(counts, key=lambda script: counts[script] * _WEIGHTS.get(script, 1))


def by_letters(text: str, script: str) -> str | None:
    """Return the language whose own letters occur in a text of this script, None where they do not decide."""
    counts = Counter(text.lower())
    if script == "arabic":
        return _arabic_language(counts)
    for lang, letters in _TELLING_LETTERS.get(script, ()):
        if sum(counts[letter] for letter in letters) >= 1:
            return lang
    return None


def chinese_variant(text: str) -> tuple[str, bool]:
    """Return zh-Hans or zh-Hant, and whether characters that differ decided it."""
    simplified = sum(char in _ONLY_SIMPLIFIED for char in text)
    traditional = sum(char in _ONLY_TRADITIONAL for char in text)
    return ("zh-Hant" if traditional > simplified else "zh-Hans"), simplified != traditional


def _arabic_language(counts: Counter[str]) -> str | None:
    found = {lang: sum(counts[letter] for letter in letters) for lang, letters in _TELLING_LETTERS["arabic"]}
    persian_or_urdu = found.pop("fa")
    arabic = found.pop("ar")
    best = max(found, key=lambda lang: found[lang])
    if found[best] and 4 * found[best] >= arabic:
        return best
    if persian_or_urdu != arabic:
        return "fa" if persian_or_urdu > arabic else "ar"
    return None
