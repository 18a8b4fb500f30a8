"""Hostile papers, made by script."""

from __future__ import annotations


def pdf_of(*bodies: bytes) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(out))


def stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream " % (head, len(data), data)


def laughing_pdf(levels: int = 9, times: int = 10) -> bytes:
    """Some 2 kB in which every drawing draws the next one ten times: a thousand million rectangles on one page."""
    drawing = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]"
    uses = [b"/Resources<</XObject<</F %d 0 R>>>>" % number for number in range(5, 6 + levels)]
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]%s/Contents 4 0 R>>" % uses[0],
        stream(b"", b"/F Do "),
        *(stream(drawing + use, b"/F Do " * times) for use in uses[1:]),
        stream(drawing, b"0 0 9 9 re f "),
    )
