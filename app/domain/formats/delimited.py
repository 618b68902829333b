"""CSV and TSV in: delimiter, header and quotes found out, every row accounted for by its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain import text as texts
from app.domain.errors import Invalid
from app.domain.formats import cells, roles
from app.domain.formats.assembly import is_final
from app.domain.formats.records import Preview, ReadOptions
from app.domain.formats.rows import from_rows
from app.domain.models import ImportedDocument, ImportWarning

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 50
_CLOSING_QUOTE = re.compile(r'(?:[^"]|"")*+"')
_QUOTED_FIELD = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class _Table:
    columns: tuple[str, ...]
    records: list[_Record]
    dialect: _Dialect
    has_header: bool
    warnings: list[ImportWarning]


def read_csv(text: str, name: str, options: ReadOptions) -> ImportedDocument:
    """Read comma separated values, whatever separates them; quotes are RFC 4180's."""
    return _read(text, name, options, format="csv")


def read_tsv(text: str, name: str, options: ReadOptions) -> ImportedDocument:
    """Read tab separated values; quotes are plain characters unless all of the header's fields are quoted."""
    return _read(text, name, options, format="tsv")


def columns(text: str, options: ReadOptions, *, format: str = "csv") -> Preview:
    """Return the columns, the first five rows and the guessed roles, for a person to confirm."""
    table = _table(text, options, format=format)
    indexes, warnings = roles.guess(table.columns, _fields(table), options.mapping)
    return Preview(
        columns=table.columns,
        rows=tuple(tuple(record.fields) for record in table.records[:5]),
        mapping={role: table.columns[index] for role, index in indexes.items()},
        delimiter=table.dialect.delimiter,
        has_header=table.has_header,
        warnings=(*table.warnings, *warnings),
    )


def _read(text: str, name: str, options: ReadOptions, *, format: str) -> ImportedDocument:
    table = _table(text, options, format=format)
    if not table.records:
        raise Invalid(
            "There are no segments in it: below the header stands no row.",
            errors=[warning.message for warning in table.warnings] or None,
        )
    indexes, warnings = roles.guess(table.columns, _fields(table), options.mapping)
    is_own = cells.is_own(table.columns)
    rows = (
        (record.line, cells.restored(_named(record, indexes), is_own=is_own, is_tsv=format == "tsv"))
        for record in table.records
    )
    return from_rows(
        rows,
        name=name,
        format=format,
        skip_bad=options.skip_bad,
        limits=options.limits,
        newline=texts.newline_of(text),
        warnings=[*table.warnings, *warnings],
        labels={role: table.columns[index] for role, index in indexes.items()},
    )


def _fields(table: _Table) -> list[list[str]]:
    return [record.fields for record in table.records]


def _named(record: _Record, indexes: dict[str, int]) -> dict[str, str]:
    return {role: record.fields[index] for role, index in indexes.items()}


# The table


def _table(text: str, options: ReadOptions, *, format: str) -> _Table:
    dialect = _dialect(text, options, format=format)
    warnings: list[ImportWarning] = []
    records = _records(text, dialect, skip_bad=options.skip_bad, warnings=warnings)
    first = next(records, None)
    if first is None:
        raise Invalid("There are no segments in it: the table has no row.")
    has_header = _has_header(first.fields) if options.has_header is None else options.has_header
    if options.has_header is None and not has_header:
        warnings.append(
            ImportWarning(1, "The first row was read as a text, not as the names of the columns.")
        )
    roles.refuse_crowd(len(first.fields))
    if has_header:
        names = tuple(first.fields)
        _refuse_header(names, options)
    else:
        names = tuple(str(number) for number in range(1, len(first.fields) + 1))
    rows = [] if has_header else [first]
    for record in records:
        if len(record.fields) == len(names):
            rows.append(record)
            continue
        count = len(record.fields)
        columns = "1 column" if count == 1 else f"{count} columns"
        message = f"Line {record.line:,} has {columns}, expected {len(names)}."
        if not options.skip_bad:
            raise Invalid(f"{message} Correct the line, or skip bad lines.")
        warnings.append(ImportWarning(record.line, f"{message} It was skipped."))
    return _Table(names, rows, dialect, has_header, warnings)


