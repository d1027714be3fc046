/// How people take part in a call.
public enum CallKind: String, Sendable, Hashable, CaseIterable {
  /// The service rings the number on duty.
  case phone
  /// Somebody joins from a browser.
  case web
}
