import Capture
import Foundation
import Vocabulary

/// Takes one picture out of a clip.
enum ClipPicture {
  /// The picture of this number, counted from 1; the clip plays at its own pace until then.
  static func read(_ clip: URL, number: Int = 30) async throws -> PixelBuffer {
    let address: SourceAddress
    do throws(SourceAddressError) { address = try SourceAddress(filePath: clip.path, policy: .commandLine) } catch {
      throw CommandFailure.failed("\(clip.path) cannot be read: allowed is \(error.allowed); scripts/setup draws the demo clip")
    }
    let (pictures, inbox) = AsyncStream.makeStream(of: PixelBuffer.self)
    let source = PulledSource(address, playback: .once) { event in
      switch event {
      case .picture(let pixels, _, _): inbox.yield(pixels)
      case .state(.ended, _), .state(.failed, _): inbox.finish()
      case .state, .damaged: break
      }
    }
    let picture = await withTaskGroup(of: Void.self) { group in
      group.addTask { await source.run() }
      defer { group.cancelAll() }
      var (picture, count): (PixelBuffer?, Int) = (nil, 0)
      for await next in pictures {
        (picture, count) = (next, count + 1)
        if count == number { break }
      }
      return picture
    }
    guard let picture else { throw CommandFailure.failed("\(clip.path): no picture could be decoded; is it a video?") }
    return picture
  }
}
