"""Every write to the register of people and to the ties between them."""
