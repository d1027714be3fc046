import Foundation
import Vocabulary

extension DayMoment {
  /// A moment in this machine's time zone.
  init(local moment: Moment) {
    let date = Date(timeIntervalSince1970: Double(moment.wallMilliseconds) / 1000)
    let parts = Calendar.current.dateComponents([.hour, .minute], from: date)
    self.init(moment, minute: (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
  }
}
