/// Framing's answer to one frame.
public enum FramingDecision: Sendable {
  /// Worth encoding.
  case usable(View)
  /// Refused, and why; the reasons are never empty and come worst first.
  case refused([GateReason])
}
