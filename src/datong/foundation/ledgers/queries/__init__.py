"""Every read of the house: reports of imports, registers, what is in view."""
