/// What a plain scalar means under the core schema: `yes`, `no`, `on` and `off` are text, a leading zero makes no octal.
///
/// - Source: YAML 1.2.2, section 10.3.2.
enum YAMLScalarValue: Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text

  init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    default: self = Self.integer(text) ?? Self.number(text) ?? .text
    }
  }

  private static func integer(_ text: String) -> YAMLScalarValue? {
    if text.hasPrefix("0o") { return Int(digits: text.dropFirst(2), radix: 8).map(YAMLScalarValue.integer) }
    if text.hasPrefix("0x") { return Int(digits: text.dropFirst(2), radix: 16).map(YAMLScalarValue.integer) }
    // More digits than an Int holds fall through to number, which says so by its range.
    return Int(text).map(YAMLScalarValue.integer)
  }

  private static func number(_ text: String) -> YAMLScalarValue? {
    let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    if [".nan", ".NaN", ".NAN"].contains(text) { return .number(.nan) }
    if [".inf", ".Inf", ".INF"].contains(unsigned) { return .number(text.hasPrefix("-") ? -.infinity : .infinity) }
    guard hasNumberForm(unsigned.utf8) else { return nil }
    // Swift wants digits on both sides of the point, the core schema does not.
    let point = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = point[0].isEmpty ? "0" : String(point[0])
    let rest = point.count == 1 ? "" : (point[1].first?.isNumber == true ? ".\(point[1])" : ".0\(point[1])")
    return Double(whole + rest).map { .number(text.hasPrefix("-") ? -$0 : $0) }
  }

  /// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
  private static func hasNumberForm(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    func digits() -> Int {
      let run = rest.prefix { (48...57).contains($0) }
      rest = rest.dropFirst(run.count)
      return run.count
    }
    let whole = digits()
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = digits()
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return digits() > 0 && rest.isEmpty
  }
}

extension Int {
  /// Unsigned digits only: `Int(_:radix:)` would take a sign after the prefix too.
  fileprivate init?(digits text: Substring, radix: Int) {
    guard text.first?.isHexDigit == true, let value = Int(text, radix: radix) else { return nil }
    self = value
  }
}
