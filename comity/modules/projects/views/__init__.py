"""The own pages of delivery."""
