/// Lower case by Unicode's full mapping, with the one rule that looks at neighbours.
enum CaseFolding {
  /// - Source: Unicode Standard, section 3.13, Final_Sigma: a Σ that ends a word becomes ς.
  static func lowercased(_ text: String) -> String {
    guard text.unicodeScalars.contains("\u{3A3}") else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\u{3A3}" {
        let follows = isCased(scalars[..<index].reversed())
        let leads = isCased(scalars[(index + 1)...])
        result.append(follows && !leads ? "\u{3C2}" : "\u{3C3}")
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(result)
  }

  private static func isCased(_ neighbours: some Sequence<Unicode.Scalar>) -> Bool {
    neighbours.first { !$0.properties.isCaseIgnorable }?.properties.isCased ?? false
  }
}
