"""The pages of appraisal that are not registers."""
