extension SpeechClip {
  private static let headerByteCount = 44

  /// The clip as a WAV file.
  ///
  /// - Source: Microsoft "Multiple channel audio data and WAVE files", format 1 (PCM).
  public var wave: [UInt8] {
    let dataCount = UInt32(samples.count * 2)
    var bytes: [UInt8] = Array("RIFF".utf8) + Self.little(36 + dataCount) + Array("WAVEfmt ".utf8)
    bytes += Self.little(UInt32(16)) + Self.little(UInt16(1)) + Self.little(UInt16(1))
    bytes +=
      Self.little(UInt32(sampleRate)) + Self.little(UInt32(sampleRate * 2)) + Self.little(UInt16(2)) + Self.little(UInt16(16))
    return bytes + Array("data".utf8) + Self.little(dataCount) + pcm
  }

  /// The samples alone, little-endian.
  public var pcm: [UInt8] { samples.flatMap { Self.little(UInt16(bitPattern: $0)) } }

  /// Reads what ``wave`` writes, and nothing else.
  ///
  /// - Parameter wave: a file's bytes.
  /// - Returns: `nil` for a file of another form or a broken one.
  public init?(wave: [UInt8]) {
    guard wave.count >= Self.headerByteCount, wave.starts(with: Array("RIFF".utf8)),
      Array(wave[8..<16]) == Array("WAVEfmt ".utf8), Self.number(wave[20..<22]) == 1, Self.number(wave[22..<24]) == 1,
      Self.number(wave[34..<36]) == 16, Array(wave[36..<40]) == Array("data".utf8)
    else { return nil }
    let (rate, count) = (Self.number(wave[24..<28]), Self.number(wave[40..<44]))
    guard rate > 0, count % 2 == 0, wave.count == Self.headerByteCount + count else { return nil }
    self.init(pcm: wave[Self.headerByteCount...], sampleRate: rate)
  }

  /// - Parameters:
  ///   - pcm: little-endian samples.
  ///   - sampleRate: samples a second.
  public init(pcm: ArraySlice<UInt8>, sampleRate: Int) {
    var samples: [Int16] = []
    samples.reserveCapacity(pcm.count / 2)
    var index = pcm.startIndex
    while index + 1 < pcm.endIndex {
      samples.append(Int16(bitPattern: UInt16(pcm[index]) | UInt16(pcm[index + 1]) << 8))
      index += 2
    }
    self.init(samples: samples, sampleRate: sampleRate)
  }

  private static func little(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }
}
