"""Every write of the house: receive workbooks, keep versions, correct refused rows, undo the last import."""
