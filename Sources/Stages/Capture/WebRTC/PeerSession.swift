import GStreamer
import Vocabulary

/// One WHIP or WHEP session: owns its pipeline from the offer to the goodbye.
///
/// - Threading: an actor on a queue of its own, since building, negotiating and stopping a pipeline block.
actor PeerSession {
  nonisolated let id = RandomIdentifier.hexadecimal128()
  nonisolated let stream: StreamIdentifier
  nonisolated let isPublisher: Bool
  nonisolated let pulse: PulseKeeper

  private let executor = QueueExecutor(name: "capture.session")
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private var peer: (any PeerPipeline)?
  private var offer: AcceptedOffer?
  private var entityTag = RandomIdentifier.hexadecimal128()
  /// The peer's at present: a restart changes them.
  private var remote: IceCredentials?
  private var localCandidates: [String] = []
  private var feeding: Task<Void, Never>?
  private var speech = SpeechTurn()
  private var isClosed = false

  init(stream: StreamIdentifier, isPublisher: Bool, pulse: PulseKeeper) {
    self.stream = stream
    self.isPublisher = isPublisher
    self.pulse = pulse
  }

  /// Builds the pipeline and answers.
  /// - Parameter fingerprint: of the certificate that the pipeline uses.
  func open(
    _ offer: AcceptedOffer, fingerprint: String, building build: @Sendable () throws(SessionFailure) -> any PeerPipeline
  ) throws(MediaRefusal) -> SessionAnswer {
    let writer = AnswerWriter(offer: offer, fingerprint: fingerprint)
    do {
      let peer = try build()
      self.peer = peer
      self.offer = offer
      let local = try peer.connection.answer(
        to: offer.canonicalText, candidates: offer.candidates.map(\.value), editing: writer.agreed)
      remote = offer.credentials
      localCandidates = AnswerWriter.candidates(of: local)
      return SessionAnswer(session: id, entityTag: entityTag, answer: writer.final(local))
    } catch {
      stop()
      throw .media(error as? SessionFailure ?? SessionFailure(error))
    }
  }

  /// Takes the peer's later candidates, or restarts the connection.
  func patch(_ text: String, ifMatch: String?) throws(MediaRefusal) -> SessionPatchAnswer {
    guard let peer, let offer, !isClosed else { throw .unknownSession }
    guard let header = ifMatch else { throw .preconditionRequired }
    let condition = EntityTagCondition(header)
    guard condition.matches(entityTag) else { throw .stale(current: entityTag) }
    let fragment: TrickleFragment
    do { fragment = try TrickleFragment(text, mids: offer.mids) } catch { throw .fragment(error) }
    if condition == .any { return try restart(fragment, peer, offer) }
    if let named = fragment.credentials, named != remote { throw .fragment(.foreignCredentials) }
    for candidate in fragment.candidates { peer.connection.add(candidate: candidate.value) }
    return .accepted
  }

  private func restart(
    _ fragment: TrickleFragment, _ peer: any PeerPipeline, _ offer: AcceptedOffer
  ) throws(MediaRefusal) -> SessionPatchAnswer {
    guard let credentials = fragment.credentials, credentials != remote else { throw .fragment(.nothingToRestart) }
    let theirs = WebRTCConnection.Credentials(fragment: credentials.fragment, password: credentials.password)
    guard let ours = peer.connection.restart(remote: theirs) else { throw .restartFailed }
    remote = credentials
    entityTag = RandomIdentifier.hexadecimal128()
    for candidate in fragment.candidates { peer.connection.add(candidate: candidate.value) }
    let answer = TrickleFragment.text(
      for: offer, fragment: ours.fragment, password: ours.password, candidates: localCandidates)
    return .restarted(fragment: answer, entityTag: entityTag)
  }

  /// Sends on what comes from `tap` until it ends or carries another codec; then the viewer has nothing more to see.
  func feed(from tap: EncodedTap, codec: EncodedFormat.Codec) {
    guard let sender = peer as? SendingPipeline, feeding == nil, !isClosed else { return }
    feeding = Task { [pulse] in
      for await unit in tap.subscribe() {
        guard unit.format.codec == codec else { break }
        sender.push(unit)
      }
      if !Task.isCancelled { pulse.peerLeft() }
    }
  }

  /// Speaks to the publisher; what was said before is cut off. A task that was cancelled meanwhile says nothing.
  /// - Returns: whether the peer hears.
  func say(_ pcm: [UInt8], sampleRate: Int) -> Bool {
    guard let back = (peer as? ReceivingPipeline)?.back, !isClosed else { return false }
    speech.begin { await back.say(pcm, sampleRate: sampleRate) }
    return true
  }

  func hush() { speech.hush() }

  /// Says goodbye to the peer and takes the pipeline down; later calls do nothing.
  func close() {
    guard !isClosed else { return }
    peer?.connection.sayGoodbye()
    stop()
  }

  private func stop() {
    isClosed = true
    feeding?.cancel()
    speech.hush()
    feeding = nil
    peer?.pipeline.stop()
    peer = nil
  }
}
