"""Own pages of the portfolio; those of its registers come from their declaration."""
