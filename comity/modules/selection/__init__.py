"""Which investments fit: scoring models, assessments, scenarios by exact optimisation."""
