import Foundation

/// What happens in the server that no screen shows: one line an event, on standard error.
///
/// - Note: facts only; no picture, text of a user, token or address comes in here.
enum ServerLog {
  /// Somebody must act.
  ///
  /// - Parameters:
  ///   - stage: which part of the server.
  ///   - fact: what happened, and what to do.
  static func error(_ stage: String, _ fact: String) {
    FileHandle.standardError.write(Data("mediaskinoscope: error \(stage): \(fact)\n".utf8))
  }
}