def _refuse_header(names: Sequence[str], options: ReadOptions) -> None:
    if options.mapping and all(column.strip().isdigit() for column in options.mapping.values()):
        return
    folded = [name.strip().casefold() for name in names]
    for number, name in enumerate(folded, start=1):
        if not name:
            raise Invalid(f"Column {number} has no name in line 1: name it, or map the columns by number.")
        if name in folded[: number - 1]:
            raise Invalid(
                f"Line 1 names two columns “{names[number - 1].strip()[:60]}”: rename one, "
                "or map the columns by number."
            )


def _has_header(fields: list[str]) -> bool:
    if any(roles.is_known(field) or field.strip().casefold() == "text" for field in fields):
        return True
    return not any(len(field) > 60 or (" " in field.strip() and is_final(field)) for field in fields)


def _records(
    text: str, dialect: _Dialect, *, skip_bad: bool, warnings: list[ImportWarning]
) -> Iterator[_Record]:
    """Yield the rows that are not blank, with the line that each begins on."""
    reader = _reader(text, dialect)
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _broken(text, line, str(error))
            if not skip_bad:
                raise Invalid(f"{message} Correct it, or skip bad lines.")
            warnings.append(ImportWarning(line, f"{message} It was skipped."))
            continue
        if fields and (len(fields) > 1 or fields[0].strip()):
            yield _Record(line, fields)


def _reader(text: str, dialect: _Dialect, *, is_strict: bool = True) -> csv._reader:  # type: ignore[name-defined]
    # The limit is the process's; the text is in memory already and segments are measured by their own limit.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
        doublequote=True,
        strict=is_strict,
    )


def _broken(text: str, line: int, reason: str) -> str:
    if "unexpected end of data" in reason:
        return f"Line {_line_of_open_quote(text, line):,} opens a quote that nothing closes."
    return f"Line {line:,} has a quote inside a quoted cell; it must be doubled."


def _line_of_open_quote(text: str, line: int) -> int:
    """Find the quote that swallows the rest: the one still open when a record's text has been walked through."""
    rest = "".join(content + ending for content, ending in texts.lines(text)[line - 1 :])
    opened = rest.find('"')
    while (closed := _CLOSING_QUOTE.search(rest, opened + 1)) and (
        again := rest.find('"', closed.end())
    ) >= 0:
        opened = again
    return line + texts.line_breaks(rest[:opened])


# Delimiter and quotes


def _dialect(text: str, options: ReadOptions, *, format: str) -> _Dialect:
    if format == "tsv":
        delimiter = options.delimiter or "\t"
        return _Dialect(delimiter, _header_is_quoted(text, delimiter))
    if options.delimiter:
        if len(options.delimiter) != 1 or options.delimiter in '"\r\n':
            raise Invalid("A delimiter is one character, for example , or ; or a tab.")
        return _Dialect(options.delimiter, is_quoted=True)
    return _Dialect(_delimiter(text), is_quoted=True)


def _header_is_quoted(text: str, delimiter: str) -> bool:
    first = next((line for line, _ in texts.lines(text[:100_000]) if line.strip()), "")
    return all(_QUOTED_FIELD.fullmatch(field) for field in first.split(delimiter))


def _delimiter(text: str) -> str:
    """Return the delimiter that gives a known header, else the one that gives most rows the same columns."""
    ratings = {delimiter: _rating(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: ratings[delimiter])
    if ratings[best] > (0, 0.0, 1):
        return best
    return next((delimiter for delimiter in DELIMITERS if delimiter not in text), ",")


def _rating(text: str, delimiter: str) -> tuple[int, float, int]:
    reader = _reader(text, _Dialect(delimiter, is_quoted=True), is_strict=False)
    sample = [fields for fields in islice(reader, _SAMPLE_ROWS) if fields]
    if not sample or len(sample[0]) < 2:
        return (0, 0.0, 1)
    same = sum(len(fields) == len(sample[0]) for fields in sample) / len(sample)
    known = sum(map(roles.is_known, sample[0]))
    return (known, same, len(sample[0])) if known or same >= 0.5 else (0, 0.0, 1)
