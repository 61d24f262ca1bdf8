"""What casework decides without a database."""
