/// Times as records write them. Integer arithmetic only: a formatter that goes through floating point loses a millisecond.
///
/// - Source: RFC 3339 section 5.6; calendar arithmetic after H. Hinnant, "chrono-compatible low-level date algorithms", 2021.
public enum RFC3339 {
  private static let millisecondsADay: Int64 = 86_400_000

  /// UTC with three decimals: `2026-11-24T13:17:12.345Z`.
  public static func text(wallMilliseconds: Int64) -> String {
    let days = floorDivide(wallMilliseconds, millisecondsADay)
    let rest = wallMilliseconds - days * millisecondsADay
    let (year, month, day) = civil(days: days)
    return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2) + "T" + pad(rest / 3_600_000, 2) + ":"
      + pad(rest / 60_000 % 60, 2) + ":" + pad(rest / 1000 % 60, 2) + "." + pad(rest % 1000, 3) + "Z"
  }

  /// Milliseconds since 1970 of a UTC time with zero to nine decimals; `nil` if `text` is not one.
  public static func wallMilliseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"),
      zip([4, 7, 10, 13, 16], "--T::".utf8).allSatisfy({ bytes[$0] == $1 })
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      bytes[range].reduce(Int64?(0)) { sum, digit in
        guard let sum, (48...57).contains(digit) else { return nil }
        return sum * 10 + Int64(digit - 48)
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day), hour < 24,
      minute < 60, second <= 60, let fraction = milliseconds(of: bytes[19..<(bytes.count - 1)])
    else { return nil }
    return days(year: year, month: month, day: day) * millisecondsADay + ((hour * 60 + minute) * 60 + second) * 1000 + fraction
  }

  private static func milliseconds(of decimals: ArraySlice<UInt8>) -> Int64? {
    guard let point = decimals.first else { return 0 }
    let digits = decimals.dropFirst()
    guard point == UInt8(ascii: "."), (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    let three = Array(digits.prefix(3)) + [UInt8](repeating: 48, count: max(0, 3 - digits.count))
    return three.reduce(0) { $0 * 10 + Int64($1 - 48) }
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
