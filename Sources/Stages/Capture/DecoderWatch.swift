public import GStreamer
import Synchronization

/// Looks at the video decoder of a pipeline from outside: feeds viewers with what goes in, and counts what does not come out.
///
/// The tap costs no element and no thread: it reads the buffers as they pass, and copies them only while someone watches.
/// - Threading: works on the streaming thread; callbacks come there too and must not block.
public final class DecoderWatch: Sendable {
  private struct Content {
    var ledger = UnitLedger()
    var caps: String?
    var format: EncodedFormat?
    var shift: Duration = .zero
    var latest: Duration = .zero
    var interval: Duration = .milliseconds(33)
  }

  private let tap: EncodedTap
  private let onDamaged: @Sendable () -> Void
  private let content = Mutex(Content())

  /// - Parameters:
  ///   - tap: where viewers take the units.
  ///   - onDamaged: called once for each picture that the decoder lost.
  public init(tap: EncodedTap, onDamaged: @escaping @Sendable () -> Void) {
    self.tap = tap
    self.onDamaged = onDamaged
  }

  /// Whether `element` decodes video, or the pictures of a motion JPEG stream.
  public static func watches(_ element: MediaElement) -> Bool {
    let classification = element.classification
    return classification.contains("Decoder") && (classification.contains("Video") || classification.contains("Image"))
  }

  /// Begins with a decoder, before it gets its first buffer; a later one takes its place.
  public func attach(to decoder: MediaElement) {
    guard let input = decoder.pad("sink"), let output = decoder.pad("src") else { return }
    // One thread: libav's frame threads would each hold a picture back.
    if decoder.hasProperty("max-threads") { decoder.set("max-threads", "1") }
    // A picture that refers to a lost one is no picture; the account notices that it is missing.
    if decoder.hasProperty("discard-corrupted-frames") { decoder.set("discard-corrupted-frames", "true") }
    // The tap holds the pad until the next decoder, or its own end.
    tap.onKeyFrameRequest {
      // Off the caller's thread's locks: an event upstream may meet a blocked streaming thread.
      BlockingWork.begin { input.requestKeyFrame() }
    }
    input.watchBuffers { [self] buffer in enter(buffer) }
    output.watchBuffers { [self] buffer in leave(buffer) }
  }

  /// The source plays on from another place, its running time beginning anew: times go on, the decoder's account does not.
  public func rewound() {
    content.withLock { content in
      content.ledger.reset()
      content.shift = content.latest + content.interval
    }
    tap.interrupt()
  }

  private func enter(_ buffer: borrowing MediaBuffer) {
    let format = currentFormat(buffer)
    if let presentation = buffer.presentation, Self.isVisible(buffer, format?.codec) {
      content.withLock { $0.ledger.enter(presentation, isKey: buffer.isKey) }
    }
    guard let format, let running = buffer.runningTime else { return }
    let presentation = content.withLock { content in
      let moved = running + content.shift
      if moved > content.latest { content.interval = min(moved - content.latest, .seconds(1)) }
      content.latest = max(content.latest, moved)
      return moved
    }
    guard tap.hasViewers else { return }
    tap.publish(EncodedUnit(format: format, bytes: buffer.bytes(), presentation: presentation, isKey: buffer.isKey))
  }

  private func leave(_ buffer: borrowing MediaBuffer) {
    guard let presentation = buffer.presentation else { return }
    let lost = content.withLock { $0.ledger.leave(presentation) }
    for _ in 0..<lost { onDamaged() }
  }

  /// Reads the caps of every buffer: parameter sets and size may change.
  private func currentFormat(_ buffer: borrowing MediaBuffer) -> EncodedFormat? {
    let caps = buffer.caps
    let (format, hasChanged) = content.withLock { content in
      guard caps != content.caps else { return (content.format, false) }
      content.caps = caps
      content.format = caps.flatMap(EncodedFormat.init(caps:))
      return (content.format, true)
    }
    if hasChanged { tap.announce(format) }
    return format
  }

  /// VP8 has pictures that are only referred to and never shown (RFC 6386 section 9.1: `show_frame` is bit 4 of the first byte).
  private static func isVisible(_ buffer: borrowing MediaBuffer, _ codec: EncodedFormat.Codec?) -> Bool {
    guard codec == .vp8, let first = buffer.firstByte else { return true }
    return first & 0x10 != 0
  }
}
