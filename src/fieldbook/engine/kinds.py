"""Kind: the definition of one sort of document, from which every face of it is made.

Holds the block types a document is built of. Refuses to hold any concrete document
(`handbook/kinds`), any printing (`paper`) and any state (`transitions`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Per(StrEnum):
    """What one document of a kind belongs to: gives its key, its file suffix and how many there may be."""

    PROJECT = "project"
    TRIP = "trip"
    PERSON_WEEK = "person-week"
    MODULE = "module"
    SESSION = "session"
    PERSON = "person"
    EVENT = "event"


class Style(StrEnum):
    """Page style: `form` and `letter` and `certificate` are A4 portrait, `wide` is A4 landscape."""

    FORM = "form"
    WIDE = "wide"
    LETTER = "letter"
    CERTIFICATE = "certificate"


class Medium(StrEnum):
    """In which medium a document is archived (手册 七-3): the receipts that completeness asks for."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    BOTH = "both"


class Type(StrEnum):
    """The type of a value. Payloads hold JSON: text, ISO dates, integers, decimals as text; never floats.

    `SIGN` is written on the paper by hand: printed empty, asked for nowhere.
    """

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    DECIMAL = "decimal"
    ENUM = "enum"
    CHOICES = "choices"
    SIGN = "sign"
    PERSON = "person"
    PERSONS = "persons"
    MODULE = "module"
    PHONE = "phone"


class Source(StrEnum):
    """Where a field's value comes from.

    `typed` is stored; `derived` is computed when shown and frozen at issue; `suggested` is
    computed unless a person overrode it, and then keeps the value that was replaced.
    """

    TYPED = "typed"
    DERIVED = "derived"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One labelled value: of a `Fields` block, or one column of a `Rows` block.

    `fact` is a dotted path into the facts (`hospital.name`), for derived and suggested
    fields; in a derived table it is relative to the row. An `internal` field appears in the
    web form only, never in print, Word, blank paper, an archive copy or an outsider's search.
    A field `by_hand` keeps its boxes on an issued paper while it is empty: the hospital ticks them.
    """

    code: str
    label: str
    type: Type = Type.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""
    source: Source = Source.TYPED
    fact: str = ""
    internal: bool = False
    by_hand: bool = False
    unit: str = ""
    least: int | None = None
    most: int | None = None
    max_length: int = 200
    wide: bool = False
    weight: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A block of labelled values."""

    code: str
    title: str = ""
    fields: tuple[Field, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One given row of a table: a stable key and its printed, unchangeable cells."""

    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table. `given` rows are printed on every copy; `free` allows further rows; `blank` lines on blank paper.

    `rules` are pure checks of one row: they return the column and a sentence, or nothing.
    `fact` names a derived list of rows.
    """

    code: str
    title: str = ""
    columns: tuple[Field, ...] = ()
    given: tuple[Given, ...] = ()
    free: bool = True
    blank: int = 3
    least: int = 0
    fact: str = ""
    note: str = ""
    rules: tuple[RowRule, ...] = ()


@dataclass(frozen=True, slots=True)
class RowRule:
    """When column `when` has one of `values`, the columns `then` must be filled; `why` is the sentence's end."""

    when: str
    values: tuple[str, ...]
    then: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph with `{field}` names. `when` names a fact: the clause is dropped where the fact is empty.

    `claim` is the code of the requirements that must be met for the sentence to be true.
    """

    code: str
    text: str
    when: str = ""
    claim: str = ""
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a role code of the handbook, the printed label, whether the official seal is asked for."""

    role: str
    label: str
    seal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """The signature block at the end of a document."""

    code: str = "signatures"
    signers: tuple[Signer, ...] = ()


Block = Fields | Rows | Prose | Signatures


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across fields: `check` gets the payload and the facts, and returns (field code, sentence) or None."""

    clause: str
    check: Any = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The definition of a document. `needs` are the codes asked for when it is issued, `{key}` being its own.

    `issuers` may issue it, `authors` may write it (role codes). `own` computes further facts from
    the payload and what the paper knows (path `own.…`). `suffix` is the path of the words that tell
    several files apart (手册 七-1). `version` moves whenever the definition changes what is printed.
    """

    code: str
    title: str
    aliases: tuple[str, ...] = ()
    per: Per = Per.PROJECT
    style: Style = Style.FORM
    medium: Medium = Medium.BOTH
    series: str = "WD"
    clause: str = ""
    authors: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    rules: tuple[Rule, ...] = ()
    own: Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]] | None = None
    suffix: str = ""
    example: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1

    def signers(self) -> tuple[Signer, ...]:
        """All signers, in printed order."""
        return tuple(s for b in self.blocks if isinstance(b, Signatures) for s in b.signers)

    @property
    def sealed(self) -> bool:
        """True where the official seal is asked for."""
        return any(s.seal for s in self.signers())

    def claims(self) -> tuple[str, ...]:
        """Requirement codes that a sentence of the paper asserts: they may be left open by a reservation."""
        return tuple(b.claim for b in self.blocks if isinstance(b, Prose) and b.claim)

    def fields(self) -> Iterator[Field]:
        """Every single field of the `Fields` blocks, in printed order."""
        for block in self.blocks:
            if isinstance(block, Fields):
                yield from block.fields

    def tables(self) -> Iterator[Rows]:
        """Every table, in printed order."""
        return (b for b in self.blocks if isinstance(b, Rows))

    def names(self) -> tuple[str, ...]:
        """Title and aliases: everything search, import and file-name recognition accept (手册 八)."""
        return (self.title, *self.aliases)
