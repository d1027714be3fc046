import Dispatch
public import Espeak
import Foundation
import OpenVINO
import Vocabulary

/// A Piper voice: espeak-ng's phonemes through a VITS graph in OpenVINO, which reads the ONNX file as it is.
///
/// - Threading: an actor on a queue of its own, since inference blocks; one thread of computing.
/// - Note: the graph's shapes are open, and by itself the engine keeps kernels with their memory for each length that it has seen: a
///   gigabyte after some dozen sentences. Here it keeps none. The server renders its clips in a process of their own all the same
///   (``ClipRenderer``), since what the longest sentence needed stays.
public actor PiperSpeaker: Speaker {
  public nonisolated let name: String
  /// Both noises off, a tenth slower than the voice's own pace: the same words sound the same each time. With its own noise a recogniser
  /// misheard one rendering in several.
  private static let scales: [Float] = [0, 1.1, 0]
  private let files: PiperVoiceFiles
  private let espeak: EspeakEngine
  private let request: InferenceRequest
  private nonisolated let executor = QueueExecutor(name: "voice", quality: .utility)
  /// The queue on which inference blocks.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Reads and compiles the voice: some seconds.
  ///
  /// f32 throughout: in bf16 the lengths of phonemes change audibly (measured: another number of samples than the reference).
  /// - Parameters:
  ///   - files: the voice.
  ///   - espeak: the process's only one; says how words are pronounced.
  /// - Throws: ``VoiceError``.
  public init(_ files: PiperVoiceFiles, espeak: EspeakEngine) throws(VoiceError) {
    self.files = files
    self.espeak = espeak
    name = "piper \(files.name)"
    do throws(OpenVINOError) {
      Core.limitKernels(to: 0)
      let core = try Core()
      let model = try core.readModel(path: files.graph.path)
      request = try core.compile(model, options: [.threads(1), .latency, .precision(.f32), .pinning(false), .shapeCache(0)])
        .makeRequest()
    } catch { throw .voiceFiles(path: files.graph.path, reason: "\(error)") }
  }

  /// Speaks one text, sentence by sentence.
  ///
  /// - Parameter text: at most ``SpeechText/limit`` characters.
  /// - Returns: the sound, with a short pause between sentences.
  /// - Throws: ``VoiceError``.
  public func speak(_ text: String) throws(VoiceError) -> SpeechClip {
    var clip: SpeechClip?
    for sentence in try SpeechText(text).sentences {
      let amplitudes = try amplitudes(of: numbers(of: sentence), scales: Self.scales)
      let next = SpeechClip(amplitudes: amplitudes, sampleRate: files.sampleRate)
      clip = clip?.followed(by: next, after: .milliseconds(200)) ?? next
    }
    guard let clip else { throw .text(characters: text.count, limit: SpeechText.limit) }
    return clip
  }

  /// A sentence as the numbers that the graph takes.
  func numbers(of sentence: [SpeechText.Clause]) -> [Int64] {
    PhonemeNumbers(identifiers: files.identifiers).numbers(of: sentence, pronounce: espeak.phonemes(of:))
  }

  /// Runs the graph once.
  ///
  /// - Parameters:
  ///   - numbers: of phonemes, as ``PhonemeNumbers`` writes them.
  ///   - scales: noise of timbre, length, noise of lengths; 0, 1, 0 gives the same sound each time.
  /// - Returns: one channel, −1…1.
  func amplitudes(of numbers: [Int64], scales: [Float]) throws(VoiceError) -> [Float] {
    do throws(OpenVINOError) {
      try request.set("input", to: Tensor(numbers, shape: [1, numbers.count]))
      try request.set("input_lengths", to: Tensor([Int64(numbers.count)], shape: [1]))
      try request.set("scales", to: Tensor(scales, shape: [scales.count]))
      try request.infer()
      return try request.output("output")
    } catch { throw .inference("\(error)") }
  }
}
