"""House rules, sweeps over every register, and a few journeys; `fixtures`, `making`, `browser` serve them."""
