"""From need to decision: initiatives, business cases, review, endorsement."""
