"""Every read of this house worth a name."""
