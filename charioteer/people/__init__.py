"""Trusts, schools, centres, adults, their roles, and how they sign in."""
