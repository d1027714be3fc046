import Capture
import Vocabulary

/// Gives each WHIP publisher its stream.
struct PublicationDesk: PublicationReceiver {
  let registry: StreamRegistry

  func begin(_ source: PublishedSource) async throws(MediaRefusal) -> @Sendable (SourceEvent) -> Void {
    do {
      let runtime = try await registry.openPushed(source.stream, kind: .whip, publisher: source.publisher, tap: source.tap)
      return { runtime.receive($0) }
    } catch StreamRegistryError.full {
      throw .overloaded(retryAfterSeconds: 30)
    } catch {
      throw .streamBusy(source.stream)
    }
  }
}
