import CGStreamer

extension MediaInput {
  /// Takes an `appsrc` that is part of a pipeline as the way in for sound, without a bound: a clip is given in whole.
  ///
  /// - Parameters:
  ///   - appsrc: in the format `time`.
  ///   - sampleRate: samples a second of one channel of 16-bit samples, little-endian.
  public init(sound appsrc: MediaElement, sampleRate: Int) {
    precondition(appsrc.factory == "appsrc", "not an appsrc")
    self.init(appsrc)
    setCaps(Self.soundCaps(sampleRate: sampleRate))
  }

  /// What sound is called in caps.
  ///
  /// - Parameter sampleRate: samples a second.
  /// - Returns: caps in text form: one channel of 16-bit samples.
  public static func soundCaps(sampleRate: Int) -> String {
    "audio/x-raw,format=(string)S16LE,rate=(int)\(sampleRate),channels=(int)1,layout=(string)interleaved"
  }

  /// Nothing follows (`gst_app_src_end_of_stream`).
  public func finish() { unsafe gst_app_src_end_of_stream(source) }
}
