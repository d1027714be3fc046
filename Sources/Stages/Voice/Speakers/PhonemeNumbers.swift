import Foundation

/// A sentence as the numbers that a Piper voice takes.
///
/// Begin, pad, then each phoneme and a pad, then end; marks count as phonemes, and a space follows those inside a sentence.
/// - Source: `phoneme_ids.py` and `phonemize_espeak.py` of piper-tts 1.x, as facts; checked by `Tools/golden/voice.py`.
struct PhonemeNumbers {
  let identifiers: [Unicode.Scalar: [Int64]]

  /// - Parameters:
  ///   - sentence: its clauses.
  ///   - pronounce: gives the phonemes of a clause's words.
  /// - Returns: numbers; phonemes that the voice does not know are left out.
  func numbers(of sentence: [SpeechText.Clause], pronounce: (String) -> String) -> [Int64] {
    var phonemes = ""
    for clause in sentence {
      phonemes += Self.withoutLanguageSwitches(pronounce(clause.words))
      guard let mark = clause.mark else { continue }
      phonemes.append(mark)
      if [",", ":", ";"].contains(mark) { phonemes.append(" ") }
    }
    let (begin, pad, end) = (numbers(of: "^"), numbers(of: "_"), numbers(of: "$"))
    return phonemes.decomposedStringWithCanonicalMapping.unicodeScalars.reduce(into: begin + pad) { found, scalar in
      let known = numbers(of: scalar)
      if !known.isEmpty { found += known + pad }
    } + end
  }

  private func numbers(of scalar: Unicode.Scalar) -> [Int64] { identifiers[scalar] ?? [] }

  /// espeak-ng writes `(fr)` where it pronounces a word by another language.
  private static func withoutLanguageSwitches(_ phonemes: String) -> String {
    var (kept, depth) = ("", 0)
    for character in phonemes {
      if character == "(" {
        depth += 1
      } else if character == ")" {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        kept.append(character)
      }
    }
    return kept
  }
}
