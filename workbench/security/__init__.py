"""Accounts, passwords, sessions and the Origin check."""
