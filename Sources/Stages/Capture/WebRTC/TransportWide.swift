/// The header extension that congestion control counts by. webrtcbin 1.22 answers its feedback but drops the extension itself, and
/// a browser then stays at its starting bit rate.
enum TransportWide {
  static let address = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

  static func attribute(_ number: Int) -> String { "extmap:\(number) \(address)" }
}
