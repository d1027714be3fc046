import GStreamer

extension SourceProblem {
  init(_ failure: MediaFailure) {
    switch failure {
    case .resource(let problem, _): self = Self.resource(problem)
    case .stream(let problem, _): self = Self.stream(problem)
    case .missingElement(let name):
      self = SourceProblem(
        code: "server-incomplete", text: "The server lacks the media part \(name). Run scripts/setup.", isFinal: true)
    case .notLinked, .stateRefused, .seekRefused, .other:
      self = SourceProblem(code: "source-failed", text: "The source stopped working. The server keeps trying to connect.")
    }
  }

  init(_ error: SourceAddressError) {
    let isNameProblem = if case .unresolvable = error { true } else { false }
    self = SourceProblem(
      code: "source-refused", text: "This address is not allowed or not there. Allowed: \(error.allowed).",
      isFinal: !isNameProblem)
  }

  private static func resource(_ problem: MediaFailure.ResourceProblem) -> SourceProblem {
    switch problem {
    case .unauthorised:
      // Trying again with the same password could lock the account.
      SourceProblem(
        code: "source-unauthorised",
        text: "The source asks for another user name or password. Add the stream again with the right one.",
        isFinal: true)
    case .busy:
      SourceProblem(code: "source-busy", text: "Another program uses the source. Close it; the server keeps trying.")
    case .notFound:
      SourceProblem(
        code: "source-not-found",
        text: "There is nothing at the source's address. Check it and the camera; the server keeps trying.")
    case .unreadable, .unwritable, .full, .other:
      SourceProblem(
        code: "source-unreachable", text: "The source cannot be reached. Check its power and network; the server keeps trying.")
    }
  }

  private static func stream(_ problem: MediaFailure.StreamProblem) -> SourceProblem {
    switch problem {
    case .unknownType:
      SourceProblem(code: "source-no-video", text: "The source is no video that this server can read.", isFinal: true)
    case .missingCodec:
      SourceProblem(
        code: "source-codec", text: "The source's video codec is not installed here. Send H.264, VP8, VP9 or motion JPEG.",
        isFinal: true)
    case .encrypted:
      SourceProblem(code: "source-encrypted", text: "The source is encrypted and cannot be read.", isFinal: true)
    case .undecodable, .other:
      SourceProblem(code: "source-damaged", text: "The source's data is damaged. The server keeps trying.")
    }
  }
}
