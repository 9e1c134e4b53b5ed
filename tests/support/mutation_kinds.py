"""All kinds of damage by name, in the order of docs/scorer-mutations.md."""

from __future__ import annotations

from tests.support import mutations_leaves as leaf
from tests.support import mutations_rows as row
from tests.support.mutations import Kind

MUTATIONS: dict[str, Kind] = {
    "number left out": leaf.missing,
    "number made up": leaf.invented,
    "one digit of a number": leaf.digit,
    "one digit of a quantity": leaf.digit_in_quantity,
    "decimal point lost": leaf.dropped_point,
    "number × 10 000": leaf.ten_thousandfold,
    "quantity × 100": leaf.magnitude_in_quantity,
    "≥ for ≤": leaf.operator_flipped,
    "sign lost": leaf.operator_dropped,
    "other unit": leaf.unit_changed,
    "unit lost": leaf.unit_dropped,
    "万元 for 元": leaf.amount_unit,
    "text misspelt": leaf.misspelt,
    "name misspelt": leaf.misspelt_name,
    "98.0% for 98%": leaf.rewritten(leaf.decimals, "format"),
    "不低于 for ≥": leaf.rewritten(leaf.in_words, "format"),
    ">= for ≥": leaf.rewritten(leaf.in_ascii, "format"),
    "百分之九十八 for 98%": leaf.rewritten(leaf.numeral, "format"),
    "1,629 for 1629": leaf.rewritten(leaf.thousands, "format"),
    "９８％ for 98%": leaf.rewritten(leaf.full_width, None),
    "white space": leaf.rewritten(leaf.spaced, None),
    "quotes and dashes": leaf.rewritten(leaf.other_marks, None),
    "blank for null": leaf.blank,
    "10.0 for 10": leaf.as_float,
    "row left out": row.missing_row,
    "row made up": row.invented_row,
    "row doubled": row.doubled_row,
    "row doubled, another score": row.nearly_doubled_row,
    "row in another form": row.misplaced_row,
    "form left out": row.missing_form,
    "form made up": row.invented_form,
    "form doubled": row.doubled_form,
    "two rows exchanged": row.reordered,
    "column up by one row": row.shifted_column,
    "target and actual exchanged": row.swapped_columns,
    "amounts one column to the right": row.shifted_amounts,
    "names of two rows exchanged": row.swapped_names,
}
