"""Who may do what: every route, every method, every login of the cast, in the own and in another project.

Written by hand, as the handbook gives the rights; `test_access` asks the product. An outcome is a class:
open (the page or the deed, or a refusal by its facts), login, forbidden, hidden, method.
"""

from __future__ import annotations

from dataclasses import dataclass, field

OPEN, LOGIN, FORBIDDEN, HIDDEN, METHOD = "open", "login", "forbidden", "hidden", "method"
STATUS = {200: OPEN, 302: OPEN, 303: OPEN, 409: OPEN, 422: OPEN, 403: FORBIDDEN, 404: HIDDEN, 405: METHOD}

READ_ALL = {"administrator": {"admin"}, "assistant": {"suh"}, "manager": {"jianglc"}}
PARTS = {
    "mine": {
        "engineer": {"luxz", "baizr"},
        "supervisor": {"guqy"},
        "sales": {"shenzq"},
        "traveller": {"luxz"},
        "returned": {"baizr"},
        "successor": {"weny"},
        **READ_ALL,
    },
    "theirs": {
        "engineer": {"yuanq"},
        "supervisor": {"fangz"},
        "sales": set(),
        "traveller": {"yuanq"},
        "returned": {"yuanq"},
        "successor": set(),
        **READ_ALL,
    },
}
"""Project → part → who has it; `traveller` of the trip that an address names, `returned` and `successor` of the one that
is handed over. The salesperson of the other project is none of the cast; `chengy` is in none, `weny` a successor alone."""
OWNERS = {"mine": {"luxz"}, "theirs": {"yuanq"}}
"""Whose the uploads are."""

