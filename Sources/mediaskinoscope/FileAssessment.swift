import Vocabulary

/// An assessment with the file it belongs to, in one object.
struct FileAssessment: Encodable {
  let file: String
  let record: AssessmentRecord

  private enum CodingKeys: String, CodingKey { case file }

  func encode(to encoder: any Encoder) throws {
    try record.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
  }
}
