"""The ids of `weights.yaml` that the engine asks for; `check` names any that is missing."""

REQUIRED_WEIGHTS = frozenset(
    """
    essential-factor credit-narrower credit-broader credit-related credit-cap short-practice-years ready-line
    step-down-pay step-down-seniority hours-to-level-1 hours-to-level-2 hours-to-level-3 hours-to-level-4
    hours-to-level-5 shared-effort default-hours-per-week months-spread redraws noise-claimed noise-practised
    noise-certified tie shelf-life-fee shelf-life-pay shelf-life-outlook shelf-life-status
    """.split()
)