READERS = frozenset(PARTS["mine"])
ENGINEERS = frozenset({"engineer"})
SUPERVISORS = frozenset({"supervisor"})
MEMBERS = ENGINEERS | SUPERVISORS
CLERKS = SUPERVISORS | {"assistant"}
RECORDERS = MEMBERS | {"assistant", "sales"}
TRAVELLER = frozenset({"traveller"})
RETURNED = frozenset({"returned"})
SUCCESSOR = frozenset({"successor"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line: route, what its address names, who may GET and POST (None: the method does not exist).

    `access` as in `views.guard`. On "person" routes `own` says whose the object is: "" (there is none),
    "owner" (the uploader alone) or "project" (readers of its project). In `sent`, {survey} is filled with the id of the survey report.
    """

    route: str
    access: str
    names: tuple[str, ...] = ()
    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    sent: dict[str, str] = field(default_factory=dict)
    own: str = ""

    def __str__(self) -> str:
        return "/".join([self.route, *(n for n in self.names if n in WORDS)])

    def allowed(self, method: str) -> frozenset[str] | None:
        """The parts that may use the method."""
        return {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(method)


_P = ("number",)
_D = ("number", "document")
_I = ("number", "survey", "revision")
_C = ("number", "certificate")
_H = ("number", "handover")
_NOTE = {"note": "试一次。", "due": "2026-12-31"}
_DONE = {"note": "院方科室负责人到会。", "proven_date": "2026-11-10"}
WORDS = (
    "departed", "arrived", "returned", "taken_over", "handover_returned", "handover",
    "submit", "issue", "reserve", "withdraw", "return", "void", "revise",
)  # fmt: skip
"""The words of addresses that tell rows of one route apart."""

TABLE: tuple[Row, ...] = (
    Row("login", "public", get=READERS, post=READERS, sent={"username": "luxz", "password": "falsch"}),
    Row("logout", "public", post=READERS),
    Row("health", "public", get=READERS),
    Row("home", "person", get=READERS),
    Row("work-todo", "person", get=READERS),
    Row("work-done", "person", get=READERS),
    Row("work-begun", "person", get=READERS),
    Row("work-copied", "person", get=READERS),
    Row("projects", "person", get=READERS),
    Row("uploads", "person", get=READERS),
    Row("upload-new", "person", post=READERS),
    Row("upload-page-file", "person", ("row",), post=READERS, own="owner"),
    Row("upload-page-dismiss", "person", ("row",), post=READERS, own="owner"),
    Row("file", "person", ("file",), get=READERS, own="project"),
    Row("file", "person", ("own_file",), get=READERS, own="owner"),
    Row("dispatch-import", "person", get=SUPERVISORS, post=SUPERVISORS),
    Row("dispatch-template", "person", get=SUPERVISORS),
    Row("project", "project", _P, get=READERS),
    Row("order-accept", "project", _P, post=ENGINEERS),
    Row("trip-report", "project", (*_P, "trip", "departed"), post=TRAVELLER),
    Row("trip-report", "project", (*_P, "trip", "arrived"), post=TRAVELLER),
    Row("trip-report", "project", (*_P, "trip", "returned"), post=TRAVELLER),
    Row("trip-report", "project", (*_H, "taken_over"), post=SUCCESSOR),
    Row("trip-report", "project", (*_H, "handover_returned"), post=SUCCESSOR | RETURNED | SUPERVISORS, sent=_NOTE),
    Row("trip-close", "project", (*_P, "trip"), post=TRAVELLER),
    Row("trip-close", "project", _H, post=RETURNED),
    Row("record-new", "project", (*_P, "meeting.held"), get=RECORDERS, post=RECORDERS, sent=_DONE),
    Row("waive", "project", _P, post=SUPERVISORS, sent={"key": "document.original:{survey}", **_NOTE}),
    Row("proof-new", "project", _P, get=MEMBERS, post=MEMBERS),
    Row("proof-withdraw", "project", (*_P, "proof"), post=MEMBERS, sent=_NOTE),
    Row("original-received", "project", ("number", "survey"), post=CLERKS),
    Row("seal-confirmed", "project", _C, post=MEMBERS | {"assistant"}),
    Row("completeness", "project", _P, get=READERS),
    Row("archive-pack", "project", _P, post=CLERKS | ENGINEERS),
    Row("archive-download", "project", _P, get=READERS),
    Row("document-new", "project", (*_P, "go_live_notice"), post=READERS),
    Row("document", "project", _D, get=READERS),
    Row("document-save", "project", _D, post=ENGINEERS, sent={"do": "save"}),
    Row("document-step", "project", (*_D, "submit"), post=ENGINEERS),
    Row("document-step", "project", (*_D, "issue"), post=MEMBERS),
    Row("document-step", "project", (*_D, "reserve"), post=SUPERVISORS, sent=_NOTE),
    Row("document-step", "project", (*_D, "withdraw"), post=ENGINEERS),
    Row("document-step", "project", (*_D, "return"), post=MEMBERS, sent=_NOTE),
    Row("document-step", "project", (*_D, "void"), post=SUPERVISORS, sent=_NOTE),
    Row("document-step", "project", (*_D, "revise"), post=MEMBERS),
    Row("document-draft-pdf", "project", _D, get=READERS),
    Row("document-draft-page", "project", (*_D, "1"), get=READERS),
    Row("document-blank", "project", _D, get=READERS),
    Row("document-pdf", "project", _I, get=READERS),
    Row("document-word", "project", _I, get=READERS),
    Row("document-page", "project", (*_I, "1"), get=READERS),
)


def parts_of(login: str, place: str) -> frozenset[str]:
    """The parts a login has in a project."""
    return frozenset(part for part, logins in PARTS[place].items() if login in logins)


def expected(row: Row, method: str, login: str, place: str, *, stray: bool = False) -> str:
    """The outcome the table says; `stray`: some object of the address is unknown, or of another project."""
    allowed = row.allowed(method)
    if row.access == "public":
        return METHOD if allowed is None else OPEN
    if not login:
        return LOGIN
    held = parts_of(login, place)
    if row.access == "project" and not held:
        return HIDDEN
    if allowed is None:
        return METHOD
    if stray:
        return HIDDEN
    if row.access == "person" and not row.own:
        anywhere = parts_of(login, "mine") | parts_of(login, "theirs")
        return OPEN if allowed is READERS or allowed & anywhere else FORBIDDEN
    if row.own == "owner":
        return OPEN if login in OWNERS[place] else HIDDEN
    if row.own == "project":
        return OPEN if held else HIDDEN
    return OPEN if allowed & held else FORBIDDEN
