/// How people sign in, and for how long.
public struct SignInSetting: Sendable, Hashable {
  /// After so long without a person's doing anything, a session ends; `nil` = never for that reason. Sessions that a token opened do
  /// not end for it: a screen on the wall has nobody at it.
  public var idle: Duration? = .seconds(900)
  /// After so long a session ends, whatever is done in it.
  public var longest: Duration = .seconds(12 * 3_600)
  /// Another service that says who somebody is; `nil` = there is none.
  public var provider: ProviderSetting?

  /// What a server does that is told nothing.
  public init() {}
}
