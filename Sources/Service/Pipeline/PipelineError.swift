/// What can go wrong while the parts are put together or asked.
public enum PipelineError: Error, Sendable, Hashable {
  /// No model of that name or folder; `known` are the names there are.
  case unknownModel(String, known: [String])
  case unknownPack(String, known: [String])
  /// A model's or pack's file could not be used: what is wrong, and where.
  case unusable(what: String, reason: String)
  /// The encoder took longer than anyone would wait.
  case tooSlow
}

extension PipelineError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownModel(let name, let known):
      "there is no model '\(name)'; there are \(known.joined(separator: ", ")), or name a Hugging Face SigLIP directory"
    case .unknownPack(let name, let known):
      "there is no pack '\(name)'; there are \(known.joined(separator: ", ")), or name a pack's file"
    case .unusable(let what, let reason): "\(what) cannot be used: \(reason)"
    case .tooSlow: "the encoder took longer than a minute over one picture"
    }
  }
}
