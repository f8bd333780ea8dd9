"""The quiz: which question comes next, what an answer means, and when to stop. No terminal here."""
