/// Whether a sentence says no more than what it cites, and if it does, which rule says so.
public enum SupportVerdict: Sendable, Hashable {
  case supported
  case unsupported(SupportFault)

  /// Whether the sentence may stand.
  public var isSupported: Bool { self == .supported }
}

/// What a sentence says that its passage does not.
public enum SupportFault: String, Sendable, Hashable, CaseIterable {
  /// A code of an ontology.
  case code
  /// A number.
  case number
  /// Another condition than the passage speaks of.
  case condition
  /// The condition for which signs speak is another one, or the two have changed places.
  case role
  /// A body site, colour, tissue, procedure, sign or age of another kind.
  case kind
  /// The other side of an opposite: larger for smaller, sharp for blurred.
  case opposite
  /// Something is denied that the passage says, or said that it denies.
  case negation
  /// It must, where the passage says may; or the other way about.
  case modality
  /// Too many words that have no counterpart.
  case content
  /// Its meaning as a whole lies too far away.
  case meaning
  /// It holds an instruction, a link or something else that no sentence of an explanation has.
  case form
}
