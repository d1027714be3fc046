"""The alert machine again, on values that were kept: what other thresholds would have done with the same clips.

It follows Sources/Stages/Alerting/AlertMachine.swift; `choose.py` checks it on every clip against the alerts that the program raised.
"""

from dataclasses import dataclass

LONGEST_GAP = 2.0


@dataclass(frozen=True)
class Setting:
    enter: float
    exit: float
    k: int
    n: int
    dwell: float
    cooldown: float


def alerts(samples, setting):
    """Times at which alerts are raised. `samples`: (second, value, or None where the frame was refused), in order of time."""
    window, phase, held, gone, previous, cooled, raised = [], "idle", None, None, None, None, []
    for at, value in samples:
        if value is None:
            previous = None
            continue
        credit = at - previous if previous is not None and 0 < at - previous <= LONGEST_GAP else 0.0
        previous = at
        window = (window + [value])[-setting.n:]
        if phase == "cooling" and at - cooled >= setting.cooldown - 1e-9:
            phase = "idle"
        present = sum(one >= setting.enter for one in window) >= setting.k
        absent = not present and sum(one < setting.exit for one in window) >= setting.k
        if phase in ("idle", "arming"):
            held = (held + credit if phase == "arming" else 0.0) if present else None
            phase = "arming" if present else "idle"
            if present and held >= setting.dwell - 1e-9:
                phase, gone = "active", None
                raised.append(at)
        elif phase == "active":
            gone = (0.0 if gone is None else gone + credit) if absent else None
            if absent and gone >= setting.dwell - 1e-9:
                phase, cooled = "cooling", at
    return raised
