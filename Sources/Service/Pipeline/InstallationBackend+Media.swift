import Capture
import Server
import Vocabulary

extension InstallationBackend {
  func iceServers(for principal: Principal) -> [IceServer] { ice.servers(for: principal.name) }

  func publish(_ stream: StreamIdentifier, offer: String, by principal: Principal) async throws(BackendError) -> MediaAnswer {
    do throws(MediaRefusal) {
      let answer = MediaAnswer(try await media.publish(stream, offer: offer, by: principal.name))
      // No picture comes before the publisher has this answer.
      await registry.note(principal.claims, of: stream)
      return answer
    } catch { throw BackendError(error) }
  }

  func watch(_ stream: StreamIdentifier, offer: String, by principal: Principal) async throws(BackendError) -> MediaAnswer {
    guard await registry.runtime(stream) != nil else { throw .unknownStream(stream) }
    guard let tap = await registry.tap(stream) else { throw BackendError(MediaRefusal.notWatchable(stream)) }
    do throws(MediaRefusal) {
      return MediaAnswer(try await media.watch(stream, through: tap, offer: offer))
    } catch { throw BackendError(error) }
  }

  func patch(
    _ stream: StreamIdentifier, mediaSession: String, fragment: String, ifMatch: String?
  ) async throws(BackendError) -> MediaPatchAnswer {
    do throws(MediaRefusal) {
      switch try await media.patch(stream, session: mediaSession, fragment: fragment, ifMatch: ifMatch) {
      case .accepted: return .accepted
      case .restarted(let fragment, let entityTag): return .restarted(fragment: fragment, entityTag: entityTag)
      }
    } catch { throw BackendError(error) }
  }

  func close(_ stream: StreamIdentifier, mediaSession: String) async throws(BackendError) {
    do throws(MediaRefusal) { try await media.close(stream, session: mediaSession) } catch { throw BackendError(error) }
  }

  func hasMediaSession(_ stream: StreamIdentifier, mediaSession: String) async -> Bool {
    await media.hasSession(stream, session: mediaSession)
  }

  func openFrames(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> any FrameReceiver {
    do {
      let runtime = try await registry.openPushed(stream, kind: .frames, publisher: principal.name, tap: nil)
      await registry.note(principal.claims, of: stream)
      return PushedFrames(source: FramesSource(time: time) { runtime.receive($0) }, mailbox: runtime.mailbox)
    } catch { throw BackendError(registry: error) }
  }
}

extension MediaAnswer {
  init(_ answer: SessionAnswer) {
    self.init(mediaSession: answer.session, entityTag: answer.entityTag, answer: answer.answer)
  }
}
