import Foundation
import Vocabulary

/// `say --lines` as a process of its own, at the priority that the server gives it.
final class RenderingLoad: Sendable {
  private static let sentences = [
    "Warning, resembles melanoma.", "Warning, resembles squamous cell carcinoma.", "Warning, resembles basal cell carcinoma.",
    "Caution, resembles actinic keratosis.", "Research use only. Not for diagnosis.",
  ]

  private struct Spoken: Decodable {
    let seconds: Double
    let milliseconds: Double
  }

  private let process: Process
  private let folder: URL

  /// Speaks for as long as it lives.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "mediaskinoscope-load-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let texts = folder.appending(path: "texts")
    // More than any measurement needs.
    let lines = Array(repeating: Self.sentences, count: 4_000).joined().joined(separator: "\n")
    try Data(lines.utf8).write(to: texts)
    process = Self.process("piper", folder)
    process.standardInput = try FileHandle(forReadingFrom: texts)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  /// Ends it.
  /// - Returns: the most memory that it held, in megabytes.
  func end() -> Double {
    let peak = Self.peakMegabytes(of: process)
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
    return peak
  }

  private static func peakMegabytes(of process: Process) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
  }

  /// How long a voice takes for a second of sound, without its opening; the first of each sentence is left out, since the engine
  /// prepares itself for its length then.
  /// - Returns: seconds a second, and the most memory that the process held after each sentence was spoken once, as a server has
  ///   them rendered.
  static func speed(of voice: String) throws -> (speed: Quantiles, peakMegabytes: Double) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mediaskinoscope-speed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (process, input, output) = (process(voice, folder), Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let lines = Data((sentences.joined(separator: "\n") + "\n").utf8)
    try input.fileHandleForWriting.write(contentsOf: lines)
    var said = Data()
    while said.count(where: { $0 == UInt8(ascii: "\n") }) < sentences.count {
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { break }
      said.append(piece)
    }
    let peak = peakMegabytes(of: process)
    for _ in 0..<4 { try input.fileHandleForWriting.write(contentsOf: lines) }
    try input.fileHandleForWriting.close()
    said.append(output.fileHandleForReading.readDataToEndOfFile())
    let text = String(decoding: said, as: UTF8.self)
    process.waitUntilExit()
    let spoken = try text.split(separator: "\n").map { try JSONDecoder().decode(Spoken.self, from: Data($0.utf8)) }
    let shares = spoken.dropFirst(sentences.count).map { $0.milliseconds / 1000 / $0.seconds }
    guard let quantiles = Quantiles(of: Array(shares)) else { throw CommandFailure.failed("the voice \(voice) said nothing") }
    return (quantiles, peak)
  }

  private static func process(_ voice: String, _ folder: URL) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/nice")
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    process.arguments = ["-n", "19", program, "say", "--lines", "--json", "--voice", voice, "--out", folder.path]
    process.standardError = FileHandle.nullDevice
    return process
  }
}
