"""Every write to a meeting: permission, lock, change, record; the sentence of the minutes is kept with the act."""
