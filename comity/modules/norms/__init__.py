"""Policies and standards, and the exceptions from them.

A *norm* is a policy, standard, guideline or procedure; its *versions* are drafted, consulted and
promulgated (A/62/793 para 29(d)), and one of them is in force. An *exception* allows somebody not to
follow a norm until a date: it is requested, assessed, and granted or refused by who holds the
decision right; it expires by the clock and is renewed only by a new assessment (para 23).

This is the sample module: copy its shape.
"""
