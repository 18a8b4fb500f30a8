"""What templates of the house say in words: moments, states, roles, findings."""
