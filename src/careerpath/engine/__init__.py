"""What follows: pure functions; date and random generator are arguments."""
