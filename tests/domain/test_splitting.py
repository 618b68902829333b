"""Sentences as editors expect them; a full bar in a row of the table marks where one ends."""

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.splitting import split_sentences

ROOT = Path(__file__).parents[2]
SAMPLE = Path(os.environ.get("STET_SHARED", ROOT.parent / "shared")) / "data/segmentation/sample.json"

SPACED = [
    ("en", "It rained.|We stayed at home.|Nobody came."),
    ("en", "He said “Stop!” and left.|“It’s over.”|She left too."),
    ("en", "“Never mind!” said the King.|He was tired."),
    ("en", "The U.S. Supreme Court ruled on Monday.|I live in the U.S.|How about you?"),
    ("en", "Mr. Smith met Dr. J. R. Jones at 5 p.m. in St. Louis.|They talked."),
    ("en", "Acme Inc. sold shares, i.e. paper, on Sept. 5.|Pitt, Briggs & Co.|They sold too."),
    ("en", "Prices rose 3.5 percent.|See www.example.com.|Write to jane.doe@example.com."),
    ("en", "She works at Yahoo! in accounting.|What?!|No."),
    ("en", "He stopped . . . and went on.|I never meant that....|She left."),
    ("en", "1. Wash the rice|2. Boil the water"),
    ("en", "a) here it is|b) another|c) one more"),
    ("en", "• 9. The first item|• 10. The second item"),
    ("en", "As payment for 1. above, pay nothing and for 2. above, pay all."),
    ("en", "This was measured twice.11 12|Other groups agreed [2–4].|We do not."),
    ("de", "Am 3. Oktober kam Dr. Müller an.|Er blieb bis zum 5.|Danach fuhr er ab."),
    ("de", "Es gibt z. B. Äpfel, d. h. Obst usw. im Korb.|Die Firma zahlt."),
    ("de", "Im 2. Weltkrieg war Ludwig XIV. schon tot.|Das war 1990.|Nichts blieb."),
    ("de", "„Ich habe keine Zeit“, sagte sie und flüsterte: „Und keine Lust.“|Er ging."),
    ("de", "»Komm!«|Er kam nicht.|Er zögerte …|Dann ging er."),
    ("fr", "« Bonjour ! » dit-il à M. Dupont.|Ça va ?|Oui !"),
    ("fr", "J.-C. Martin dit : « Oui. »|Il part.|« Non. »|Fin."),
    ("en", "They met at 10 a.m. EST.|Gov. Lee and Sen. Ray left on Mon. Oct. 3."),
    ("de", "Hrn. Meiers Haus steht in der Hauptstr. 5 in Köln.|Es geschah am 24. 12. 2020."),
    ("vi", "TP. Hồ Chí Minh rất đẹp.|GS. Nam nói."),
    ("es", "¡Hola, Sra. Ledesma!|¿Cómo está?|Vive en la Av. Mitre, núm. 5.|Bien."),
    ("it", "Il dott. Rossi e l'ing. Bianchi arrivano.|Ho visto cani, gatti ecc.|Poi vado."),
    ("pt", "O Sr. Silva leu a pág. 5.|A Dra. Ana saiu."),
    ("nl", "Dhr. Jansen kwam, d.w.z. hij belde.|Toen ging hij."),
    ("da", "Han kom d. 3. oktober.|Hr. Hansen gik."),
    ("pl", "Przyszedł prof. Kowalski z ul. Długiej.|Było to w 1990 r. w Warszawie."),
    ("cs", "Dne 3. října přijel pan Novák.|Bylo to např. v Praze."),
    ("ru", "— Привет! — сказал он.|А. С. Пушкин родился в 1799 г. в Москве.|Он писал и т. д. и т. п."),
    ("el", "Πού είναι ο κ. Παππάς;|Δεν ξέρω."),
    ("hy", "Մութ է:|Ես պետք է տուն վերադառնամ:"),
    ("ar", "ذهب إلى السوق.|هل أنت بخير؟|نعم!|د. أحمد جاء."),
    ("he", "שלום עולם.|מה שלומך?|אני כאן."),
    ("ur", "یہ کتاب ہے۔|کیا آپ آئے؟"),
    ("fa", "خوشبختم، آقای رضا.|شما کجایی هستید؟"),
    ("hi", "डॉ. शर्मा आए।|क्या आप ठीक हैं?|हाँ!"),
    ("ko", "안녕하세요.|저는 학생입니다."),
    ("th", "สวัสดีครับ|วันนี้อากาศดีมาก"),
    ("kk", "Абай даналығы – кім? не?|Ол келді."),
    (None, "One.|Two 👩‍👩‍👧.|Three!"),
]
UNSPACED = [
    ("ja", "「行きましょう。」と彼は言った。|それは何ですか？|３．２９％です！"),
    ("ja", "「はい。」|「いいえ。」|田中さんは来た。"),
    ("zh-Hans", "他说：“我们赢了。”|球迷欢呼。|我们看《摔跤吧！爸爸》好吗？|好！"),
    ("zh-Hant", "周怡安來自台中。|我們走吧！"),
    ("am", "ሰላም ነው።|እንዴት ነህ፧"),
    ("my", "ခင္ဗ်ားနာမည္ဘယ္လိုေခၚလဲ။|၇ွင္ေနေကာင္းလား။"),
]


