"""What leaves the house as a file: tables of registers, templates, whole ledgers, refused rows (导出)."""
