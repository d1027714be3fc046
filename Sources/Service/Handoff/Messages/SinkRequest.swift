public import Configuration
import Cryptography
public import Journal
public import Vocabulary

/// One HTTP request of a sink, as it is sent and as a preview shows it.
public struct SinkRequest: Sendable {
  public var method = "POST"
  /// Behind the sink's own path.
  public var path = ""
  /// Nothing secret besides signatures.
  public var headers: [(name: String, value: String)] = []
  public var contentType: String
  public var bytes: [UInt8]

  /// Gives a delivery the form of its sink.
  ///
  /// - Parameters:
  ///   - delivery: what is to be sent.
  ///   - setting: the sink.
  ///   - secrets: signs it; `nil` leaves it unsigned, which only a CloudEvents or FHIR sink may be.
  ///   - moment: of this attempt.
  /// - Throws: ``HandoffFault/unsigned``.
  public init(
    _ delivery: PendingDelivery, for setting: SinkSetting, secrets: SigningSecrets?, at moment: Moment
  ) throws(HandoffFault) {
    let body = delivery.delivery.body
    switch setting.kind {
    case .webhook, .mqtt: (contentType, bytes) = ("application/json", body.encoded)
    case .cloudevents:
      let event = CloudEvent(delivery, source: setting.source)
      switch setting.mode {
      case .structured: (contentType, bytes) = ("application/cloudevents+json", event.structured.encoded)
      case .binary:
        (contentType, bytes) = ("application/json", event.data.encoded)
        headers = event.headers
      }
    case .fhir: (contentType, bytes) = ("application/fhir+json", FHIRBundle(delivery, source: setting.source).json.encoded)
    }
    guard let secrets else {
      if setting.kind == .webhook { throw .unsigned }
      return
    }
    do throws(CryptographyError) { headers += try secrets.headers(id: delivery.id, body: bytes, at: moment) } catch {
      throw .unsigned
    }
  }
}
