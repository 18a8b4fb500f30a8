"""Labels, columns, given rows, options, signers and shape of the papers, typed by hand from the domain (1.1 to 1.22)."""

from __future__ import annotations

import pytest
import typed_first
import typed_notices
import typed_training
import typed_trips

from fieldbook.engine.kinds import Type
from fieldbook.handbook.catalogue.datasets import LABELS as DATA_SETS
from fieldbook.handbook.catalogue.dispatch import OWED, TYPES
from fieldbook.handbook.catalogue.modules import MODULES
from fieldbook.handbook.catalogue.teaching import TEACHING
from fieldbook.handbook.kinds import KINDS

TYPED = (typed_first, typed_trips, typed_training, typed_notices)


def merged(name):
    """One dictionary (or set) of all typed lists."""
    parts = [getattr(m, name) for m in TYPED if hasattr(m, name)]
    return set().union(*parts) if isinstance(parts[0], set) else {k: v for p in parts for k, v in p.items()}


FIELDS, COLUMNS, GIVEN, OPTIONS = (merged(n) for n in ("FIELDS", "COLUMNS", "GIVEN", "OPTIONS"))
SIGNERS, SHAPE, TITLES, ALIASES, SERIES = (merged(n) for n in ("SIGNERS", "SHAPE", "TITLES", "ALIASES", "SERIES"))
INTERNAL, COUNTS = merged("INTERNAL"), merged("COUNTS")
CODES = """dispatch_order trip_order handbook_acknowledgement survey_report implementation_plan training_plan
    module_training_plan training_sign_in base_data_confirmation package_request instrument_notice insurance_notice
    rural_insurance_notice go_live_notice cutover_plan satisfaction_form healthone_certificate cnhis_certificate
    weekly_report training_weekly implementation_summary service_slip project_memo trip_record"""


def table(code, block):
    return next(t for t in KINDS[code].tables() if t.code == block)


def items(code):
    return [*KINDS[code].fields(), *(c for t in KINDS[code].tables() for c in t.columns)]


@pytest.mark.parametrize("code", FIELDS)
def test_every_field_is_there(code):
    assert set(FIELDS[code].split()) - {f.label for f in KINDS[code].fields()} == set()


@pytest.mark.parametrize("place", COLUMNS)
def test_every_column_is_there(place):
    assert set(COLUMNS[place].split()) - {c.label for c in table(*place).columns} == set()


@pytest.mark.parametrize("place", GIVEN)
def test_every_given_row_is_there(place):
    printed = "\n".join(" ".join(g.cells.values()) for g in table(*place).given)
    assert [row for row in GIVEN[place].split() if row not in printed] == []


@pytest.mark.parametrize("place", OPTIONS)
def test_every_option_is_there(place):
    code, label = place
    assert list(next(i for i in items(code) if i.label == label).options) == OPTIONS[place].split()


@pytest.mark.parametrize("code", SIGNERS)
def test_signers_in_their_order_and_who_seals(code):
    assert [(s.label, s.seal) for s in KINDS[code].signers()] == SIGNERS[code]


def test_only_the_certificates_are_sealed():
    assert {k.code for k in KINDS.values() if any(s.seal for s in k.signers())} == set(typed_notices.CERTIFICATES)


def test_internal_fields():
    assert {(code, i.label) for code in KINDS for i in items(code) if i.internal} == INTERNAL


def test_twenty_four_kinds_in_the_order_of_the_house():
    assert list(KINDS) == CODES.split()
    assert set(KINDS) == set(TITLES) == set(SHAPE) == set(SIGNERS) == set(ALIASES) == set(SERIES)
    assert len(set(SERIES.values())) == 24


@pytest.mark.parametrize("code", TITLES)
def test_title_aliases_shape_and_series(code):
    kind = KINDS[code]
    assert kind.title == TITLES[code]
    assert set(ALIASES[code].split()) <= set(kind.aliases)
    assert (kind.per, kind.style, kind.medium) == SHAPE[code]
    assert kind.series == SERIES[code]


