"""Words of the domain and the services that people read, marked so that the catalogues of the interface list them."""

from __future__ import annotations


def spoken(text: str) -> str:
    """A sentence, or a part of one, that people read. It comes back unchanged; readers get it in their language."""
    return text


# Sentences that are put together from parts, whole, because their parts are in another order in other languages.
COMPOSED = (
    spoken("There is no segment {id}."),
    spoken("There is no document {id}."),
    spoken("There is no deleted document {id}."),
    spoken("There is no project {id}."),
    spoken("There is no deleted project {id}."),
    spoken("There is no question {id}."),
    spoken("There is no comment {id}."),
    spoken("There is no batch {id}."),
    spoken("There is no import {id}."),
    spoken("There is no job {id}."),
    spoken("A project has a name of 1 to {most} visible characters. Choose another name."),
    spoken("A view has a name of 1 to {most} visible characters. Choose another name."),
    spoken("A document has a name of 1 to {most} visible characters. Choose another name."),
    spoken("The source cannot be read: {message}"),
    spoken("The reference cannot be read: {message}"),
    spoken("Line {line}"),
    spoken("{changed} of {words} words changed in 1 confirmed sentence."),
    spoken("{changed} of {words} words changed in {n} confirmed sentences."),
    spoken("{changed} of {words} words changed in 1 confirmed sentence; 1 editorial change not counted."),
    spoken(
        "{changed} of {words} words changed in 1 confirmed sentence; {more} editorial changes not counted."
    ),
    spoken("{changed} of {words} words changed in {n} confirmed sentences; 1 editorial change not counted."),
    spoken(
        "{changed} of {words} words changed in {n} confirmed sentences; {more} editorial changes not counted."
    ),
    spoken("Approved 1 segment"),
    spoken("Approved {n} segments"),
    spoken("Confirmed 1 segment"),
    spoken("Confirmed {n} segments"),
    spoken("Left out 1 segment"),
    spoken("Left out {n} segments"),
    spoken("Put 1 segment back"),
    spoken("Put {n} segments back"),
    spoken("Sent back 1 segment"),
    spoken("Sent back {n} segments"),
    spoken("Replaced “{old}” with “{new}” in 1 segment"),
    spoken("Replaced “{old}” with “{new}” in {n} segments"),
    spoken("Took back changes by {author} in 1 segment"),
    spoken("Took back changes by {author} in {n} segments"),
    spoken("Write the question first."),
    spoken("Write the comment first."),
    spoken("owner"),
    spoken("lead"),
    spoken("reviewer"),
    spoken("editor"),
    spoken("viewer"),
    spoken("1 pair"),
    spoken("{n} pairs"),
    spoken("1 column"),
    spoken("{n} columns"),
    spoken("1 line"),
    spoken("{n} lines"),
)
