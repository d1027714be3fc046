internal import Foundation
internal import Soup
public import Vocabulary

/// Both sides of a remote encoder, asked once what they are.
public struct RemoteModel: Sendable {
  public let image: RemoteEncoder
  public let text: CachedTextEmbedder<RemoteTextEmbedder>
  private let client: RemoteClient
  private let settings: RemoteSettings
  private let identity: RemoteIdentity

  /// Asks the remote what it is.
  ///
  /// - Throws: ``EncodingError/remote(_:)`` if it does not answer in time or is no encoder.
  public static func connect(_ settings: RemoteSettings, time: any TimeSource = SystemTime()) async throws(EncodingError)
    -> RemoteModel
  {
    let client = try await RemoteClient(settings: settings, time: time)
    let identity = try await RemoteIdentity.ask(client, settings, within: settings.startPatience)
    return RemoteModel(client, settings, identity, time)
  }

  private init(_ client: RemoteClient, _ settings: RemoteSettings, _ identity: RemoteIdentity, _ time: any TimeSource) {
    self.client = client
    self.settings = settings
    self.identity = identity
    let dialect = identity.dialect
    image = RemoteEncoder(
      description: identity.description,
      batcher: RemoteBatcher(client: client, dialect: dialect, settings: settings, time: time), form: dialect.form,
      rule: settings.preprocessing, tokens: identity.tokens)
    // Remembered for this process only: a server may be given other weights under the same name.
    text = CachedTextEmbedder(
      RemoteTextEmbedder(
        fingerprint: identity.textFingerprint, dimension: identity.description.dimension, client: client, dialect: dialect,
        // Nobody waits for a text while video runs.
        patience: settings.startPatience, batchLimit: settings.batchLimit), folder: nil)
  }

  /// How it fares.
  public var report: RemoteReport { get async { await client.report } }

  /// Asks whether it is ready and still what it was; a failure counts towards the circuit breaker.
  ///
  /// - Returns: `nil` if all is well.
  public func check() async -> RemoteFault? {
    do throws(EncodingError) {
      let now = try await RemoteIdentity.ask(client, settings, within: settings.patience)
      guard now.description.fingerprint == identity.description.fingerprint else { return .changed }
      return nil
    } catch {
      guard case .remote(let fault) = error else { return .changed }
      await client.noteUnhealthy(fault)
      return fault
    }
  }
}
