"""Money that can be promised once: funds, envelopes, reservations, commitments, expenses."""
