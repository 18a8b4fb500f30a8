"""Page tokens: what is printed is read back, what was mistyped is noticed."""

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldbook.paper.token import ALPHABET, PageToken, page_token, read_token, stem_of

REVISION = uuid.UUID("0190a5c2-7b1e-7c33-8f21-5d0a6e2f4b10")
STEMS = st.text(ALPHABET, min_size=12, max_size=12)
PAGES = st.integers(0, 1023)


def test_stem_is_the_same_for_the_same_revision_and_not_its_id():
    assert stem_of(REVISION) == stem_of(uuid.UUID(str(REVISION)))
    assert re.fullmatch(rf"[{ALPHABET}]{{12}}", stem_of(REVISION))
    assert stem_of(REVISION) != stem_of(uuid.UUID(int=REVISION.int + 1))


def test_stem_is_the_first_60_bits_of_the_digest():
    # sha256 of 16 zero bytes begins 374708fff7719dd5, in base32 by hand: 00110 11101 00011 10000 10001 …
    assert stem_of(uuid.UUID(int=0)) == "6X3GHZZQE6EX"


def test_token_fits_a_version_1_code_in_alphanumeric_mode():
    assert re.fullmatch(r"F[0-9A-Z]{17}", page_token(stem_of(REVISION), 1))


def test_page_00_means_the_page_is_unknown():
    token = page_token("ABCDEFGHJKMN", 0)
    assert token[13:15] == "00"
    assert read_token(token) == PageToken("ABCDEFGHJKMN", 0)


@given(STEMS, PAGES)
def test_what_is_printed_is_read_back(stem, page):
    assert read_token(page_token(stem, page)) == PageToken(stem, page)


@given(STEMS, PAGES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_noticed(stem, page, place, letter):
    token = page_token(stem, page)
    wrong = token[:place] + letter + token[place + 1 :]
    assert wrong == token or read_token(wrong) is None


@given(STEMS, PAGES, st.integers(0, 17), st.integers(0, 17))
def test_any_two_swapped_characters_are_noticed(stem, page, one, other):
    token = list(page_token(stem, page))
    printed = "".join(token)
    token[one], token[other] = token[other], token[one]
    assert "".join(token) == printed or read_token("".join(token)) is None


def test_what_a_person_types_is_forgiven():
    token = page_token("01AB01CD01EF", 17)
    typed = token.replace("0", "o").replace("1", "l").lower()
    spaced = " ".join(typed[i : i + 3] for i in range(0, 18, 3))
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in token)
    for text in (typed, spaced, spaced.replace(" ", "-"), token.replace("1", "I"), full_width, f" {token}\n"):
        assert read_token(text) == PageToken("01AB01CD01EF", 17)


@pytest.mark.parametrize(
    "text",
    ["", "F", "http://example.cn/", "微信支付", "F" * 18, "G" + "0" * 17, "FU" * 9, "F" * 10**5, "\0" * 18],
)
def test_foreign_text_is_no_token(text):
    assert read_token(text) is None


@given(st.text(max_size=40))
def test_no_text_is_an_error(text):
    assert read_token(text) is None or text.strip()


@pytest.mark.parametrize(
    "stem, page", [("ABCDEFGHJKMN", -1), ("ABCDEFGHJKMN", 1024), ("SHORT", 1), ("abcdefghjkmn", 1)]
)
def test_a_token_that_could_not_be_read_is_refused(stem, page):
    with pytest.raises(ValueError):
        page_token(stem, page)
