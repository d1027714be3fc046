import Capture
import Foundation
import Pipeline
import Vocabulary

/// A picture of a data set, with what it shows.
struct LabelledPicture: Sendable {
  let file: URL
  /// `nil` for a hand without a lesion.
  let condition: ConditionIdentifier?
  /// The patient, where the set says; pictures of one stand or fall together.
  let group: String

  /// - Throws: ``CommandFailure``, which names the file.
  func read() async throws -> PixelBuffer {
    do throws(PictureFault) { return try await PictureDecoder().decode(file: file.path, policy: .commandLine) } catch {
      throw CommandFailure.failed("\(file.path): \(error.sentence)")
    }
  }
}
