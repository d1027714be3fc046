import Foundation
import OpenVINO
import Testing

@Suite struct MappedFileTests {
  /// Kilobytes of the file of this name that this process holds in memory.
  private static func resident(_ path: String) throws -> Int {
    // Foundation's whole-file reading stops early in files whose size the kernel does not tell.
    let handle = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps"))
    var bytes = Data()
    while let more = try handle.read(upToCount: 1 << 16), !more.isEmpty { bytes += more }
    let maps = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let start = try #require(maps.firstIndex { $0.contains(path) })
    let line = try #require(maps[start...].first { $0.hasPrefix("Rss:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
  }

  @Test func `pages that were read are given back, and read again as they were`() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "mapped-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    let bytes = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: url)
    let file = try MappedFile(path: url.path)
    #expect(file.elements(of: UInt8.self, in: 0..<bytes.count) == bytes)
    #expect(try Self.resident(url.lastPathComponent) == 1024)
    file.forget()
    #expect(try Self.resident(url.lastPathComponent) == 0)
    #expect(file.elements(of: UInt8.self, in: 0..<bytes.count) == bytes)
  }
}
