import Foundation

/// Whether a text is one plain sentence, as explanations have them, and nothing that speaks to its reader.
public enum SentenceForm {
  /// - Parameter text: a candidate.
  /// - Returns: `false` for what is empty or over 600 bytes, ends in no full stop, holds markup, a link, an address or control
  ///   characters, or reads as an instruction.
  public static func isSentence(_ text: String) -> Bool {
    guard (8...600).contains(text.utf8.count), text.hasSuffix("."), text.first?.isLetter == true || text.first?.isNumber == true
    else {
      return false
    }
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      !CharacterSet.controlCharacters.contains(scalar) && !CharacterSet(charactersIn: "<>{}[]|\\`#*=@").contains(scalar)
        && !(0x200B...0x200F).contains(scalar.value) && !(0x202A...0x202E).contains(scalar.value)
        && !(0x2060...0x206F).contains(scalar.value) && !(0xE0000...0xE007F).contains(scalar.value)
    }
    return isPlain && !InstructionGuard.isInstruction(text)
  }
}
