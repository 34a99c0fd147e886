"""Doors to other systems; nothing imports them."""