def sentences(text, lang):
    return [text[start:end] for start, end in split_sentences(text, lang)]


@pytest.mark.parametrize(("lang", "marked"), SPACED)
def test_sentences_end_where_an_editor_ends_them(lang, marked):
    assert sentences(marked.replace("|", " "), lang) == marked.split("|")


@pytest.mark.parametrize(("lang", "marked"), UNSPACED)
def test_scripts_without_spaces_need_none_between_sentences(lang, marked):
    assert sentences(marked.replace("|", ""), lang) == marked.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("Title\n\nIt rained.\nWe left.", ["Title", "It rained.", "We left."]),
        ("It was a cold \nnight in the city.", ["It was a cold \nnight in the city."]),
        ("Features\nContact manager\nEvents", ["Features", "Contact manager", "Events"]),
        ("milk\neggs\nflour", ["milk", "eggs", "flour"]),
        ("One.\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        ("one\u2028two\u0085three", ["one\u2028two\u0085three"]),
        ("Recipients:\nACME LTD", ["Recipients:", "ACME LTD"]),
    ],
)
def test_line_breaks_end_sentences_unless_they_only_wrap_them(text, expected):
    assert sentences(text, "en") == expected


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=8), st.sampled_from([*"\n .!?\"'“”()1ai。」؟।:", "\r\n", "Dr. ", "A", "3. "])
        ),
        max_size=40,
    ).map("".join),
    st.sampled_from([None, "en", "de", "ja", "ar", "hy", "el", "th", "fr", "hi", "ru"]),
)
def test_only_white_space_lies_between_sentences(text, lang):
    reached = 0
    for start, end in split_sentences(text, lang):
        assert reached <= start < end
        assert not text[reached:start].strip()
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert not text[reached:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "It rained. Mr. X left! " * 7000,
        "1. " * 7000,
        '"a. ' * 40000,
        "!" * 160000 + "x",
        "(" * 160000,
        '.")' * 50000,
    ],
    ids=["prose", "numbers", "quotes", "marks", "brackets", "closers"],
)
def test_no_text_makes_splitting_slow(text):
    split_sentences("Warm. Up.", "en")
    begun = time.process_time()
    split_sentences(text, "en")
    assert time.process_time() - begun < 30, "linear: well under a second on a quiet machine"


def test_the_sample_of_21_languages_is_split_well():
    if not SAMPLE.exists():
        pytest.skip("needs ../shared/data/segmentation/sample.json")
    records = json.loads(SAMPLE.read_text(encoding="utf-8"))
    right = sum(
        ["".join(s.split()) for s in sentences(record["text"], record["lang"])]
        == ["".join(s.split()) for s in record["sentences"]]
        for record in records
    )
    assert right / len(records) >= 0.94
