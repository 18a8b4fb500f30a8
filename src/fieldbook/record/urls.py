"""The record's addresses. `number` is the printed number of a project."""

from django.urls import include, path

from fieldbook.record.views import files, project_list, projects, proofs, uploads

urlpatterns = [
    path("projects/", project_list.projects, name="projects"),
    path("projects/<str:number>/", projects.project, name="project"),
    path("projects/<str:number>/order/accept/", projects.order_accept, name="order-accept"),
    path("projects/<str:number>/trips/<uuid:trip>/close/", projects.trip_close, name="trip-close"),
    path("projects/<str:number>/trips/<uuid:trip>/<str:verb>/", projects.trip_report, name="trip-report"),
    path("projects/<str:number>/waive/", proofs.waive, name="waive"),
    path("projects/<str:number>/records/<str:code>/", proofs.record_new, name="record-new"),
    path("projects/<str:number>/proofs/new/", proofs.proof_new, name="proof-new"),
    path("projects/<str:number>/proofs/<uuid:proof>/withdraw/", proofs.proof_withdraw, name="proof-withdraw"),
    path(
        "projects/<str:number>/documents/<uuid:document>/original/",
        projects.original_received,
        name="original-received",
    ),
    path("projects/<str:number>/documents/<uuid:document>/seal/", projects.seal_confirmed, name="seal-confirmed"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/new/", uploads.upload_new, name="upload-new"),
    path("uploads/pages/<uuid:row>/file/", uploads.upload_page_file, name="upload-page-file"),
    path("uploads/pages/<uuid:row>/dismiss/", uploads.upload_page_dismiss, name="upload-page-dismiss"),
    path("files/<uuid:file>/", files.file, name="file"),
    path("", include("fieldbook.record.views.documents_urls")),
]
