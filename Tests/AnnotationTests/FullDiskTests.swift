import Testing
import Vocabulary

@testable import Annotation

@Suite struct `A full disk` {
  // The kernel's own full disk: every write to it fails with ENOSPC.
  @Test func `ends the clip with a clear error`() async throws {
    let encoder = try ClipEncoder(path: "/dev/full")
    let picture = EncoderPicture(.grey(width: 320, height: 240))
    let caps = "video/x-raw,format=I420,width=320,height=240,framerate=0/1,pixel-aspect-ratio=1/1,colorimetry=bt601"
    encoder.setOutput(caps)
    var error: AnnotationError?
    do {
      for index in 0..<60 {
        try await encoder.push(picture.bytes, caps, at: .milliseconds(40 * index), for: .milliseconds(40))
      }
      try await encoder.finish()
    } catch let failure { error = AnnotationError(failure, folder: "/dev") }
    encoder.stop()
    #expect(error == .diskFull(folder: "/dev"))
    #expect(error?.description.contains("the disk of /dev is full, nothing was kept") == true)
  }
}
