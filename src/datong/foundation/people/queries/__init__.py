"""Every read of the register of people and of the ties between them."""
