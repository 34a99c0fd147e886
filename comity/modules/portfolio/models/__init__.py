"""What is true of initiatives and their business cases."""

from .cases import Case, CaseForm
from .content import BenefitValue, CaseBenefit, CaseCheck, CaseOption, CaseRisk, CostLine, StaffLine
from .figures import CaseAppraisal
from .foreign import Mapping
from .initiatives import Aim, Initiative, InitiativeLink

__all__ = [
    "Aim", "BenefitValue", "Case", "CaseAppraisal", "CaseBenefit", "CaseCheck", "CaseForm", "CaseOption",
    "CaseRisk", "CostLine", "Initiative", "InitiativeLink", "Mapping", "StaffLine",
]  # fmt: skip
