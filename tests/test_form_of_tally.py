"""What `cchc tally` counts in a register, and the form that it writes, give the same figures."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.dossier_fields import FORM_CODES
from cchc.intake.apply import apply
from cchc.intake.changes import changes
from cchc.intake.form.proposed import proposed as by_form
from cchc.intake.form.reading import read_form
from cchc.intake.proposal import Proposal
from cchc.review import load_review
from cchc.tally.form import write_form
from cchc.tally.propose import proposed as by_tally
from cchc.tally.result import Tally
from invented import UNIT, agreeing
from stating_fields import forms

BARE = agreeing().without(*FORM_CODES)
LEVELS = ("district", "commune")


def known_after(proposal: Proposal, folder: Path) -> tuple[dict, dict]:
    """What the review knows once a unit without dossiers takes a proposal in: its counts of the
    form by code and level, those of its fields by field, code and level."""
    data = BARE.write(folder)
    apply(changes(proposal, data))
    review = load_review(UNIT, 2021, 2022, data)
    own = {
        (key.code, key.level): known.quantity.value
        for key, known in review.ledger.items()
        if key.code in FORM_CODES and key.period == "2022"
    }
    fields = {
        (name, key.code, key.level): known.quantity.value
        for name, ledger in review.fields.items()
        for key, known in ledger.items()
    }
    assert not review.is_blocked
    return own, fields


TALLIES = (
    st.lists(forms(years=1), min_size=1, max_size=2),
    st.booleans(),
    st.sampled_from(["xlsx", "csv"]),
)


@settings(max_examples=2)
@given(*TALLIES)
def test_importing_the_form_and_tallying_the_register_give_the_same_figures(made, by_channel, kind):
    both_ways_give_the_same(made, by_channel, kind)


@pytest.mark.slow
@settings(max_examples=25)
@given(*TALLIES)
def test_both_ways_give_the_same_figures_of_many_registers(made, by_channel, kind):
    both_ways_give_the_same(made, by_channel, kind)


def both_ways_give_the_same(made, by_channel, kind):
    counted = {
        (level, name): {
            code: count
            for code, count in counts.items()
            if by_channel or code not in ("received_online", "received_direct")
        }
        for level, each in zip(LEVELS, made, strict=False)
        for (name, _), counts in each.items()
    }
    tally = Tally(date(2022, 1, 1), date(2022, 12, 31), (("so.csv", 1),), counted, {})
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"bieu.{kind}"
        write_form(path, tally, "2022", "huyện Minh Họa 01")
        form = read_form(path)
        assert form.notes == ()
        one = known_after(by_form(form, UNIT, "2022", "so"), Path(folder) / "form")
        other = known_after(by_tally(tally, UNIT, "2022", "so"), Path(folder) / "tally")
    assert one == other
