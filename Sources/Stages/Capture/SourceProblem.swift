import Vocabulary

/// Why a source does not deliver, for its viewers and for the decision whether to try again.
struct SourceProblem: Sendable, Hashable {
  let message: UserMessage
  /// Whether trying again cannot help until someone changes something.
  let isFinal: Bool

  init(code: String, text: String, isFinal: Bool = false) {
    message = UserMessage(code: code, text: text)
    self.isFinal = isFinal
  }

  static let silent = SourceProblem(
    code: "source-silent", text: "The source is connected but sends no pictures. Check the camera; the server keeps trying.")
  static let closed = SourceProblem(
    code: "source-closed", text: "The source ended its stream. The server keeps trying to connect.")
  static let empty = SourceProblem(
    code: "source-empty", text: "There is no picture in this source. Give a video file or stream.", isFinal: true)
  static let unfinished = SourceProblem(
    code: "source-unfinished", text: "No picture came out of this file: it is cut off or damaged. Give a whole one.",
    isFinal: true)
  static let reader = SourceProblem(
    code: "server-incomplete", text: "The server lacks the media part that reads such addresses. Run scripts/setup.",
    isFinal: true)
  static let playlist = SourceProblem(
    code: "source-playlist",
    text: "Playlists (HLS, DASH, SDP) are not read, since they can point anywhere. Give the stream's own address.",
    isFinal: true)
}
