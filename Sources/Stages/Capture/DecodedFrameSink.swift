public import GStreamer
public import Vocabulary

/// Turns decoded samples into pooled pictures: where pulled sources and WebRTC sessions leave GStreamer.
///
/// One copy for each plane, no conversion: the pipeline in front must deliver I420. Size and colours are read from every sample,
/// since both may change in mid-stream.
/// - Threading: events come on the streaming thread, one at a time and in order; the receiver must not block.
public final class DecodedFrameSink: Sendable {
  /// What the pipeline must deliver here.
  public static let caps = "video/x-raw,format=I420"

  /// Ages that a picture may have on its way. A sender whose clock is set otherwise than ours, or counts from its own start as some do,
  /// gives others: then nothing is known.
  private static let longestWay = Duration.seconds(10)
  /// Our own clock is read to the millisecond.
  private static let resolution = Duration.milliseconds(2)

  static func plausible(_ age: Duration) -> Duration? {
    age >= .zero - resolution && age <= longestWay ? max(age, .zero) : nil
  }

  private let pool: PixelPool
  private let time: any TimeSource
  private let onEvent: @Sendable (SourceEvent) -> Void

  /// - Parameters:
  ///   - pool: where the memory of pictures comes from and goes back to.
  ///   - time: says when a sample arrived.
  ///   - onEvent: receives `.picture` and `.damaged`.
  public init(pool: PixelPool, time: any TimeSource, onEvent: @escaping @Sendable (SourceEvent) -> Void) {
    self.pool = pool
    self.time = time
    self.onEvent = onEvent
  }

  /// Reads everything that reaches `sink`; to be called before the pipeline starts.
  public func read(_ sink: MediaSink) {
    sink.onSample { [self] sample in take(sample) }
  }

  /// Delivers one sample.
  public func take(_ sample: consuming MediaSample) {
    let capturedAt = time.now()
    guard !sample.isCorrupted, let pixels = copy(sample) else { return onEvent(.damaged) }
    let senderAge = sample.senderUnixTime.map { Duration.milliseconds(capturedAt.wallMilliseconds) - $0 }
    onEvent(.picture(pixels, capturedAt: capturedAt, senderAge: senderAge.flatMap(Self.plausible)))
  }

  private func copy(_ sample: borrowing MediaSample) -> PixelBuffer? { Self.copy(sample, pool) }

  /// The picture of a sample in memory of `pool`; `nil` if it is damaged, no I420, or of a size that is not taken.
  static func copy(_ sample: borrowing MediaSample, _ pool: PixelPool) -> PixelBuffer? {
    guard let layout = sample.layout, layout.isI420, PictureLimits.allow(width: layout.width, height: layout.height)
    else { return nil }
    let format = PixelFormat.i420(YCbCrEncoding(layout))
    var bytes = pool.take(byteCount: PixelBuffer.byteCount(width: layout.width, height: layout.height, format: format))
    guard sample.copyI420(into: &bytes) else { return nil }
    return PixelBuffer(width: layout.width, height: layout.height, format: format, bytes: bytes, returningTo: pool)
  }
}
