import Cryptography
import GStreamer
public import Vocabulary

/// All WHIP and WHEP sessions of the server.
///
/// - Threading: an actor; what blocks runs on the sessions' own queues. ``run()`` must run for as long as sessions are wanted.
public actor MediaSessions {
  private let settings: MediaSettings
  private let receiver: any PublicationReceiver
  private let pool: PixelPool
  private let time: any TimeSource
  private let certificate: EphemeralCertificate
  private let iceServers: @Sendable () -> [IceServer]
  private let onSound: (@Sendable (StreamIdentifier, [Int16]) -> Void)?

  private var sessions: [String: PeerSession] = [:]
  private var sources: [StreamIdentifier: PublishedSource] = [:]
  private var underConstruction = 0
  private var isDraining = false
  /// Elements of GStreamer that calls need and that are not installed; known once ``run()`` has begun.
  public private(set) var missingElements: [String] = []

  /// - Parameters:
  ///   - settings: limits and patience.
  ///   - receiver: gives a publication its stream.
  ///   - pool: where the memory of pictures comes from.
  ///   - time: says when pictures arrived, and how long none did.
  ///   - iceServers: STUN and TURN servers with credentials for this server's own end, asked for each session.
  ///   - onSound: gets what publishers say, as 16,000 samples a second of one channel, on a streaming thread; without it their sound
  ///     is not decoded.
  /// - Throws: `CryptographyError` if no certificate can be made.
  public init(
    settings: MediaSettings = MediaSettings(), receiver: any PublicationReceiver, pool: PixelPool = PixelPool(),
    time: any TimeSource = SystemTime(), iceServers: @escaping @Sendable () -> [IceServer] = { [] },
    onSound: (@Sendable (StreamIdentifier, [Int16]) -> Void)? = nil
  ) throws {
    self.iceServers = iceServers
    self.onSound = onSound
    self.settings = settings
    self.receiver = receiver
    self.pool = pool
    self.time = time
    certificate = try EphemeralCertificate()
  }

  /// Watches over the sessions until cancelled, then ends them all.
  public func run() async {
    missingElements = await BlockingWork.run { WarmUp.run() }
    while (try? await Task.sleep(for: .milliseconds(500))) != nil {
      for session in sessions.values { await supervise(session) }
    }
    isDraining = true
    // Each goodbye takes a moment: all at once.
    await withTaskGroup { group in
      for session in sessions.values { group.addTask { await self.end(session, .closed) } }
    }
  }

  /// Opens a WHIP session; the same publisher's earlier one on that stream makes way.
  ///
  /// - Parameters:
  ///   - stream: the name to publish under.
  ///   - offer: as received; at most 64 KiB are read.
  ///   - publisher: the principal's name.
  public func publish(_ stream: StreamIdentifier, offer: String, by publisher: String) async throws(MediaRefusal) -> SessionAnswer
  {
    let accepted = try OfferPolicy(role: .publisher, talksBack: settings.talksBack).accept(offer)
    let known = sources[stream]
    if let known, known.publisher != publisher { throw .streamBusy(stream) }
    try admit(asPublisher: true, replacing: known != nil)
    underConstruction += 1
    defer { underConstruction -= 1 }
    let source = if let known { known } else { try await begin(stream, by: publisher) }
    return try await open(source, accepted)
  }

  /// Opens a WHEP session on what comes through `tap`: a ``PublishedSource``'s or a ``PulledSource``'s.
  public func watch(_ stream: StreamIdentifier, through tap: EncodedTap, offer: String) async throws(MediaRefusal)
    -> SessionAnswer
  {
    // Waiting for a stream to show itself takes no place from those who build.
    guard let format = await format(of: tap) else { throw .notWatchable(stream) }
    try admit(asPublisher: false, replacing: false)
    underConstruction += 1
    defer { underConstruction -= 1 }
    let codec: MediaCodec = format.codec == .vp8 ? .vp8 : .h264
    let accepted = try OfferPolicy(role: .viewer(codec)).accept(offer)
    return try await open(viewerOf: stream, tap, format.codec, accepted)
  }

  /// Takes trickled candidates, or restarts a connection.
  public func patch(
    _ stream: StreamIdentifier, session: String, fragment: String, ifMatch: String?
  ) async throws(MediaRefusal) -> SessionPatchAnswer {
    guard let found = sessions[session], found.stream == stream else { throw .unknownSession }
    return try await found.patch(fragment, ifMatch: ifMatch)
  }

  /// Ends a session: the peer is told, then its pipeline goes.
  public func close(_ stream: StreamIdentifier, session: String) async throws(MediaRefusal) {
    guard let found = sessions[session], found.stream == stream else { throw .unknownSession }
    await end(found, .closed)
  }

  /// Ends whatever is published under that name; does nothing if nothing is.
  public func endPublisher(of stream: StreamIdentifier) async {
    guard let id = sources[stream]?.session, let session = sessions[id] else { return }
    await end(session, .closed)
  }

  public func hasSession(_ stream: StreamIdentifier, session: String) -> Bool { sessions[session]?.stream == stream }

  /// The stream that someone publishes under that name.
  public func source(_ stream: StreamIdentifier) -> PublishedSource? { sources[stream] }

  /// How many there are now, for metrics.
  public var counts: (publishers: Int, viewers: Int, underConstruction: Int) {
    let publishers = sessions.values.count { $0.isPublisher }
    return (publishers, sessions.count - publishers, underConstruction)
  }

  /// Speaks over the publisher's own call, if it offered to receive sound; what was said before is cut off.
  ///
  /// A task that was cancelled on the way says nothing: ``hush(_:)`` may have come before and found nothing to cut off.
  ///
  /// - Parameters:
  ///   - pcm: one channel of 16-bit samples, little-endian.
  ///   - sampleRate: samples a second.
  ///   - stream: whose publisher hears it.
  /// - Returns: whether there is such a call.
  public func say(_ pcm: [UInt8], sampleRate: Int, to stream: StreamIdentifier) async -> Bool {
    guard let session = speaker(of: stream) else { return false }
    return await session.say(pcm, sampleRate: sampleRate)
  }

  /// Cuts off what is being said over a publisher's call.
  ///
  /// - Parameter stream: whose call.
  public func hush(_ stream: StreamIdentifier) async { await speaker(of: stream)?.hush() }

  private func speaker(of stream: StreamIdentifier) -> PeerSession? { sources[stream]?.session.flatMap { sessions[$0] } }

  // MARK: Opening

  /// Before anything is built: a flood must cost nothing.
  private func admit(asPublisher: Bool, replacing: Bool) throws(MediaRefusal) {
    let limit = asPublisher ? settings.publisherLimit + (replacing ? 1 : 0) : settings.viewerLimit
    let present = sessions.values.count { $0.isPublisher == asPublisher }
    guard !isDraining, underConstruction < settings.constructionLimit, present + underConstruction < limit else {
      throw .overloaded(retryAfterSeconds: settings.retryAfterSeconds)
    }
  }

  private func begin(_ stream: StreamIdentifier, by publisher: String) async throws(MediaRefusal) -> PublishedSource {
    let source = PublishedSource(stream: stream, publisher: publisher) { [weak self] in
      Task { await self?.endPublisher(of: stream) }
    }
    // Taken before the first wait, so that a second publisher finds it.
    sources[stream] = source
    do {
      source.begin(try await receiver.begin(source))
      return source
    } catch {
      sources[stream] = nil
      throw error
    }
  }

  private func open(_ source: PublishedSource, _ offer: AcceptedOffer) async throws(MediaRefusal) -> SessionAnswer {
    let pulse = PulseKeeper(limits: settings.limits, expectsPictures: true, time: time)
    let session = PeerSession(stream: source.stream, isPublisher: true, pulse: pulse)
    let onPicture: @Sendable (SourceEvent) -> Void = { [id = session.id] event in
      if pulse.picture() == .live { source.deliver(.state(.live, nil), from: id) }
      source.deliver(event, from: id)
    }
    let (sink, tap, webrtc) = (DecodedFrameSink(pool: pool, time: time, onEvent: onPicture), source.tap, webrtcSettings)
    sessions[session.id] = session
    let hear = onSound.map { onSound in { @Sendable [stream = source.stream] samples in onSound(stream, samples) } }
    let answer: SessionAnswer
    do {
      answer = try await session.open(offer, fingerprint: certificate.fingerprint) { () throws(SessionFailure) in
        let watch = DecoderWatch(tap: tap) { onPicture(.damaged) }
        return try ReceivingPipeline(
          settings: webrtc, sink: sink, watch: watch, back: offer.backTrack, onSound: hear
        ) { Self.note($0, pulse) }
      }
    } catch {
      sessions[session.id] = nil
      if source.session == nil { endSource(source, nil) }
      throw error
    }
    // Its earlier connection may have ended while this one was built: then the stream is over, and begins anew with the next try.
    guard sources[source.stream] === source else {
      retire(session)
      throw .overloaded(retryAfterSeconds: 1)
    }
    if let former = source.handOver(to: session.id).flatMap({ sessions[$0] }) { retire(former) }
    return answer
  }

  private func open(
    viewerOf stream: StreamIdentifier, _ tap: EncodedTap, _ codec: EncodedFormat.Codec, _ offer: AcceptedOffer
  ) async throws(MediaRefusal) -> SessionAnswer {
    guard let track = offer.video else { throw .refused(.noVideo) }
    let pulse = PulseKeeper(limits: settings.limits.forViewers, expectsPictures: false, time: time)
    let session = PeerSession(stream: stream, isPublisher: false, pulse: pulse)
    let webrtc = webrtcSettings
    sessions[session.id] = session
    do {
      return try await session.open(offer, fingerprint: certificate.fingerprint) { () throws(SessionFailure) in
        try SendingPipeline(settings: webrtc, track: track, requestKeyFrame: { tap.requestKeyFrame() }) { [weak session] event in
          Self.note(event, pulse)
          guard case .state(.connected) = event, let session else { return }
          Task { await session.feed(from: tap, codec: codec) }
        }
      }
    } catch {
      sessions[session.id] = nil
      throw error
    }
  }

  private static func note(_ event: PeerEvent, _ pulse: PulseKeeper) {
    switch event {
    case .packet: pulse.packet()
    case .state(.closed), .state(.failed), .failed: pulse.peerLeft()
    case .state: break
    }
  }

  /// What the tap carries; a stream that has only just begun gets a moment to show it.
  private func format(of tap: EncodedTap) async -> EncodedFormat? {
    for _ in 0..<40 {
      if let format = tap.format { return format }
      guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return nil }
    }
    return nil
  }

  /// With an explicit address libnice gathers on those only, so that all of them are named.
  private var webrtcSettings: WebRTCSettings {
    let addresses = NetworkInterfaces.addresses(includingLoopback: true).filter { !$0.hasPrefix("fe80:") }
    let servers = iceServers()
    return WebRTCSettings(
      localAddresses: settings.offersLoopback ? addresses : [], certificate: certificate.pem.withText { $0 },
      stunServer: servers.lazy.compactMap(\.stunAddress).first, relays: servers.compactMap(\.relayAddress))
  }

  // MARK: Ending

  private func supervise(_ session: PeerSession) async {
    let source = session.isPublisher ? sources[session.stream] : nil
    switch session.pulse.tick() {
    case .paused:
      source?.deliver(
        .state(.lost, UserMessage(code: "no-pictures", text: "The publisher is connected but sends no pictures.")),
        from: session.id)
    case .ended(let ending): await end(session, ending)
    case .live, nil: break
    }
  }

  private func end(_ session: PeerSession, _ ending: SessionPulse.Ending) async {
    guard sessions.removeValue(forKey: session.id) != nil else { return }
    if let source = sources[session.stream], source.session == session.id { endSource(source, ending.message) }
    await session.close()
  }

  private func endSource(_ source: PublishedSource, _ message: UserMessage?) {
    if sources[source.stream] === source { sources[source.stream] = nil }
    source.end(message)
  }

  /// A newer session of the same publisher has the stream now.
  private func retire(_ session: PeerSession) {
    sessions[session.id] = nil
    Task { await session.close() }
  }
}
