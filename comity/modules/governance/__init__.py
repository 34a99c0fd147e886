"""Who decides what: bodies, seats, mandates, matters, accountability."""
