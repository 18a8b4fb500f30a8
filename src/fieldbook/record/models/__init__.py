"""The tables of the record. Every scoped row belongs to exactly one scope and has a UUID key."""

from fieldbook.record.models import activity as _activity  # noqa: F401  # known to record.activity alone
from fieldbook.record.models.documents import (
    Document,
    Proof,
    Receipt,
    Reservation,
    Revision,
    StoredFile,
    Upload,
    UploadPage,
    Waiver,
)
from fieldbook.record.models.hospitals import Contact, Hospital, Link
from fieldbook.record.models.people import Assignment, Department, Person
from fieldbook.record.models.projects import DispatchOrder, Member, OrderModule, Project, Trip
from fieldbook.record.models.scopes import NUMBERS, ORGANISATION, Scope, Scoped

__all__ = [
    "NUMBERS",
    "ORGANISATION",
    "Assignment",
    "Contact",
    "Department",
    "DispatchOrder",
    "Document",
    "Hospital",
    "Link",
    "Member",
    "OrderModule",
    "Person",
    "Project",
    "Proof",
    "Receipt",
    "Reservation",
    "Revision",
    "Scope",
    "Scoped",
    "StoredFile",
    "Trip",
    "Upload",
    "UploadPage",
    "Waiver",
]
