/// What is known of the released MedSigLIP and can be tested without its weights.
///
/// - Source: ids by Hugging Face `SiglipTokenizer` over MedSigLIP's own `spiece.model`.
enum MedSigLIPFacts {
  static let dimension = 1152

  private static let ids: [(text: String, ids: [Int64])] = [
    ("a photo of an arm with a rash", [262, 266, 1304, 267, 299, 3421, 275, 262, 266, 17761, 1]),
    ("Melanoma, dermoscopy image!", [28145, 262, 16077, 23240, 1015, 1]),
    ("a photo of psoriasis vulgaris on the elbow", [262, 266, 1304, 267, 29746, 30968, 447, 277, 260, 13550, 1]),
  ]

  /// Whether a tokenizer gives MedSigLIP's ids.
  static func agree(_ tokenizer: SigLIPTokenizer) -> Bool {
    ids.allSatisfy { row in (try? tokenizer.unpadded(row.text)) == row.ids }
  }
}
