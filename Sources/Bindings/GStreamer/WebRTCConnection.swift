import CGStreamer
import Dispatch
import Foundation
import GLib
import Synchronization

/// One peer connection: a `webrtcbin` in a pipeline, and the things around it that have to be right for it to work.
///
/// - Threading: safe from any thread. ``answer(to:candidates:editing:)`` and ``sayGoodbye()`` block: call them neither on the
///   cooperative pool nor on a streaming thread.
@safe public final class WebRTCConnection: Sendable {
  static let patience = Duration.seconds(5)
  private static let gatheringPatience = Duration.seconds(3)

  /// The `webrtcbin`: link tracks to send to its `sink_%u`, wait for `pad-added` for those received.
  public let element: MediaElement
  private let gathered = DispatchSemaphore(value: 0)
  private let encryptors = Mutex<[MediaElement]>([])

  /// Makes the element and adds it to `pipeline`, which must not run yet.
  ///
  /// - Parameters:
  ///   - settings: used for this connection's whole life.
  ///   - pipeline: where the element is added.
  ///   - onPacket: called for each packet from the peer, on a streaming thread.
  ///   - onState: called when the state of the connection changes, on one of webrtcbin's threads.
  public init(
    settings: WebRTCSettings, in pipeline: MediaPipeline, onPacket: @escaping @Sendable () -> Void,
    onState: @escaping @Sendable (WebRTCState) -> Void
  ) throws(WebRTCFailure) {
    do { element = try MediaElement("webrtcbin") } catch { throw .media(error) }
    element.set("bundle-policy", "max-bundle")
    element.set(
      "latency",
      String(
        Int(settings.jitterBuffer.components.seconds) * 1000
          + Int(settings.jitterBuffer.components.attoseconds / 1_000_000_000_000_000)))
    pipeline.onElementAdded { [weak self] added in
      self?.prepare(added, settings: settings, onPacket: onPacket, onGoodbye: { onState(.closed) })
    }
    pipeline.add(element)
    configureICE(settings)
    if let server = settings.stunServer { element.set("stun-server", server) }
    for relay in settings.relays { _ = unsafe skino_webrtc_add_relay(element.pointer, relay) }
    let gathered = gathered
    Self.observe(element, "ice-gathering-state") { state in
      if UInt32(bitPattern: state) == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE.rawValue { gathered.signal() }
    }
    Self.observe(element, "connection-state") { onState(WebRTCState($0)) }
    askForRetransmissions()
  }

  public var state: WebRTCState { unsafe WebRTCState(skino_get_enumeration(element.pointer, "connection-state")) }

  /// Answers an offer; the pipeline must run. Blocks for as long as gathering takes, at most some seconds.
  ///
  /// - Parameters:
  ///   - offer: the peer's session description, as SDP.
  ///   - candidates: values of the peer's `a=candidate` lines.
  ///   - edit: changes the answer before it is set.
  /// - Returns: the local description with its candidates.
  public func answer(
    to offer: String, candidates: [String], editing edit: (String) -> String
  ) throws(WebRTCFailure) -> String {
    try set("set-remote-description", offer, type: GST_WEBRTC_SDP_TYPE_OFFER)
    let promise = WebRTCPromise()
    try unsafe promise.wait(for: "create-answer", atMost: Self.patience) {
      unsafe skino_webrtc_create_answer(element.pointer, $0)
    }
    guard let raw = promise.description("answer") else { throw .refused(step: "create-answer") }
    try set("set-local-description", edit(raw), type: GST_WEBRTC_SDP_TYPE_ANSWER)
    for candidate in candidates { add(candidate: candidate) }
    return try localDescription()
  }

  /// The local description, once the candidates are gathered.
  func localDescription() throws(WebRTCFailure) -> String {
    // Gathering that takes longer than this waits for an interface that will not answer: what is there is enough.
    _ = gathered.wait(timeout: .now() + Self.gatheringPatience.dispatchInterval)
    guard let description = unsafe skino_webrtc_local_description(element.pointer) else {
      throw .refused(step: "local-description")
    }
    defer { unsafe gst_webrtc_session_description_free(description) }
    guard let text = unsafe descriptionText(description) else { throw .refused(step: "local-description") }
    return text
  }

  /// Adds one of the peer's candidates: the value of an `a=candidate` line.
  public func add(candidate: String) {
    unsafe skino_webrtc_add_candidate(element.pointer, 0, "candidate:" + candidate)
  }

