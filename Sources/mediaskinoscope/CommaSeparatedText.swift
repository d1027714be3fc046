/// Comma-separated text as RFC 4180 describes it.
enum CommaSeparatedText {
  /// The records, quoted fields unquoted; empty lines are left out.
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var characters = text.makeIterator()
    var pending = characters.next()
    func ends(_ character: Character) -> Bool { character == "\n" || character == "\r\n" || character == "\r" }
    while let character = pending {
      pending = characters.next()
      if isQuoted {
        if character != "\"" {
          field.append(character)
        } else if pending == "\"" {
          field.append("\"")
          pending = characters.next()
        } else {
          isQuoted = false
        }
      } else if character == "\"", field.isEmpty {
        isQuoted = true
      } else if character == "," || ends(character) {
        row.append(field)
        field = ""
        if ends(character) {
          if row != [""] { rows.append(row) }
          row = []
        }
      } else {
        field.append(character)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
