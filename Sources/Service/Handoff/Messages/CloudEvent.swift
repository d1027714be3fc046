import Journal
import Vocabulary

/// A delivery as a CloudEvent.
///
/// - Source: CloudEvents 1.0.2, and its HTTP protocol binding: header values are percent-encoded outside printable ASCII, and for
///   space, quote and percent.
struct CloudEvent {
  let attributes: [(name: String, value: String)]
  let data: JSONValue

  /// The message's id is the delivery's, so that a retry is the same event: source and id together are unique.
  init(_ delivery: PendingDelivery, source: String) {
    let body = delivery.delivery.body
    data = body["data"] ?? .null
    var attributes = [
      ("specversion", "1.0"), ("id", delivery.id), ("source", source), ("type", delivery.delivery.type),
      ("time", body["timestamp"]?.text ?? ""),
    ]
    if let alert = data["id"]?.text { attributes.append(("subject", alert)) }
    self.attributes = attributes
  }

  var structured: JSONValue {
    var members: [String: JSONValue] = ["datacontenttype": "application/json", "data": data]
    for (name, value) in attributes { members[name] = .string(value) }
    return .object(members)
  }

  var headers: [(name: String, value: String)] { attributes.map { ("ce-" + $0.name, Self.encoded($0.value)) } }

  private static func encoded(_ text: String) -> String {
    var output = ""
    for byte in text.utf8 {
      let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "%")
      if isPlain {
        output.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        output += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return output
  }
}
