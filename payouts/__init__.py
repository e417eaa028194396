"""The officer's money: computation, hearing, decision, letters, payment, changes; and the board of both."""
