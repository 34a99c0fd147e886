"""Delivery: phases, time-boxes, milestones, baselines, status, earned value, health."""
