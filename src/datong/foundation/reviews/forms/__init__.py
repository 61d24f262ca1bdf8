"""What people send: sources, lists, columns, runs; decisions, deliveries, answers."""
