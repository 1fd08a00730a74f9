"""The start of a new year: last year's cards, risks and objectives are carried over, and each is told from last year's."""

from qms_desktop.services.new_year.carrying import CARRIED, Carry, carry_over, to_carry, years
from qms_desktop.services.new_year.marks import MARKS, Mark, marks

__all__ = ["CARRIED", "MARKS", "Carry", "Mark", "carry_over", "marks", "to_carry", "years"]
