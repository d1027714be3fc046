import GStreamer

extension SessionFailure {
  init(_ error: any Error) {
    self =
      switch error {
      case WebRTCFailure.refused(let step): .step(step)
      case WebRTCFailure.timedOut(let step): .timedOut(step: step)
      case WebRTCFailure.media(let failure): Self(failure)
      case GStreamer.MediaFailure.missingElement(let name): .missingElement(name)
      case GStreamer.MediaFailure.notLinked(let from, let to): .step("\(from) to \(to)")
      default: .step("pipeline")
      }
  }
}
