"""From the bytes of a file to a document that can be stored: decoding, languages, sentences, furniture. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ...domain import detection, formats, furniture, languages, splitting
from ...domain import text as texts
from ...domain.errors import Invalid, StetError, TooLarge
from ...domain.formats.records import Limits, Preview, ReadOptions, one_sentence
from ...domain.models import Candidate, Detection, ImportedDocument, ImportedSegment, ImportWarning
from ...domain.scoring import origins
from . import companions

DEFAULT_SYSTEM = "machine"
TABLE_FORMATS = frozenset({"csv", "tsv", "jsonl"})


@dataclass(frozen=True, slots=True)
class Upload:
    """What a person hands in: a file, and beside it a source text and a reference."""

    file_name: str
    data: bytes
    name: str  # of the document
    source: bytes | None = None
    reference: bytes | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is to be read. None means: find it out."""

    format: str | None = None
    encoding: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    system: str | None = None
    reference_of: str | None = None  # the references are corrections that started from this system's text
    mapping: Mapping[str, str] = field(default_factory=dict)  # role → column
    delimiter: str | None = None
    has_header: bool | None = None
    split: Literal["sentence", "line"] = "sentence"
    skip_bad: bool = False
    project_source: str | None = None  # the project's languages decide where a text leaves doubt
    project_target: str | None = None
    max_bytes: int = 20_000_000
    max_segments: int = 100_000
    max_characters: int = 10_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as it was read, and what was found out about it."""

    document: ImportedDocument
    system: str
    source_lang: str | None
    target_lang: str | None
    target_detection: Detection
    source_detection: Detection | None = None
    columns: Preview | None = None
    checks: tuple[int, ...] = ()  # indexes of segments whose source was guessed
    doubt: str | None = None  # why an attached source may not belong to the whole text


def parse(upload: Upload, options: ImportOptions) -> Parsed:
    """Read a file; every refusal names it."""
    try:
        return _parse(upload, options)
    except StetError as error:
        name = upload.file_name
        raise type(error)(f"{name}: {error.message}", errors=[f"{name}: {one}" for one in error.errors])


def _parse(upload: Upload, options: ImportOptions) -> Parsed:
    options = _normalised(options)
    _check_size(upload.data, options)
    text, encoding = texts.decode(upload.data, options.encoding, max_bytes=options.max_bytes)
    format = options.format or formats.guess_format(upload.file_name, text)
    is_table = format in TABLE_FORMATS
    guess = None if is_table else _detect(text, options.target_lang)
    reading = _reading(options, guess.lang if guess else None)
    document = replace(formats.read(text, upload.name, format, reading), encoding=encoding)
    system, document = _with_system(document, options.system)
    guess = guess or _detect(_joined(one.machine for one in document.segments), options.target_lang)
    target = _language(guess, options.target_lang, options.project_target)
    document = _noted(document, _doubts(guess, options))
    if not is_table:
        document = _flagged(document, leaves_out=upload.reference is None)
    found = companions.add(
        document,
        _companion(upload.source, "source", options.source_lang, options),
        _companion(upload.reference, "reference", target, options),
    )
    document = _with_origin(found.document, options.reference_of)
    source_guess = found.detection or _source_guess(found.document.segments, options)
    return Parsed(
        document=_noted(document, found.notes),
        system=system,
        source_lang=_language(source_guess, options.source_lang, options.project_source),
        target_lang=target,
        target_detection=guess,
        source_detection=source_guess,
        columns=formats.columns(text, format, reading) if is_table else None,
        checks=found.checks,
    )


def _with_origin(document: ImportedDocument, system: str | None) -> ImportedDocument:
    """The references as what they are: whoever corrects a system's text makes one that favours it."""
    if not system:
        return document
    if all(one.reference is None for one in document.segments):
        raise Invalid(
            "There is no reference that could be a correction. Give a column or a file of references."
        )
    origin = origins.corrected(system)
    return replace(
        document, segments=tuple(replace(one, reference_origin=origin) for one in document.segments)
    )


def _companion(
    data: bytes | None, what: str, lang: str | None, options: ImportOptions
) -> companions.Companion | None:
    if data is None:
        return None
    return companions.Companion(companions.decoded(data, what, options.encoding, options.max_bytes), lang)


def _normalised(options: ImportOptions) -> ImportOptions:
    """The options with languages in their normal form; raises Invalid for an unknown one."""
    source, target = options.source_lang, options.target_lang
    return replace(
        options,
        source_lang=languages.normalise(source) if source else None,
        target_lang=languages.normalise(target) if target else None,
    )


