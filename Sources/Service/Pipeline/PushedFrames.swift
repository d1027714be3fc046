import Capture
import Server
import Vocabulary

/// A stream fed by JPEG frames over a WebSocket.
struct PushedFrames: FrameReceiver {
  let source: FramesSource
  let mailbox: Mailbox

  func receive(jpeg: [UInt8]) async throws(BackendError) -> UInt64 {
    let receipt = await source.push(jpeg)
    switch receipt.outcome {
    case .delivered: return receipt.sequence
    case .superseded:
      mailbox.countSuperseded()
      return receipt.sequence
    case .damaged(let fault): throw .unacceptable(status: fault.status, reason: fault.sentence)
    case .closed: throw .unknownMediaSession
    }
  }

  func close() async { source.close() }
}
