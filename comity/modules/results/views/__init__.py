"""The pages of results that are not registers."""