  /// Tells the peer that it is over (a DTLS close_notify): taking the pipeline down sends nothing.
  ///
  /// Does nothing where there is no one to tell: a connection that never stood, or that the peer closed.
  public func sayGoodbye() {
    guard state == .connected || state == .disconnected else { return }
    for encryptor in encryptors.withLock({ $0 }) { encryptor.pad("sink")?.sendEndOfStream() }
    // The alert leaves on the encryptor's own thread.
    Thread.sleep(forTimeInterval: 0.1)
  }

  func set(_ step: String, _ text: String, type: GstWebRTCSDPType) throws(WebRTCFailure) {
    var message: UnsafeMutablePointer<GstSDPMessage>?
    guard unsafe gst_sdp_message_new_from_text(text, &message) == GST_SDP_OK else { throw .refused(step: step) }
    // The description takes the message over.
    guard let description = unsafe gst_webrtc_session_description_new(type, message) else { throw .refused(step: step) }
    defer { unsafe gst_webrtc_session_description_free(description) }
    let promise = WebRTCPromise()
    try unsafe promise.wait(for: step, atMost: Self.patience) {
      unsafe skino_webrtc_set_description(element.pointer, step, description, $0)
    }
  }

  /// Catches the inner elements as they come, before they start.
  private func prepare(
    _ added: MediaElement, settings: WebRTCSettings, onPacket: @escaping @Sendable () -> Void,
    onGoodbye: @escaping @Sendable () -> Void
  ) {
    switch added.factory {
    case "dtlssrtpdec": if let certificate = settings.certificate { added.set("pem", certificate) }
    // What the sender's clock said when a picture was taken, once its RTCP reports tell.
    case "rtpjitterbuffer": SenderClock.follow(added)
    case "dtlsenc": encryptors.withLock { $0.append(added) }
    case "dtlsdec":
      // webrtcbin 1.22 goes on saying "connected" when the peer has closed; only the decryptor knows.
      Self.observe(added, "connection-state") { if $0 == Self.decryptorClosed { onGoodbye() } }
    case "nicesrc": added.pad("src")?.watchBuffers { _ in onPacket() }
    default: break
    }
  }

  /// `GST_DTLS_CONNECTION_STATE_CLOSED`, of an enumeration that has no public header.
  private static let decryptorClosed: Int32 = 1

  /// UPnP and TCP cost up to a second of gathering and bring nothing where the server's own address can be reached.
  private func configureICE(_ settings: WebRTCSettings) {
    guard let ice = unsafe skino_webrtc_ice(element.pointer) else { return }
    defer { unsafe g_object_unref(ice) }
    if let agent = unsafe skino_ice_agent(ice) {
      unsafe skino_set_flag(agent, "upnp", 0)
      unsafe skino_set_flag(agent, "ice-tcp", 0)
      unsafe g_object_unref(agent)
    }
    for address in settings.localAddresses { _ = unsafe skino_ice_add_local_address(ice, address) }
  }

  private static func observe(_ element: MediaElement, _ property: String, _ handler: @escaping @Sendable (Int32) -> Void) {
    typealias Callback = @convention(c) (UnsafeMutablePointer<GObject>?, OpaquePointer?, gpointer?) -> Void
    let callback: Callback = { object, specification, data in
      guard let object = unsafe object, let data = unsafe data, let name = unsafe g_param_spec_get_name(.init(specification))
      else { return }
      let value = unsafe skino_get_enumeration(object, name)
      unsafe Unmanaged<StateHandler>.fromOpaque(data).takeUnretainedValue().call(value)
    }
    unsafe Signal.connect(
      element.pointer, "notify::" + property, unsafeBitCast(callback, to: GCallback.self), retaining: StateHandler(handler))
  }

  /// Turns NACK on for each transceiver, so that lost packets are asked for again.
  private func askForRetransmissions() {
    typealias Callback = @convention(c) (UnsafeMutablePointer<GstElement>?, gpointer?, gpointer?) -> Void
    let callback: Callback = { _, transceiver, _ in
      if let transceiver = unsafe transceiver { unsafe skino_set_flag(transceiver, "do-nack", 1) }
    }
    unsafe g_signal_connect_data(
      element.pointer, "on-new-transceiver", unsafeBitCast(callback, to: GCallback.self), nil, nil, GConnectFlags(rawValue: 0))
  }
}

private final class StateHandler: Sendable {
  let call: @Sendable (Int32) -> Void
  init(_ call: @escaping @Sendable (Int32) -> Void) { self.call = call }
}
