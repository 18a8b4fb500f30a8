"""The cage: what the child says comes back, what it does to itself is one word, and never anything else."""

from __future__ import annotations

import os
import time

import pytest

from fieldbook import cage

LARGE, LONG = 2**30, 20


def said(expression: str, *, seconds: int = LONG, memory: int = LARGE):
    """What a child makes of a Python expression; the cage itself knows no format."""
    return cage.run("builtins:eval", expression.encode(), seconds=seconds, memory=memory)


def broken(expression: str, **limits: int) -> str:
    with pytest.raises(cage.Broken) as told:
        said(expression, **limits)
    return told.value.args[0]


def test_words_and_bytes_come_back_as_they_were():
    assert said(r"({'签字': [1, None]}, [b'a\nb', b'', b'\x00' * 3])") == ({"签字": [1, None]}, [b"a\nb", b"", b"\0\0\0"])
    assert said("('', [])") == ("", [])


def test_what_a_library_prints_is_no_answer(capfd):
    assert said("(__import__('os').write(1, b'noise') and print('noise'), [])") == (None, [])
    assert capfd.readouterr() == ("", "")


def test_the_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/name")
    names, _ = said("(list(__import__('os').environ), [])")
    assert "DATABASE_URL" not in names
    assert set(names) <= {"OPENBLAS_NUM_THREADS", "LD_LIBRARY_PATH", "SYSTEMROOT", "LC_CTYPE"}


@pytest.mark.parametrize("wrong", ["1 / 0", "no_such_name", "None", "__import__('sys').exit(3)", "__import__('os')._exit(1)"])
def test_an_error_is_damaged(wrong):
    assert broken(wrong) == "damaged"


@pytest.mark.skipif(os.name == "nt", reason="Windows limits only the time")
def test_an_abort_and_too_much_memory_are_large():
    assert broken("__import__('os').abort()") == "large"
    assert broken("__import__('os').kill(__import__('os').getpid(), 9)") == "large"
    assert broken("bytearray(2 * 2**30)") == "large"
    assert said("(len(bytearray(2 * 2**28)), [])") == (2**29, [])


@pytest.mark.parametrize("stall", ["__import__('time').sleep(60)", "sum(iter(int, 1))"])
def test_waiting_and_endless_work_are_stopped(stall):
    start = time.monotonic()
    assert broken(stall, seconds=1) == "slow"
    assert time.monotonic() - start < 5
