import Espeak
import Foundation
import Testing

@testable import Voice

@Suite(.serialized) struct PiperGoldenTests {
  private struct Golden: Decodable {
    struct Provenance: Decodable {
      let tolerance: Float
      let scales: [Float]
    }
    struct Numbers: Decodable {
      let text: String
      let sentences: [[Int64]]
    }
    struct Spoken: Decodable {
      let text: String
      let numbers: [Int64]
      let file: String
      let samples: Int
    }
    let provenance: Provenance
    let numbers: [Numbers]
    let spoken: [Spoken]

    static func read() throws -> Golden {
      try JSONDecoder().decode(Golden.self, from: try Data(contentsOf: TestVoice.fixtures.appending(path: "piper.json")))
    }
  }

  @Test func `phonemes become the numbers that piper-tts makes of them`() throws {
    let (files, engine) = (try PiperVoiceFiles(folder: TestVoice.folder), try TestVoice.engine())
    let phonemes = PhonemeNumbers(identifiers: files.identifiers)
    let golden = try Golden.read()
    #expect(golden.numbers.count == 7)
    for row in golden.numbers {
      let ours = try SpeechText(row.text).sentences.map { phonemes.numbers(of: $0, pronounce: engine.phonemes(of:)) }
      #expect(ours == row.sentences, "\(row.text)")
    }
  }

  @Test func `every sample is ONNX Runtime's, within the tolerance that the golden states`() async throws {
    let golden = try Golden.read()
    let speaker = try PiperSpeaker(PiperVoiceFiles(folder: TestVoice.folder), espeak: TestVoice.engine())
    for row in golden.spoken {
      let reference = try Data(contentsOf: TestVoice.fixtures.appending(path: row.file)).floats
      #expect(reference.count == row.samples)
      let ours = try await speaker.amplitudes(of: row.numbers, scales: golden.provenance.scales)
      #expect(ours.count == reference.count)
      let largest = zip(ours, reference).map { abs($0 - $1) }.max() ?? .infinity
      #expect(largest <= golden.provenance.tolerance, "\(row.text): \(largest)")
    }
  }

  @Test func `other numbers give other sound, so that the comparison can fail`() async throws {
    let golden = try Golden.read()
    let row = try #require(golden.spoken.first)
    var numbers = row.numbers
    numbers.swapAt(2, 4)
    let speaker = try PiperSpeaker(PiperVoiceFiles(folder: TestVoice.folder), espeak: TestVoice.engine())
    let ours = try await speaker.amplitudes(of: numbers, scales: golden.provenance.scales)
    let reference = try Data(contentsOf: TestVoice.fixtures.appending(path: row.file)).floats
    let largest = zip(ours, reference).map { abs($0 - $1) }.max() ?? .infinity
    #expect(ours.count != reference.count || largest > golden.provenance.tolerance)
  }

  @Test func `a folder without a voice is refused with its reason`() {
    #expect(throws: VoiceError.self) { try PiperVoiceFiles(folder: TestVoice.fixtures) }
  }
}

extension Data {
  /// Little-endian float32.
  fileprivate var floats: [Float] {
    stride(from: 0, to: count - 3, by: 4).map { offset in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(self[startIndex + offset + $1]) << ($1 * 8) })
    }
  }
}
