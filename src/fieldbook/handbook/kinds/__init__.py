"""Every kind of document of the handbook (手册 八), one module each; the registry is made from them."""

from __future__ import annotations

from fieldbook.engine.kinds import Kind
from fieldbook.handbook.kinds import dispatch_order, go_live_notice, survey_report

KINDS: dict[str, Kind] = {
    kind.code: kind for kind in (dispatch_order.KIND, survey_report.KIND, go_live_notice.KIND)
}
