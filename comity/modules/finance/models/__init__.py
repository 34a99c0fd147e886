"""Funds, envelopes and the ledger behind them; expenses as other books report them."""

from .envelopes import Change, Envelope, EnvelopeProposal
from .expenses import Expense, ExpenseMapping, Financing
from .funds import Earmark, Fund, Period, Source
from .ledger import Holding, Kind, Movement

__all__ = [
    "Change", "Earmark", "Envelope", "EnvelopeProposal", "Expense", "ExpenseMapping", "Financing", "Fund", "Holding",
    "Kind", "Movement", "Period", "Source",
]  # fmt: skip
