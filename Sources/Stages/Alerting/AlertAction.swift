/// What the road must do about one alert, before anything is shown.
public enum AlertAction: Sendable, Hashable {
  case raised(AlertRaise)
  case ended(AlertEnd)
}
