"""Every constant the rules use, by name, as one typed record; `data/weights.yaml` holds values, units and sources."""

from __future__ import annotations

from collections.abc import Mapping

from careerpath.record import Record


class Weights(Record):
    """A field for each id of `weights.yaml`; `check` names any that is missing there."""

    essential_factor: float
    credit_narrower: float
    credit_broader: float
    credit_related: float
    credit_cap: float
    short_practice_years: float
    long_practice_years: float
    due_soon_months: float
    assumed_years: float
    fade_years: float
    kin_months: float
    twin_months: float
    practice_elsewhere: float
    practice_far: float
    practice_grace: float
    next_line: float
    ready_line: float
    step_down_pay: float
    step_down_seniority: float
    hours_to_level_1: float
    hours_to_level_2: float
    hours_to_level_3: float
    hours_to_level_4: float
    hours_to_level_5: float
    shared_effort: float
    default_hours_per_week: float
    months_spread: float
    redraws: float
    noise_claimed: float
    noise_practised: float
    noise_certified: float
    tie: float
    shelf_life_fee: float
    shelf_life_pay: float
    shelf_life_outlook: float
    shelf_life_status: float
    shelf_life_rules: float
    reach_scale: float
    reach_least: float
    time_scale: float
    gate_required_cost: float
    gate_usual_cost: float
    gate_preferred_cost: float
    gate_practice_months: float
    step_up_cost: float
    step_down_cost: float
    pay_fall_scale: float
    order_readiness: float
    order_reach: float
    order_gates: float
    order_time: float
    order_step: float
    order_pay: float
    order_outlook: float
    order_interest: float
    order_conditions: float
    order_fall: float
    weight_noise: float
    candidates: float
    first_step_floor: float
    job_search_weeks: float
    door_months: float
    stage_months_least: float
    line_step_least: float
    line_practice_least: float
    plan_slack: float
    plan_retake_share: float
    plan_retake_hours: float
    plan_retake_wait: float
    plan_unknown_fee: float
    plan_largest_jump: float
    plan_study_level: float
    plan_horizon_years: float
    plan_doors: float
    plan_doors_weeks: float
    quiz_sure: float
    quiz_fewest: float
    quiz_most: float
    quiz_too_few: float
    quiz_alike: float
    quiz_screens: float
    quiz_people: float
    quiz_second_third: float
    quiz_second_most: float
    quiz_second_all: float
    quiz_blank_high: float
    quiz_blank_middle: float
    quiz_blank_low: float
    quiz_blank_middle_chance: float
    quiz_blank_fall: float
    quiz_spread: float
    quiz_credit_spread: float
    quiz_stray: float
    quiz_information: float
    quiz_near_roles: float
    quiz_near_margin: float
    related_skills: float
    related_knowledge: float
    related_technology: float
    related_titles: float
    related_names: float
    related_text: float
    related_interests: float
    related_levels: float
    related_step_up: float
    related_step_down: float
    related_jobs: float
    related_full: float

    @classmethod
    def named(cls, values: Mapping[str, float]) -> Weights:
        """The record of values by their id. One that is missing raises AttributeError where it is asked for."""
        return cls.of({key.replace("-", "_"): value for key, value in values.items()})


REQUIRED_WEIGHTS = frozenset(name.replace("_", "-") for name in Weights.FIELDS)
