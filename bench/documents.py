"""One form through the product's own call against bare Typst, and Word against LibreOffice's conversion.

Equal answers first: both PDFs must carry the same text. Then A B A B …; printed are the ratios
min / median / max, and only the minimum is claimed. Run: ./dev bench documents [rounds]
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2

from fieldbook.engine.flow import flow
from fieldbook.handbook.kinds import KINDS
from fieldbook.paper import Mark, pdf, render_pdf
from fieldbook.paper.token import stem_of
from fieldbook.paper.word import render_word


def text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternated(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> str:
    """How many times faster we are: peer's time over ours, round by round."""
    ratios, mine, theirs = [], [], []
    for _ in range(rounds):
        mine.append(timed(ours))
        theirs.append(timed(peer))
        ratios.append(theirs[-1] / mine[-1])
    rate = 1 / statistics.median(mine), 1 / statistics.median(theirs)
    spread = f"{min(ratios):.2f} / {statistics.median(ratios):.2f} / {max(ratios):.2f}"
    return f"ratio min/median/max {spread}; {rate[0]:.1f} against {rate[1]:.1f} a second"


def bench_kind(code: str, rounds: int, folder: Path) -> None:
    import uuid

    kind = KINDS[code]
    known, typed = kind.example["facts"], kind.example["payload"]
    facts = {**known, "own": kind.own(typed, known) if kind.own else {}}
    mark = Mark(number="PQ-2026-0001", revision=1, digest="0" * 8, stem=stem_of(uuid.UUID(int=1)))
    counter = iter(range(10**9))
    caught: dict[str, dict] = {}
    compile_, pdf._compile = pdf._compile, lambda data: (caught.update(last=data), compile_(data))[1]

    def product() -> bytes:
        """Payload to blocks, printed, hashed, stored and synced: what an issue pays."""
        fresh = replace(mark, number=f"PQ-2026-{next(counter):06}")
        blocks = flow(kind, kind.example["payload"], facts)
        page = render_pdf(title=kind.title, style=kind.style, blocks=blocks, mark=fresh)
        name = folder / hashlib.sha256(page.data).hexdigest()
        name.write_bytes(page.data)
        return page.data

    ours = product()
    data = caught["last"]
    pdf._compile = compile_

    def bare() -> bytes:
        """The same template and data but for the number (a cache must not answer), compiled, nothing else."""
        return compile_({**data, "mark": data["mark"].replace("000000", f"{next(counter):06}")}).data

    assert text_of(ours) == text_of(compile_(data).data), "the answers differ"
    print(f"{code}: {len(ours) / 1000:.1f} kB, {len(pypdfium2.PdfDocument(ours))} page(s)")
    print("  product's call over bare Typst:", alternated(product, bare, rounds))
    blocks = flow(kind, kind.example["payload"], facts)
    page = {"title": kind.title, "style": kind.style, "blocks": blocks, "mark": mark}
    word = [timed(lambda: render_word(**page)) for _ in range(rounds)]
    print(f"  Word: {1 / statistics.median(word):.0f} a second (median of {rounds})")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        for code in KINDS:
            bench_kind(code, rounds, Path(folder))


if __name__ == "__main__":
    main()
