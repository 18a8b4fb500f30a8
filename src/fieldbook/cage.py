"""The child process in which a stranger's file is parsed, so that nothing a file does can hurt the server.

Parsers of workbooks, PDFs and images ask for terabytes, run for ever, or abort the whole process, which no
`except` survives. The child has limits of memory and time, no standard error, and none of our environment
(it may hold passwords). Bytes go in on standard input; a line of JSON and bytes come out on standard output.
Refuses to know any format: the work is named, and imported by the child alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from itertools import accumulate, pairwise
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

_NEEDED = ("LD_LIBRARY_PATH", "SYSTEMROOT")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Each thread of numpy's linear algebra takes address space, which is what the limit of memory counts."""
_NO_MEMORY = 75


class Broken(Exception):
    """The work gave no answer; `args[0]` says why: slow, large (out of memory, or aborted) or damaged."""


def run(work: str, data: bytes, *, seconds: int, memory: int) -> tuple[Any, list[bytes]]:
    """What `work` ("module:function") makes of `data` in a child: what it said, as JSON keeps it, and pieces of bytes.

    Raises `Broken`, never anything the work raises. `memory` is in bytes; Windows and macOS limit only the time.
    """
    command = [sys.executable, "-I", __file__, work, str(seconds), str(memory)]
    own = {name: os.environ[name] for name in _NEEDED if name in os.environ} | _ONE_THREAD
    try:
        done = subprocess.run(command, input=data, stdout=PIPE, stderr=DEVNULL, env=own, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Broken("slow") from None
    if done.returncode:
        raise Broken("large" if done.returncode < 0 or done.returncode == _NO_MEMORY else "damaged")
    start = done.stdout.index(b"\n") + 1
    said, ends = json.loads(done.stdout[:start])
    return said, [done.stdout[start + one : start + next_] for one, next_ in pairwise([0, *ends])]


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CPU, seconds + 1), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError):  # a lower limit holds already, or the system (macOS) has none of this kind
            resource.setrlimit(what, (most, most))


def _child(work: str, seconds: str, memory: str) -> int:
    _limit(int(seconds), int(memory))
    sys.path.insert(0, str(Path(__file__).parents[1]))
    module, _, name = work.partition(":")
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no answer
        try:
            said, pieces = getattr(import_module(module), name)(sys.stdin.buffer.read())
            out.write(json.dumps([said, list(accumulate(map(len, pieces)))]).encode() + b"\n")
        except MemoryError:
            return _NO_MEMORY
        out.writelines(pieces)
    return 0


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:]))
