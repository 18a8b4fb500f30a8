"""The command line. Imports Django lazily: `kinds` and `paper` work without a database."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from fieldbook.web.commands.files import Unusable, check_out, read_object, write

_WRONG = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"one of the arguments (.+) is required", r"要从 \1 中写一个"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 与 \2 不能同时写"),
    (r"argument (.+): expected .+", r"\1 后面要写一个值"),
    (r"argument 命令: invalid choice: '?([^']*)'? .+", r"没有“\1”这个命令"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，可用的有 \3"),
    (r"argument (.+): invalid int value: (.+)", r"\1 要写数字，不能是 \2"),
    (r"argument (.+): (.+)", r"\1 \2"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
)


class _Parser(argparse.ArgumentParser):
    """Says in one Chinese sentence what is wrong with a command, and ends with 2."""

    def error(self, message: str) -> NoReturn:
        found = (re.sub(f"^{known}$", said, message) for known, said in _WRONG if re.match(known, message))
        told = next(found, message)
        self.exit(2, f"命令写得不对：{told}。用法见 {self.prog} --help。\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when done, 1 when refused (with a sentence on stderr), 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fieldbook.settings")
    try:
        code: int = options.run(options)
    except Unusable as refusal:
        return _refuse(refusal.sentence)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="fieldbook", description="实施工作平台")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _serving(commands)
    _reading(commands)
    return parser


def _serving(commands: Any) -> None:
    serve = commands.add_parser("serve", help="启动网页、后台任务和定时器")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--demo", action="store_true", help="空的数据目录先载入演示数据")
    serve.set_defaults(run=_serve)
    child = commands.add_parser("child", help=argparse.SUPPRESS)
    child.add_argument("role", choices=("web", "worker", "tick"))
    child.add_argument("--host", default="127.0.0.1")
    child.add_argument("--port", type=int, default=8000)
    child.set_defaults(run=_child)
    demo = commands.add_parser("demo", help="载入演示数据")
    demo.add_argument("--reset", action="store_true", help="先清空数据目录中的演示数据")
    demo.set_defaults(run=_demo)
    first = commands.add_parser("init", help="建立第一个系统管理员(密码从标准输入读取)")
    first.add_argument("--login", required=True)
    first.add_argument("--name", required=True)
    first.add_argument("--department", required=True)
    first.set_defaults(run=_init)


def _reading(commands: Any) -> None:
    kinds = commands.add_parser("kinds", help="列出全部文档种类")
    kinds.add_argument("--json", action="store_true")
    kinds.set_defaults(run=_kinds)
    paper = commands.add_parser("paper", help="打印一份文档(不需要数据库)")
    paper.add_argument("code", metavar="代码", help="代码、名称或别名，见 fieldbook kinds")
    what = paper.add_mutually_exclusive_group(required=True)
    what.add_argument("--data", type=Path, help="JSON:{payload, facts}")
    what.add_argument("--example", action="store_true")
    what.add_argument("--blank", action="store_true")
    paper.add_argument("--format", choices=("pdf", "docx"), default="pdf")
    paper.add_argument("--out", type=Path, required=True)
    paper.set_defaults(run=_paper)
    dispatch = commands.add_parser("dispatch", help="导入实施派遣单工作簿")
    book = dispatch.add_mutually_exclusive_group(required=True)
    book.add_argument("file", type=Path, nargs="?", metavar="文件", help="填好的工作簿")
    book.add_argument("--template", type=Path, help="写出带示例的模板")
    dispatch.set_defaults(run=_dispatch)
    duties = commands.add_parser("duties", help="列出一个项目的应办事项")
    duties.add_argument("project", metavar="项目")
    duties.add_argument("--at", type=_day, help="以这一天下班时为准，如 2026-03-04")
    duties.add_argument("--json", action="store_true")
    duties.set_defaults(run=_duties)
    archive = commands.add_parser("archive", help="打包一个项目的归档")
    archive.add_argument("project", metavar="项目")
    archive.add_argument("--out", type=Path, required=True)
    archive.add_argument("--partial", action="store_true", help="不齐全也打包")
    archive.add_argument("--json", action="store_true")
    archive.set_defaults(run=_archive)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"要写成 2026-03-04 这样的日期，不能是“{text}”") from error


def _say(text: str) -> None:
    print(text)


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _serve(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.serve import serve

    return serve(host=options.host, port=options.port, demo=options.demo)


def _child(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.children import run_child

    return run_child(options.role, host=options.host, port=options.port)


def _demo(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.data import load_demo

    return load_demo(reset=options.reset)


def _init(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.data import init

    return init(login=options.login, name=options.name, department=options.department)


def _kinds(options: argparse.Namespace) -> int:
    from fieldbook.handbook.kinds import KINDS

    rows = [
        {
            "code": k.code,
            "title": k.title,
            "aliases": list(k.aliases),
            "per": str(k.per),
            "style": str(k.style),
            "signers": [s.label for s in k.signers()],
            "medium": str(k.medium),
        }
        for k in KINDS.values()
    ]
    if options.json:
        _say(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            _say(f"{row['code']}\t{row['title']}\t{'、'.join(row['signers'])}")
    return 0


def _paper(options: argparse.Namespace) -> int:
    from fieldbook.engine.flow import flow
    from fieldbook.handbook.kinds import KINDS
    from fieldbook.paper import Mark, render_pdf, render_word

    kind = next((k for k in KINDS.values() if options.code in (k.code, *k.names())), None)
    if kind is None:
        return _refuse(f"没有“{options.code}”这种文档：代码、名称、别名都不是它。可用的见 fieldbook kinds。")
    check_out(options.out)
    given = read_object(options.data) if options.data else dict(kind.example) if options.example else {}
    payload, facts = given.get("payload") or {}, given.get("facts") or {}
    try:
        facts = {**facts, "own": kind.own(payload, facts)} if kind.own else facts
        blocks = flow(kind, payload, facts, blank=options.blank)
    except (AttributeError, KeyError, TypeError, ValueError):  # a block of another shape than the kind has
        return _refuse(f"不能用 {options.data} 打印《{kind.title}》：其中的值与栏目对不上。请照 --example 的样张核对。")
    mark = Mark() if options.blank else _sample_mark(facts, blocks)
    page: dict[str, Any] = {"title": kind.title, "style": kind.style, "blocks": blocks, "mark": mark}
    write(options.out, render_pdf(**page).data if options.format == "pdf" else render_word(**page))
    return 0


def _sample_mark(facts: dict[str, Any], blocks: list[dict[str, Any]]) -> Any:
    """The furniture of a paper without a record: complete, but its code belongs to no document."""
    import hashlib
    import uuid

    from fieldbook.engine.flow import look_up
    from fieldbook.paper import Mark
    from fieldbook.paper.token import stem_of

    digest = hashlib.sha256(json.dumps(blocks, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    number = look_up(facts, "document.number") or "样张"
    return Mark(number=number, revision=1, digest=digest[:8], stem=stem_of(uuid.UUID(digest[:32])))


def _dispatch(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.data import import_order, write_order_template

    if options.template:
        return write_order_template(options.template)
    return import_order(options.file)


def _duties(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.reports import duties

    return duties(options.project, day=options.at, as_json=options.json)


def _archive(options: argparse.Namespace) -> int:
    from fieldbook.web.commands.reports import archive

    return archive(options.project, out=options.out, partial=options.partial, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
