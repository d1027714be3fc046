import GLib
import GStreamer
import Synchronization

/// One connection to a pulled source, from its address to the decoded pictures.
final class PulledPipeline: Sendable {
  private let pipeline: MediaPipeline
  /// Keeps the host's name meaning what was checked.
  private let pin: NamePin?

  /// Builds it; nothing moves before ``start()``.
  ///
  /// - Parameters:
  ///   - pin: of the address's host.
  ///   - end: where the pictures leave it, an `appsink`.
  ///   - onSignal: called on streaming threads.
  init(
    _ address: SourceAddress, pin: NamePin?, end: MediaElement, watch: DecoderWatch,
    onSignal: @escaping @Sendable (SourceProgress.Signal) -> Void
  ) throws(MediaFailure) {
    self.pin = pin
    pipeline = try MediaPipeline()
    let reader = try MediaElement("uridecodebin3")
    reader.set("uri", address.uri)
    reader.selectVideoOnly()
    reader.onSourceSetup { source in
      Self.configure(source, for: address)
      // Another reader might ask a name server itself, past the pin.
      guard address.host != nil, !Self.networkReaders.contains(source.factory) else { return }
      source.lockState()
      onSignal(.problem(.reader))
    }
    try attachPictures(to: reader, end)
    pipeline.onElementAdded { element in
      if element.factory == "rtpjitterbuffer" { SenderClock.follow(element) }
      if DecoderWatch.watches(element) { watch.attach(to: element) }
      guard Self.opensOtherAddresses(element) else { return }
      element.lockState()
      onSignal(.problem(.playlist))
    }
    pipeline.onMessage { message in
      switch message {
      case .endOfStream: onSignal(.endOfStream)
      case .failed(let failure): onSignal(.problem(SourceProblem(failure)))
      case .warned: break
      }
    }
  }

  /// Blocks; see ``MediaPipeline``.
  func start() throws(MediaFailure) { try pipeline.start() }
  func rewind() throws(MediaFailure) { try pipeline.rewind() }
  func stop() { pipeline.stop() }

  private func attachPictures(to reader: MediaElement, _ end: MediaElement) throws(MediaFailure) {
    let convert = try MediaElement("videoconvert")
    // Phones write which way is up beside the picture. It costs nothing where there is nothing to turn.
    let turn = try MediaElement("videoflip")
    turn.set("video-direction", "auto")
    for element in [reader, convert, turn, end] { pipeline.add(element) }
    try convert.link(to: turn)
    try turn.link(to: end)
    guard let entry = convert.pad("sink") else { throw .notLinked(from: "videoconvert", to: "sink") }
    reader.onPadAdded { [weak pipeline] pad in
      if pad.name.hasPrefix("video"), !entry.isLinked, pad.link(to: entry) { return }
      // A pad that leads nowhere stops a live source as soon as it pushes.
      if let pipeline { Self.discard(pad, in: pipeline) }
    }
  }

  private static func discard(_ pad: MediaPad, in pipeline: MediaPipeline) {
    guard let drain = try? MediaElement("fakesink") else { return }
    drain.set("sync", "false")
    drain.set("async", "false")
    pipeline.add(drain)
    drain.followParent()
    if let entry = drain.pad("sink") { pad.link(to: entry) }
  }

  /// Whether it reads a list of addresses and opens them, past every check.
  private static func opensOtherAddresses(_ element: MediaElement) -> Bool {
    element.classification.contains("Adaptive") || element.factory == "sdpdemux"
  }

  /// Those that resolve names by GLib, which a ``NamePin`` stands in front of.
  private static let networkReaders: Set<String> = ["rtspsrc", "rtmp2src", "souphttpsrc"]

  private static func configure(_ source: MediaElement, for address: SourceAddress) {
    for (property, value) in [
      // The jitter buffer's 2 s by default would be the age of every picture.
      ("latency", "100"), ("drop-on-latency", "true"),
      ("automatic-redirect", "false"), ("timeout", source.factory == "souphttpsrc" ? "10" : nil),
    ] {
      if let value, source.hasProperty(property) { source.set(property, value) }
    }
    guard source.factory == "rtspsrc" else { return }
    source.guardRequests { location in
      guard let parsed = try? SourceAddress(location, policy: address.policy) else { return false }
      return parsed.host == address.host
    }
  }
}
