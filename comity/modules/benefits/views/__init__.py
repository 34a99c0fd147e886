"""The pages of benefits that are not registers."""
