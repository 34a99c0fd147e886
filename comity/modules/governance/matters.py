"""The matters that other modules name on their steps: words that mandates speak of.

A matter is what is decided about, whatever the record: `case.decision` is the final decision on a business case.
Their names, and the act that takes each (decide, endorse, review), are rows that an organisation may change.
"""

STRATEGY = "strategy"
ENVELOPE = "envelope"
CASE_REVIEW = "case.review"
CASE_ENDORSEMENT = "case.endorsement"
CASE_TABLING = "case.tabling"
CASE_DECISION = "case.decision"
PORTFOLIO_INCLUSION = "portfolio.inclusion"
PORTFOLIO_REBALANCING = "portfolio.rebalancing"
INITIATIVE_MERGE = "initiative.merge"
PROJECT_CHANGE = "project.change"
PROJECT_REBASELINE = "project.rebaseline"
PROJECT_TERMINATION = "project.termination"
PROJECT_CLOSURE = "project.closure"
NORM_PROMULGATION = "norm.promulgation"
NORM_EXCEPTION = "norm.exception"
DISCOUNT_POLICY = "discount.policy"
SCORING_WEIGHTS = "scoring.weights"
BUDGET = "budget"
CONSTITUTION = "constitution"

MATTERS = (
    STRATEGY, CONSTITUTION, ENVELOPE, BUDGET, CASE_REVIEW, CASE_ENDORSEMENT, CASE_TABLING, CASE_DECISION,
    PORTFOLIO_INCLUSION, PORTFOLIO_REBALANCING, INITIATIVE_MERGE, PROJECT_CHANGE, PROJECT_REBASELINE,
    PROJECT_TERMINATION, PROJECT_CLOSURE, NORM_PROMULGATION, NORM_EXCEPTION, DISCOUNT_POLICY, SCORING_WEIGHTS,
)  # fmt: skip
