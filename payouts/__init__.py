"""The officer's money: computation, proposal, decision, payment list."""
