"""Whatever a file holds, a reader gives judgements or one sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise, da, esa_lines, marot, mtme, qe, ratings
from app.domain.scoring import weights

MAROT = (
    "system\tdoc\tseg_id\trater\tsource\ttarget\tcategory\tseverity\nA\td\t1\tr\tx\t<v>y</v>\tStyle\tMinor\n"
)
APPRAISE = 'anna,A,7,TGT,eng,jpn,80,d,False,"[{""start_i"":0,""end_i"":2,""severity"":""major""}]",1,2\n'
LINES = '{"system":"A","tgt":"abc","esa_score":5,"esa_spans":[{"start_i":0,"end_i":2,"severity":"minor"}]}\n'
NESTED = '{"doc_id":"a_#_b_#_c_#_1","tgt_text":{"A":"x"},"scores":{"A":[{"score":5,"errors":[]}]}}\n'
RATING = 'A\t{"errors":[{"start":0,"end":1,"severity":"minor"}]}\nA\tNone\n'
DA = "index\toriginal\ttranslation\tscores\n1\ta\tb\t[1, 2]\n"


def folder(text):
    files = {
        "sources/a-b.txt": "x\ny\n",
        "system-outputs/a-b/A.txt": "x\ny\n",
        "human-scores/a-b.mqm.seg.rating": text,
    }
    return mtme.marked(mtme.read(files, "f"), "f")


READERS = [
    (lambda text: marot.judgements(marot.read(text, "f"), "f"), MAROT),
    (lambda text: appraise.judgements(appraise.read(text, "f"), "f"), APPRAISE),
    (lambda text: esa_lines.judgements(esa_lines.read(text, "f"), "f"), LINES),
    (lambda text: esa_lines.judgements(esa_lines.read(text, "f"), "f"), NESTED),
    (folder, RATING),
    (lambda text: da.read(text, "f"), DA),
    (lambda text: ratings.read(text, "f"), "1,A,5\n1,B,6\n"),
    (lambda text: qe.read_tags(text, "f"), "OK BAD OK\n"),
    (lambda text: qe.read_hter(text, "f"), "0.5\n"),
    (lambda text: weights.read(text, "f"), "Major 5\nMinor/Style 0.1\n"),
    (lambda text: weights.read(text, "f"), '{"Major": 5, "*/Other": 0.5}'),
]
PIECES = st.sampled_from(
    ['"', "\t", ",", "{", "}", "[", "]", "\n", "\r", "\x00", "\u2028", "-1", "1e999", "NaN", "null", "true", "<v>", "</v>", "missing", "قال", "👍🏿", "9" * 30]
)  # fmt: skip


@pytest.mark.parametrize(("read", "sample"), READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_read_or_refused(read, sample, data):
    text = sample
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 6)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    _reads_or_refuses(read, text)


@pytest.mark.parametrize(("read", "sample"), READERS)
@pytest.mark.parametrize(
    "text",
    ["", "\n", "\ufeff", "[" * 100_000, '{"scores":' * 5000, "9" * 10_000, json.dumps({"esa_score": 1}), '{"Major": 1' + "0" * 400 + "}", '"' * 3, "x" * 200_000],
)  # fmt: skip
def test_an_odd_file_is_read_or_refused(read, sample, text):
    _reads_or_refuses(read, text)
    _reads_or_refuses(read, sample + text)
    _reads_or_refuses(read, sample.replace("5", text).replace("Minor", text).replace("minor", text))


def _reads_or_refuses(read, text):
    try:
        read(text)
        message = "f"
    except Invalid as refusal:
        message = refusal.message
    assert message.startswith("f")
