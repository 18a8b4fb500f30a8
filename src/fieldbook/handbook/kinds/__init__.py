"""Every kind of document of the handbook (手册 八), one module each; the registry is made from them."""

from __future__ import annotations

from fieldbook.engine.kinds import Kind
from fieldbook.handbook.kinds import (
    base_data_confirmation,
    cnhis_certificate,
    cutover_plan,
    dispatch_order,
    go_live_notice,
    handbook_acknowledgement,
    healthone_certificate,
    implementation_plan,
    implementation_summary,
    instrument_notice,
    insurance_notice,
    module_training_plan,
    package_request,
    project_memo,
    rural_insurance_notice,
    satisfaction_form,
    service_slip,
    survey_report,
    training_plan,
    training_sign_in,
    training_weekly,
    trip_order,
    trip_record,
    weekly_report,
)

KINDS: dict[str, Kind] = {
    module.KIND.code: module.KIND
    for module in (
        dispatch_order,
        trip_order,
        handbook_acknowledgement,
        survey_report,
        implementation_plan,
        training_plan,
        module_training_plan,
        training_sign_in,
        base_data_confirmation,
        package_request,
        instrument_notice,
        insurance_notice,
        rural_insurance_notice,
        go_live_notice,
        cutover_plan,
        satisfaction_form,
        healthone_certificate,
        cnhis_certificate,
        weekly_report,
        training_weekly,
        implementation_summary,
        service_slip,
        project_memo,
        trip_record,
    )
}
