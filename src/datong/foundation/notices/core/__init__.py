"""Decided without a database: what counts as delivered, what an SMS may say, how a message leaves the house."""
