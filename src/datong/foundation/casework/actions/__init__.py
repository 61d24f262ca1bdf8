"""Every write of casework: permission, lock, change, record, tell."""
