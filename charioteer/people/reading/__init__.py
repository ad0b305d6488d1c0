"""Reads lists of people as payroll and offices write them. Knows no database."""
