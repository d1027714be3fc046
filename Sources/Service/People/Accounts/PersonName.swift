/// What a person's or a group's name may be.
public enum PersonName {
  /// For complaints.
  public static let allowed = "1 to 64 of a-z, 0-9 and . _ - @, beginning with a letter or digit"

  /// The name as it is kept: without blanks around it and in lower case, so that nobody is two people.
  ///
  /// - Parameter text: as it was given.
  /// - Returns: `nil` for what is no ``allowed`` name.
  public static func normalised(_ text: String) -> String? {
    let name = text.lowercased().drop { $0 == " " }
    let bare = String(name.reversed().drop { $0 == " " }.reversed())
    let isPlain = bare.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || [45, 46, 64, 95].contains($0)
    }
    guard isPlain, (1...64).contains(bare.utf8.count), let first = bare.first, first.isLetter || first.isNumber else {
      return nil
    }
    return bare
  }
}
