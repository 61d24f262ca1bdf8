"""Pages of ledgers: imports and refused rows; registers, persons and households."""
