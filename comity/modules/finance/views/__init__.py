"""The pages of finance that are no registers."""
