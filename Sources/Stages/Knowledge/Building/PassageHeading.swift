import Vocabulary

/// What is indexed with a passage besides its text: a statement alone rarely names what it is about.
enum PassageHeading {
  /// Title, and the headings or the section that the passage stands under.
  static func text(_ passage: PassageDraft, title: String) -> String {
    if let about = passage.about { return "\(title), look-alike: \(about)" }
    if let section = passage.section { return "\(title), \(section.rawValue.replacing("-", with: " "))" }
    let isPlace = ["page ", "line ", "beginning"].contains { passage.locator.hasPrefix($0) }
    return isPlace ? title : "\(title), \(passage.locator)"
  }

  /// What is turned into the passage's vector.
  static func embedded(_ passage: PassageDraft, title: String) -> String { "\(text(passage, title: title)). \(passage.text)" }
}
