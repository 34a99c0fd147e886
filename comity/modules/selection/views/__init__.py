"""Own pages of selection; those of its registers come from their declaration."""
