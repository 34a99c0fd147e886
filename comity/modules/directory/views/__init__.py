"""The pages of the directory that are no registers: chart, map, personnel, rights."""
