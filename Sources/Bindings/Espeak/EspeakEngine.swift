internal import CEspeak
internal import Synchronization

/// The speech library: says how a text is pronounced, and speaks it.
///
/// - Threading: safe from any thread; the library has one state, so that calls wait for each other and block.
/// - Ownership: one for the process, because the library's state is global; the next may be made when it is gone.
@safe
public final class EspeakEngine: Sendable {
  private static let isTaken = Mutex(false)
  // The library is called under this lock only.
  private let turn = Mutex(())
  /// Samples a second of what ``synthesise(_:)`` gives.
  public let sampleRate: Int

  /// Starts the library (`espeak_Initialize`, `espeak_SetVoiceByName`).
  ///
  /// - Parameter voice: one of the library's voices, as `en-us`.
  /// - Throws: ``EspeakError/inUse``, ``EspeakError/unavailable(code:)``, ``EspeakError/voice(_:)``.
  public init(voice: String) throws(EspeakError) {
    let wasTaken = Self.isTaken.withLock { taken in
      defer { taken = true }
      return taken
    }
    guard !wasTaken else { throw .inUse }
    let rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, espeakINITIALIZE_DONT_EXIT)
    guard rate > 0 else {
      Self.isTaken.withLock { $0 = false }
      throw .unavailable(code: rate)
    }
    guard unsafe espeak_SetVoiceByName(voice) == EE_OK else {
      espeak_Terminate()
      Self.isTaken.withLock { $0 = false }
      throw .voice(voice)
    }
    sampleRate = Int(rate)
    unsafe espeak_SetSynthCallback { samples, count, events in
      if let samples = unsafe samples, count > 0, let data = unsafe events?.pointee.user_data {
        let collector = unsafe Unmanaged<Collector>.fromOpaque(data).takeUnretainedValue()
        unsafe collector.samples.append(contentsOf: UnsafeBufferPointer(start: samples, count: Int(count)))
      }
      return 0
    }
  }

  deinit {
    espeak_Terminate()
    Self.isTaken.withLock { $0 = false }
  }

  /// How one clause is pronounced, in the International Phonetic Alphabet, words apart by spaces (`espeak_TextToPhonemes`).
  ///
  /// - Parameter clause: words without punctuation that ends a clause.
  /// - Returns: phonemes as text; empty for a text with nothing to say.
  public func phonemes(of clause: String) -> String {
    let bytes = Array(clause.utf8CString)
    return turn.withLock { _ in
      unsafe bytes.withUnsafeBytes { buffer in
        var rest = buffer.baseAddress
        var found: [String] = []
        while unsafe rest != nil {
          guard let text = unsafe espeak_TextToPhonemes(&rest, Int32(espeakCHARS_UTF8), Self.phoneticAlphabet) else { break }
          let part = unsafe String(cString: text)
          if !part.isEmpty { found.append(part) }
        }
        return found.joined(separator: " ")
      }
    }
  }

  /// Speaks `text` (`espeak_Synth`).
  ///
  /// - Parameter text: plain text; markup is not read.
  /// - Returns: mono samples, ``sampleRate`` a second.
  /// - Throws: ``EspeakError/synthesis(code:)``.
  public func synthesise(_ text: String) throws(EspeakError) -> [Int16] {
    let bytes = Array(text.utf8CString)
    let (status, samples) = turn.withLock { _ in
      let collector = Collector()
      let data = unsafe Unmanaged.passUnretained(collector).toOpaque()
      let status = unsafe bytes.withUnsafeBytes { buffer in
        unsafe espeak_Synth(buffer.baseAddress, buffer.count, 0, POS_CHARACTER, 0, UInt32(espeakCHARS_UTF8), nil, data)
      }
      return (status, collector.samples)
    }
    guard status == EE_OK else { throw .synthesis(code: status.rawValue) }
    return samples
  }

  /// Bit 1 of `phonememode`: "as International Phonetic Alphabet".
  private static let phoneticAlphabet: Int32 = 0x02
}

/// Where the library's callback puts samples during one call.
private final class Collector {
  var samples: [Int16] = []
}