def _check_size(data: bytes, options: ImportOptions) -> None:
    if not data:
        raise Invalid("The file is empty. Choose one that holds a text.")
    if len(data) > options.max_bytes:
        raise TooLarge(
            f"The file has {len(data):,} bytes; the limit is {options.max_bytes:,} (STET_MAX_FILE_BYTES). "
            "Split it into parts."
        )


def _reading(options: ImportOptions, guessed: str | None) -> ReadOptions:
    return ReadOptions(
        lang=options.target_lang or guessed or options.project_target,
        split=one_sentence if options.split == "line" else splitting.split_sentences,
        mapping=options.mapping,
        has_header=options.has_header,
        delimiter=options.delimiter,
        skip_bad=options.skip_bad,
        limits=Limits(options.max_segments, options.max_characters),
    )


# Systems


def _with_system(document: ImportedDocument, wanted: str | None) -> tuple[str, ImportedDocument]:
    """The base system's name, and the document whose candidates are those of other systems."""
    segments = document.segments
    own = next((one.system for one in segments if one.system), None) or _system_of_machine_texts(segments)
    system = (wanted or own or DEFAULT_SYSTEM).strip()
    if not texts.is_clean_name(system) or len(system) > 100:
        raise Invalid("A system has a name of 1 to 100 visible characters. Choose another name.")
    others = tuple(
        replace(one, candidates=_others(one, {system, own or system})) if one.candidates else one
        for one in segments
    )
    return system, replace(document, segments=others)


def _others(segment: ImportedSegment, base: set[str]) -> tuple[Candidate, ...]:
    """Each other system's text once; the base system's stands in `machine`."""
    found = {one.system: one for one in segment.candidates if one.system and one.system not in base}
    return tuple(found.values())


def _system_of_machine_texts(segments: tuple[ImportedSegment, ...]) -> str | None:
    """Our own files list the base system among the candidates: the one whose text always is the machine's."""
    names = [one.system for one in segments[0].candidates]
    for name in names:
        if all(Candidate(name, one.machine) in one.candidates for one in segments):
            return name
    return None


# Languages


def _detect(text: str, given: str | None) -> Detection:
    return Detection(given, 1.0, "sure") if given else detection.detect(text)


def _joined(found: Iterable[str]) -> str:
    return "\n".join(text for text in found if text.strip())


def _language(guess: Detection | None, given: str | None, project: str | None) -> str | None:
    """What was given, else what is surely found, else the project's language, else the best guess."""
    if given or guess is None:
        return given
    if guess.certainty in ("sure", "probably") and not _is_kin(guess.lang, project):
        return guess.lang
    return project or guess.lang


def _is_kin(lang: str | None, project: str | None) -> bool:
    """The project's en-GB is what was found as en."""
    return project is not None and languages.primary(lang) == languages.primary(project)


def _doubts(guess: Detection, options: ImportOptions) -> list[ImportWarning]:
    if options.target_lang:
        return []
    language = languages.name(guess.lang)
    if guess.lang is None:
        return [ImportWarning(None, "The language of the text is not known. State it (target language).")]
    if guess.certainty == "guess" and not options.project_target:
        return [ImportWarning(None, f"The language was guessed: {language}. State it if it is another one.")]
    project = options.project_target
    if project and guess.certainty == "sure" and not _is_kin(guess.lang, project):
        expected = languages.name(project)
        return [
            ImportWarning(None, f"The text is in {language}, the project's target language is {expected}.")
        ]
    return []


def _source_guess(segments: tuple[ImportedSegment, ...], options: ImportOptions) -> Detection | None:
    sources = _joined(one.source for one in segments if one.source)
    return _detect(sources, options.source_lang) if sources else None


# Furniture


def _flagged(document: ImportedDocument, *, leaves_out: bool) -> ImportedDocument:
    """Flag what surrounds an article on its page. A line that stands alone may be furniture, a sentence not."""
    segments = document.segments
    flags = furniture.flag_lines([one.machine for one in segments])
    found = []
    for index, (segment, flag) in enumerate(zip(segments, flags, strict=True)):
        if flag and _stands_alone(segments, index) and not segment.locked:
            left_out = flag.is_precise and leaves_out
            segment = replace(segment, flag=flag.rule, flag_reason=flag.reason, left_out=left_out)
        found.append(segment)
    return replace(document, segments=tuple(found))


def _stands_alone(segments: tuple[ImportedSegment, ...], index: int) -> bool:
    paragraph = segments[index].paragraph
    before = index > 0 and segments[index - 1].paragraph == paragraph
    after = index + 1 < len(segments) and segments[index + 1].paragraph == paragraph
    return not before and not after


def _noted(document: ImportedDocument, warnings: Iterable[ImportWarning]) -> ImportedDocument:
    return replace(document, warnings=(*document.warnings, *warnings))
