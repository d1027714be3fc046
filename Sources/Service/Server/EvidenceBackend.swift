/// What is known of how well the encoder does.
///
/// - Threading: called from any task; no call blocks a thread.
public protocol EvidenceBackend: Sendable {
  /// The reports beside the encoder's weights, as they are now.
  func record() async -> EvidenceRecord
  /// A picture that a report names as a mistake, from the folder that the configuration allows to be shown.
  ///
  /// - Parameter hash: SHA-256 of the file, 64 hexadecimal digits.
  /// - Returns: the file's bytes; `nil` if no report names it, or no file of the folder is it.
  func picture(_ hash: String) async -> [UInt8]?
}