def test_no_name_belongs_to_two_kinds():
    names = [name for kind in KINDS.values() for name in kind.names()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("place", COUNTS)
def test_no_given_row_is_missing_or_added(place):
    assert len(table(*place).given) == COUNTS[place]


def test_the_weights_of_the_satisfaction_form():
    rows = table("satisfaction_form", "scores").given
    assert {r.cells["category"]: int(r.cells["weight"]) for r in rows} == typed_notices.WEIGHTS
    assert sum(typed_notices.WEIGHTS.values()) == 100


def test_the_cutover_plan_has_its_thirteen_sections_in_order():
    titles = [b.title for b in KINDS["cutover_plan"].blocks if getattr(b, "title", "")]
    numbered = [t for t in titles if t.split(" ")[0].isdigit()]
    shown = list(dict.fromkeys(int(t.split(" ")[0]) for t in numbered))
    assert shown == list(range(1, 14))
    assert [s for s in typed_notices.SECTIONS if not any(t.startswith(s) for t in numbered)] == []


@pytest.mark.parametrize("place", sorted(typed_training.REQUIRED))
def test_what_the_handbook_asks_of_each_row(place):
    code, label = place
    assert all(c.required for t in KINDS[code].tables() for c in t.columns if c.label == label)


def test_the_sign_in_sheet_is_signed_by_hand_on_forty_lines():
    people = table("training_sign_in", "people")
    assert {("training_sign_in", c.label) for c in people.columns if c.type is Type.SIGN} == typed_training.SIGN
    assert people.blank == typed_training.BLANK["training_sign_in", "people"]


def test_the_session_names_the_file_of_its_sheet():
    kind = KINDS["training_sign_in"]
    payload = {"header": {"module": "M06 门诊收费", "date": "2026-11-20"}, "people": []}
    assert kind.suffix == "own.session"
    assert kind.own(payload, {})["session"] == typed_training.SUFFIX["training_sign_in"]


def test_what_each_module_needs_to_be_taught():
    hours = [f"{t.lecture}+{t.drill}" for t in TEACHING.values()]
    assert hours == typed_training.HOURS.split()
    for code, told in typed_training.TAUGHT.items():
        row = TEACHING[code]
        said = "|".join(" ".join(part) for part in (row.departments, row.roles, row.data))
        assert said == told


def test_the_data_sets_in_their_order():
    assert list(DATA_SETS) == [part.strip() for part in typed_trips.DATA_SETS.split("|")]


def test_thirty_eight_modules_and_three_interfaces():
    assert [m.code for m in MODULES] == [f"M{n:02}" for n in range(1, 39)]
    assert {m.code: m.interface for m in MODULES if m.interface in ("仪器", "医保", "农合")} == {
        "M32": "医保", "M33": "农合", "M34": "仪器"
    }  # fmt: skip


OWED_BY_HAND = """
dispatch_order           ● ● ● ● ●  project
trip_order               ● ● ● ● ●  trip
handbook_acknowledgement ● ● ● ● ●  person
survey_report            ● ● ● – –  project
implementation_plan      ● ● ● – –  project
training_plan            ● ● ● – ●  project
module_training_plan     ◐ ◐ ◐ – ◐  module
training_sign_in         ● ● ● – ●  session
base_data_confirmation   ● ● ◐ – –  event
package_request          ◐ ◐ ◐ ◐ –  event
instrument_notice        ◐ ◐ ◐ – –  project
insurance_notice         ◐ ◐ ◐ – –  project
rural_insurance_notice   ◐ ◐ ◐ – –  project
go_live_notice           ● ● ● – –  project
cutover_plan             ◐ ● – – –  project
satisfaction_form        ● ● ● – –  project
healthone_certificate    ◐ ◐ ◐ – –  project
cnhis_certificate        ◐ ◐ ◐ – –  project
weekly_report            ● ● ● – –  person-week
training_weekly          ◐ ◐ ◐ – ●  person-week
implementation_summary   ● ● ● – ●  project
service_slip             – – – ● –  trip
project_memo             ◐ ◐ ◐ ◐ ◐  event
trip_record              ● ● ● ● ●  trip
"""
CELLS = [line.split() for line in OWED_BY_HAND.strip().splitlines()]


@pytest.mark.parametrize(
    "kind, type_, mark", [(kind, t, m) for kind, *marks, _ in CELLS for t, m in zip(TYPES, marks, strict=True)]
)
def test_what_each_dispatch_type_owes(kind, type_, mark):
    assert OWED[kind].mark(type_) == mark
    assert OWED[kind].applies(type_) is (mark != "–")


def test_every_kind_stands_in_the_table_with_what_it_is_per():
    assert [kind for kind, *_ in CELLS] == list(OWED)
    assert {kind: per for kind, *_, per in CELLS} == {k.code: str(k.per.value) for k in KINDS.values()}
