/// Character references of HTML.
///
/// - Source: HTML Living Standard, 13.2.5.72 onwards: numbers all, names the usual ones; an unknown name stays as it is written.
enum HTMLEntities {
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing(/&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,8});?/) { match in
      character(match.output.1) ?? String(match.output.0)
    }
  }

  private static func character(_ name: Substring) -> String? {
    guard name.hasPrefix("#") else { return names[String(name)] }
    let isHexadecimal = name.dropFirst().first == "x" || name.dropFirst().first == "X"
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), value >= 0x20, let scalar = UnicodeScalar(value) else {
      return " "
    }
    return String(scalar)
  }

  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—", "hellip": "…",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "bull": "•", "middot": "·", "times": "×", "deg": "°", "micro": "µ",
    "plusmn": "±", "le": "≤", "ge": "≥", "eacute": "é", "egrave": "è", "ouml": "ö", "uuml": "ü", "auml": "ä", "szlig": "ß",
    "ccedil": "ç", "ntilde": "ñ", "oslash": "ø", "aring": "å", "aelig": "æ", "copy": "©", "reg": "®", "trade": "™", "frac12": "½",
    "alpha": "α", "beta": "β", "gamma": "γ", "mu": "μ", "thinsp": " ", "ensp": " ", "emsp": " ", "shy": "", "zwj": "", "zwnj": "",
  ]
}
