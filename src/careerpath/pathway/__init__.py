"""The way from a person to a goal: routes, stages, steps on dates, what they cost, why there is none."""
