"""Editions of the policy and its clauses."""
