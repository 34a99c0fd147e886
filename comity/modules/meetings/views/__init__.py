"""The pages of meetings that are not a register."""
