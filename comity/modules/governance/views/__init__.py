"""The pages of governance that are not registers."""
