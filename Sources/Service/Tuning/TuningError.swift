/// Why a head was not fitted, read or changed.
public enum TuningError: Error, Sendable, Hashable {
  /// There is not enough of what is needed, one sentence a condition.
  case tooFew(sentences: [String])
  /// The optimum was not reached; `gradient` is what was left of it.
  case notConverged(gradient: Double)
  /// Vectors of different lengths, or none at all.
  case dimension(expected: Int, actual: Int)
  /// A number that is none, or an infinity.
  case notFinite(example: String)
  /// A name of a head that cannot be one.
  case name(String)
  /// There is no such head, or no such version of it.
  case unknown(name: String, version: Int?)
  /// The file says something else than what was signed, or cannot be read as a head.
  case tampered(file: String, problem: String)
  /// The folder cannot be read or written.
  case folder(path: String, problem: String)
  /// It is in force and cannot be removed.
  case inForce(name: String, version: Int)
  /// Another head in force speaks of the same condition.
  case conditionTaken(condition: String, by: String)
  /// It was fitted for another encoder or pack.
  case unfit(name: String, version: Int, reason: String)
  /// Nothing is in force under this name.
  case notInForce(name: String)
  /// A table of labels or cases cannot be used.
  case table(file: String, problem: String)
}

extension TuningError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFew(let sentences): "too few to learn from: \(sentences.joined(separator: "; "))"
    case .notConverged(let gradient): "the fit did not come to its optimum (gradient left: \(gradient))"
    case .dimension(let expected, let actual): "a vector of \(actual) numbers among vectors of \(expected)"
    case .notFinite(let example): "\(example): its vector holds an infinity or a value that is no number"
    case .name(let text): "'\(text)' is no name for a head: 1 to 40 of a-z, 0-9 and inner hyphens"
    case .unknown(let name, let version): "there is no head '\(name)'" + (version.map { " of version \($0)" } ?? "")
    case .tampered(let file, let problem):
      "\(file) is refused: \(problem). It is not what was signed; fit the head again, or put back the file from a backup"
    case .folder(let path, let problem): "\(path): \(problem)"
    case .inForce(let name, let version): "head '\(name)' version \(version) is in force: roll it back first"
    case .conditionTaken(let condition, let by):
      "\(condition) is spoken for by head '\(by)', which is in force: roll that back first"
    case .unfit(let name, let version, let reason): "head '\(name)' version \(version) does not fit: \(reason)"
    case .notInForce(let name): "no version of head '\(name)' is in force"
    case .table(let file, let problem): "\(file): \(problem)"
    }
  }
}
