"""Scan intake: what becomes of a page, from what its codes point at. Each fault has its own sentence and way on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldbook.handbook.flows import ISSUED, SUPERSEDED, VOID


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one code on a page points at; `page` 0 means that the code names no page (Word)."""

    known: bool
    page: int
    revision: str = ""
    number: int = 0
    state: str = ""
    pages: int = 0
    project: str = ""
    project_name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome word, the sentence for the person, and where the page goes."""

    outcome: str
    sentence: str
    revision: str = ""
    page: int = 0


def decide(targets: Sequence[Target], project: str) -> Verdict:
    """Where a page goes. `project` is the project the person uploaded for, empty for none in particular."""
    if not targets:
        return Verdict(
            "unreadable", "没有认出页角的二维码。请在光线均匀处正对纸面重拍，露出四角；或在下方手工选择文档和页码。"
        )
    if len({(t.known, t.revision, t.page) for t in targets}) > 1:
        return Verdict("several", "一张照片里有两页或两份文档。请一页一张重拍，或在下方手工选择。")
    target = targets[0]
    if not target.known:
        return Verdict("unknown", "二维码不属于您能归档的任何文档。请核对是否拿错了签字件，或请项目成员上传。")
    return _of_known(target, project)


def _of_known(target: Target, project: str) -> Verdict:
    name, page = f"《{target.title}》第 {target.number} 版", target.page
    if project and target.project != project:
        sentence = f"这是另一项目“{target.project_name}”的{name}。确认后可归入该项目，否则请重新上传本项目的签字件。"
        return Verdict("other_project", sentence, target.revision, page)
    if target.state == SUPERSEDED:
        return Verdict("older", f"这是{name}，已被新版替代。请打印最新版重新签字后上传。", target.revision, page)
    if target.state == VOID:
        return Verdict("void", f"{name}已作废，签字件不能归档。请打印现行版本。", target.revision, page)
    if target.state != ISSUED:
        return Verdict("draft", f"{name}尚未签发，请先签发再打印签字。", target.revision, page)
    if page == 0:
        return Verdict("no_page", f"认出{name}，但 Word 打印件不带页码，请在下方选择页码。", target.revision, 0)
    if page > target.pages:
        return Verdict("no_page", f"{name}只有 {target.pages} 页，请在下方选择页码。", target.revision, 0)
    return Verdict("filed", f"已归入{name}第 {page} 页，共 {target.pages} 页。", target.revision, page)
