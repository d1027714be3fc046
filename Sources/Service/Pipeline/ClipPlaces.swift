import Vocabulary

/// Gives each picture of a clip its time from the first one, strictly rising, also where the file is vague.
struct ClipPlaces {
  /// Where nothing is known of a clip's rate: 30 pictures a second.
  static let usualInterval: Duration = .nanoseconds(33_333_333)

  private var first: Duration?
  private var latest: Duration?
  private var interval = usualInterval

  /// - Parameters:
  ///   - time: as the file says; `nil` where it does not.
  ///   - duration: how long the picture is shown, where the file says so.
  /// - Returns: its place, and how long it is shown if none follows.
  mutating func place(_ time: Duration?, _ duration: Duration?) -> (time: Duration, duration: Duration) {
    let origin = first ?? time ?? .zero
    first = origin
    let least = latest.map { $0 + .milliseconds(1) } ?? .zero
    let expected = latest.map { $0 + interval } ?? .zero
    let place = max(time.map { $0 - origin } ?? expected, least)
    if let latest { interval = min(place - latest, .seconds(1)) }
    latest = place
    let shown = duration.flatMap { $0 > .zero ? $0 : nil } ?? interval
    return (place, shown)
  }
}
