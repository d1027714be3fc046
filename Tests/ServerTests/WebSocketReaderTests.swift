import Soup
import TestSupport
import Testing
import Vocabulary

@testable import Server

struct WebSocketReaderTests {
  private static func masked(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, mask: [UInt8] = [1, 2, 3, 4]) -> [UInt8] {
    var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
    if payload.count < 126 {
      bytes.append(0x80 | UInt8(payload.count))
    } else {
      bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    }
    return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
  }

  private func events(_ bytes: [UInt8], cut: Int, limit: Int = 1_000) throws -> [WebSocketReader.Event] {
    var reader = WebSocketReader(maximumMessageBytes: limit)
    var events: [WebSocketReader.Event] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      events += try reader.read(Array(rest.prefix(cut)))
      rest = rest.dropFirst(cut)
    }
    return events
  }

  @Test(arguments: [1, 2, 3, 7, 100, 10_000])
  func `messages are the same however the bytes arrive`(cut: Int) throws {
    let long = (0..<300).map { UInt8($0 & 255) }
    let bytes =
      Self.masked(2, long) + Self.masked(9, [7]) + Self.masked(2, [1, 2], isFinal: false) + Self.masked(10, [])
      + Self.masked(0, [3], isFinal: false) + Self.masked(0, []) + Self.masked(1, [65]) + Self.masked(8, [3, 232])
    #expect(try events(bytes, cut: cut) == [.binary(long), .ping([7]), .pong, .binary([1, 2, 3]), .text, .close(1000)])
  }

  @Test(
    arguments: [
      ([0x82, 0x01, 5], 1002), ([0xC2, 0x80, 0, 0, 0, 0], 1002), ([0x83, 0x80, 0, 0, 0, 0], 1002),
      ([0x80, 0x80, 0, 0, 0, 0], 1002), ([0x09, 0x80, 0, 0, 0, 0], 1002), ([0x89, 0xFE, 0, 126, 0, 0, 0, 0], 1002),
      ([0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], 1009),
      ([0x82, 0xFE, 0x03, 0xE9, 0, 0, 0, 0], 1009), ([0x02, 0x80, 0, 0, 0, 0, 0x82, 0x80, 0, 0, 0, 0], 1002),
      ([0x88, 0x81, 0, 0, 0, 0, 1], 1002),
    ] as [([UInt8], Int)])
  func `what breaks the protocol or the limit is refused at its head`(bytes: [UInt8], code: Int) throws {
    for cut in [1, 100] {
      #expect { _ = try events(bytes + [0, 0, 0, 0, 0, 0, 0, 0, 0], cut: cut) } throws: {
        ($0 as? WebSocketReader.Violation)?.code == UInt16(code)
      }
    }
  }

  @Test func `pieces together may not pass the limit`() throws {
    let piece = [UInt8](repeating: 1, count: 400)
    let bytes = Self.masked(2, piece, isFinal: false) + Self.masked(0, piece, isFinal: false) + Self.masked(0, piece)
    #expect { _ = try events(bytes, cut: 64) } throws: { ($0 as? WebSocketReader.Violation)?.code == 1009 }
  }

  @Test func `no bytes at all trap it`() throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      let bytes = (0..<Int(generator.next() % 40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      _ = try? events(bytes, cut: Int(generator.next() % 9) + 1, limit: 64)
    }
  }
}
