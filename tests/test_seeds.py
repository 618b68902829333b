"""The demo's data: complete, exact, and what it promises to a newcomer."""

import json
from pathlib import Path

import pytest

from app.domain.splitting import split_sentences

SEEDS = Path(__file__).parents[1] / "seeds"
MANIFEST = json.loads((SEEDS / "demo.json").read_text(encoding="utf-8"))
DOCUMENTS = MANIFEST["documents"]
PAIRED = [document for document in DOCUMENTS if document["source_file"]]
PHRASES = ("hired themselves", "Islamic Festival of Victims")


def file_of(document):
    return document["file"]


def text_of(name):
    return (SEEDS / name).read_text(encoding="utf-8")


def kept_paragraphs(name):
    """The paragraphs without share links and without the title's second appearance."""
    paragraphs = text_of(name).rstrip("\n").split("\n\n")
    shared = [paragraph for paragraph in paragraphs if not paragraph.startswith("Share on ")]
    return list(dict.fromkeys(shared))


def kept_sentences(name, lang):
    """The sentences of each kept paragraph, as an import splits them."""
    return [
        [paragraph[start:end] for start, end in split_sentences(paragraph, lang)]
        for paragraph in kept_paragraphs(name)
    ]


def counts(paragraphs):
    return [len(sentences) for sentences in paragraphs]


def files_of(document):
    named = [document["file"], document["source_file"], document["reference_file"]]
    return [name for name in named if name] + [other["file"] for other in document["candidates"]]


@pytest.mark.parametrize("document", DOCUMENTS, ids=file_of)
def test_every_file_of_the_manifest_is_utf8_with_plain_line_ends(document):
    for name in files_of(document):
        content = (SEEDS / name).read_bytes()
        assert content.decode("utf-8")
        assert not content.startswith(b"\xef\xbb\xbf"), f"{name} begins with a byte order mark"
        assert b"\r" not in content, f"{name} has carriage returns"
        assert content.endswith(b"\n")


def test_every_text_beside_the_manifest_belongs_to_a_document():
    named = {name for document in DOCUMENTS for name in files_of(document)}
    assert named == {path.name for path in SEEDS.glob("*.txt")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=file_of)
def test_every_corrected_or_questioned_sentence_stands_exactly_once_in_its_file(document):
    text = text_of(document["file"])
    for entry in document["corrections"] + document["questions"]:
        assert text.count(entry["segment_text"]) == 1, entry["segment_text"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=file_of)
def test_every_correction_changes_its_sentence_and_has_a_known_author(document):
    before = {}
    for entry in document["corrections"]:
        sentence = entry["segment_text"]
        assert entry["text"] != before.get(sentence, sentence), "a revision that changes nothing"
        assert entry["by"] in MANIFEST["people"]
        before[sentence] = entry["text"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=file_of)
def test_every_corrected_or_questioned_sentence_is_one_segment(document):
    paragraphs = kept_sentences(document["file"], document["target_lang"])
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    for entry in document["corrections"] + document["questions"]:
        assert sentences.count(entry["segment_text"]) == 1, entry["segment_text"]


@pytest.mark.parametrize("document", PAIRED, ids=file_of)
def test_a_source_pairs_sentence_by_sentence(document):
    machine = counts(kept_sentences(document["file"], document["target_lang"]))
    assert counts(kept_sentences(document["source_file"], document["source_lang"])) == machine
    for other in document["candidates"]:
        assert counts(kept_sentences(other["file"], document["target_lang"])) == machine


@pytest.mark.parametrize("document", PAIRED, ids=file_of)
def test_a_source_has_as_many_paragraphs_as_the_kept_text(document):
    kept = len(kept_paragraphs(document["file"]))
    assert len(kept_paragraphs(document["source_file"])) == kept
    for other in document["candidates"]:
        assert len(kept_paragraphs(other["file"])) == kept


@pytest.mark.parametrize("name", ["prison-break.en.txt", "prison-follow-up.en.txt"])
def test_both_phrases_to_repair_stand_in_both_articles(name):
    for phrase in PHRASES:
        assert phrase in text_of(name)


def test_the_two_phrases_are_left_for_the_newcomer():
    corrected = [entry["segment_text"] for document in DOCUMENTS for entry in document["corrections"]]
    assert not [sentence for sentence in corrected for phrase in PHRASES if phrase in sentence]


def test_the_article_looks_scraped():
    lines = text_of("prison-break.en.txt").splitlines()
    assert lines[0] == lines[2], "the title stands twice"
    assert [line for line in lines if line.startswith("Share on ")] == lines[-4:]


def test_two_people_have_begun_the_first_article():
    corrections = DOCUMENTS[0]["corrections"]
    confirmed = {entry["segment_text"] for entry in corrections if entry["confirm"]}
    assert {entry["by"] for entry in corrections} == set(MANIFEST["people"])
    assert 6 <= len(confirmed) <= 8
