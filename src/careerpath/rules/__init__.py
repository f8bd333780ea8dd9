"""The rules: what a person has, what a role asks, how the two compare. Each rule stands here once."""
