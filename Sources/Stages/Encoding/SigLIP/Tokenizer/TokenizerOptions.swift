import Foundation

/// What `tokenizer_config.json` says beside the vocabulary; all of it may be left out, the file too.
struct TokenizerOptions {
  static let fileName = "tokenizer_config.json"

  let lowersCase: Bool?
  let addsBeginning: Bool?
  let addsEnd: Bool?
  let padding: String?

  private struct File: Decodable {
    /// A token, written as a text or as an object.
    struct Token: Decodable {
      let content: String

      private struct Written: Decodable {
        let content: String
      }

      init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
          content = text
        } else {
          content = try Written(from: decoder).content
        }
      }
    }
    let do_lower_case: Bool?
    let add_bos_token: Bool?
    let add_eos_token: Bool?
    let pad_token: Token?
  }

  init(directory: URL) throws(EncodingError) {
    let url = directory.appending(path: Self.fileName)
    let file = FileManager.default.fileExists(atPath: url.path) ? try JSONFile.decode(File.self, at: url) : nil
    lowersCase = file?.do_lower_case
    addsBeginning = file?.add_bos_token
    addsEnd = file?.add_eos_token
    padding = file?.pad_token?.content
  }
}
