"""The ids of `weights.yaml` that the engine asks for; `check` names any that is missing."""

REQUIRED_WEIGHTS = frozenset(
    """
    essential-factor credit-narrower credit-broader credit-related credit-cap short-practice-years assumed-years practice-elsewhere practice-grace next-line ready-line
    step-down-pay step-down-seniority hours-to-level-1 hours-to-level-2 hours-to-level-3 hours-to-level-4
    hours-to-level-5 shared-effort default-hours-per-week months-spread redraws noise-claimed noise-practised
    noise-certified tie shelf-life-fee shelf-life-pay shelf-life-outlook shelf-life-status
    reach-scale time-scale gate-licence-cost gate-waivable-cost gate-practice-months step-up-cost step-down-cost
    pay-fall-scale order-readiness order-reach order-gates order-time order-step order-pay order-outlook order-interest
    order-conditions weight-noise candidates first-step-floor
    """.split()
)
