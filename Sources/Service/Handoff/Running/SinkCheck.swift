public import Configuration
public import Vocabulary

/// Whether a sink could be used, without sending anything.
public struct SinkCheck: Sendable, Hashable {
  /// Scheme, host and port.
  public let address: String
  public let isSigned: Bool

  /// Reads the sink's files and resolves its host.
  ///
  /// - Parameters:
  ///   - sink: the sink.
  ///   - allow: where sinks may be.
  ///   - lookup: what names mean.
  /// - Returns: what was found.
  /// - Throws: ``HandoffError`` or ``HandoffFault``.
  public static func examine(
    _ sink: SinkSetting, allow: SourceAllowance, lookup: HostLookup = .system
  ) async throws -> SinkCheck {
    let (address, secrets) = (try SinkAddress(sink), try SinkSecrets(sink))
    _ = try await DestinationGuard(networks: allow.networks, lookup: lookup).addresses(of: address.host)
    return SinkCheck(address: address.description, isSigned: secrets.signing != nil)
  }
}
