"""Addresses of the document page; included by the record's."""

from __future__ import annotations

from django.urls import path

from fieldbook.record.views.documents.page import document
from fieldbook.record.views.documents.papers import (
    document_blank,
    document_draft_page,
    document_draft_pdf,
    document_page,
    document_pdf,
    document_word,
)
from fieldbook.record.views.documents.steps import document_new, document_save, document_step

_ALL = "projects/<str:number>/documents/"
_ONE = f"{_ALL}<uuid:document>/"
_REVISION = f"{_ONE}revisions/<uuid:revision>/"

urlpatterns = [
    path(f"{_ALL}new/<str:kind>/", document_new, name="document-new"),
    path(_ONE, document, name="document"),
    path(f"{_ONE}save/", document_save, name="document-save"),
    path(f"{_ONE}step/<str:verb>/", document_step, name="document-step"),
    path(f"{_ONE}draft.pdf", document_draft_pdf, name="document-draft-pdf"),
    path(f"{_ONE}draft/pages/<int:page>.png", document_draft_page, name="document-draft-page"),
    path(f"{_ONE}blank.pdf", document_blank, name="document-blank"),
    path(f"{_REVISION}pdf/", document_pdf, name="document-pdf"),
    path(f"{_REVISION}docx/", document_word, name="document-word"),
    path(f"{_REVISION}pages/<int:page>.png", document_page, name="document-page"),
]
