import Cryptography
import Journal
import Vocabulary

/// A delivery as a FHIR R4 transaction: the device, the finding, the risk where a probability is known, and where it came from.
///
/// The finding is labelled as asserted by artificial intelligence until a person answers for it; then the same resource is labelled as
/// asserted by a clinician. The subject is the session's pseudonym: this server knows no patient.
///
/// - Source: FHIR R4 (4.0.1): Bundle, Observation, RiskAssessment, Provenance, Device; security labels of HL7's v3-ObservationValue.
struct FHIRBundle {
  private static let terminology = "http://terminology.hl7.org/CodeSystem/"
  private static let notice = "Research use only, not for diagnosis."

  private let delivery: PendingDelivery
  private let data: JSONValue
  private let source: String
  private let change: AlertChange

  init(_ delivery: PendingDelivery, source: String) {
    self.delivery = delivery
    self.source = source
    data = delivery.delivery.body["data"] ?? .null
    change = data["change"]?.text.flatMap { AlertChange(rawValue: $0) } ?? .raised
  }

  var json: JSONValue {
    let entries = [device, observation] + (hasRisk ? [risk] : []) + [provenance]
    return [
      "resourceType": "Bundle", "type": "transaction", "timestamp": .string(time), "entry": .array(entries.map(\.json)),
    ]
  }

  // MARK: Parts of what was said

  private func text(_ key: String) -> String { data[key]?.text ?? "" }
  private var time: String { delivery.delivery.body["timestamp"]?.text ?? "" }
  private var alert: String { text("id") }
  private var hasRisk: Bool { data["probability"]?.double != nil }
  /// What a reader has judged stays judged: later changes must not take it back.
  private var isJudged: Bool { change == .verdict || data["judged"] == .bool(true) }
  private var isAsserted: Bool { isJudged || data["acknowledged"]?["at"] != nil }

  private func system(_ name: String) -> String { source + (source.hasPrefix("urn:") ? ":" : "/") + name }
  private func identifier(_ name: String, _ value: String) -> JSONValue {
    ["system": .string(system(name)), "value": .string(value)]
  }
  /// A name that is the same in every attempt.
  private func urn(_ what: String) -> String { "urn:uuid:" + Self.uuid(what) }
  private var deviceName: String { "\(text("model")) \(text("pack"))" }
  private var deviceURN: String { urn("device " + deviceName) }
  private var observationURN: String { urn("observation " + alert) }
  private var riskURN: String { urn("risk " + alert) }
  private func reference(_ urn: String) -> JSONValue { ["reference": .string(urn)] }

  private func coding(_ system: String, _ code: String, _ display: String) -> JSONValue {
    ["system": .string(system), "code": .string(code), "display": .string(display)]
  }

  private var subject: JSONValue {
    ["type": "Patient", "identifier": identifier("session", text("session")), "display": "the person of this session"]
  }

  private var label: JSONValue {
    let system = Self.terminology + "v3-ObservationValue"
    var labels = [
      isAsserted
        ? coding(system, "CLINAST", "clinician asserted") : coding(system, "AIAST", "Artificial Intelligence asserted")
    ]
    if data["demo"] == .bool(true) { labels.append(coding(Self.terminology + "v3-ActReason", "HTEST", "test health data")) }
    return ["security": .array(labels)]
  }

  private var status: JSONValue { isJudged ? "final" : "preliminary" }
  private var finding: JSONValue {
    ["coding": data["codes"] ?? .array([]), "text": .string("resembles \(text("condition")), research use only")]
  }

  // MARK: Resources

  /// The first message makes a resource; later ones change it, wherever the server keeps it.
  private func written(_ resource: JSONValue, _ kind: String, _ urn: String, _ query: String) -> FHIREntry {
    change == .raised
      ? FHIREntry(urn: urn, resource: resource, method: "POST", url: kind, ifNoneExist: query)
      : FHIREntry(urn: urn, resource: resource, method: "PUT", url: "\(kind)?\(query)", ifNoneExist: nil)
  }

  private func query(_ name: String, _ value: String) -> String {
    "identifier=" + Self.encoded(system(name)) + "|" + Self.encoded(value)
  }

  private var device: FHIREntry {
    let resource: JSONValue = [
      "resourceType": "Device", "identifier": [identifier("device", deviceName)], "manufacturer": "MediaSKINoscope",
      "deviceName": [["name": "MediaSKINoscope", "type": "user-friendly-name"]], "modelNumber": .string(text("model")),
      "type": ["text": "software that compares video of skin with descriptions"],
      "version": [["type": ["text": "specialty pack"], "value": .string(text("pack"))]], "note": [["text": .string(Self.notice)]],
    ]
    return FHIREntry(
      urn: deviceURN, resource: resource, method: "POST", url: "Device", ifNoneExist: query("device", deviceName))
  }

  private var observation: FHIREntry {
    var members: [String: JSONValue] = [
      "resourceType": "Observation", "meta": label, "identifier": [identifier("alert", alert)], "status": status,
      "category": [["coding": [coding(Self.terminology + "observation-category", "imaging", "Imaging")]]],
      "code": ["text": "Skin finding by similarity (research use)"], "subject": subject,
      "effectiveDateTime": .string(text("captured_at")), "issued": .string(time), "device": reference(deviceURN),
      "valueCodeableConcept": finding, "note": [["text": .string(note)]],
    ]
    if case .array(let codes)? = data["codes"], codes.isEmpty {
      members["valueCodeableConcept"] = ["text": finding["text"] ?? .null]
    }
    members["component"] = .array(components)
    return written(.object(members), "Observation", observationURN, query("alert", alert))
  }

  private var components: [JSONValue] {
    var components = [component("tier", ["valueString": .string(text("tier"))])]
    if let value = data["probability"]?.double { components.append(quantity("calibrated probability", value)) }
    if let value = data["enter"]?.double { components.append(quantity("threshold on the scale \(text("scale"))", value)) }
    return components
  }

  private func quantity(_ name: String, _ value: Double) -> JSONValue {
    component(
      name, ["valueQuantity": ["value": .number(value), "unit": "1", "system": "http://unitsofmeasure.org", "code": "1"]])
  }

  private func component(_ name: String, _ value: [String: JSONValue]) -> JSONValue {
    .object(["code": ["text": .string(name)]].merging(value) { $1 })
  }

  private var note: String {
    let link = data["link"]?.text.map { " \($0)" } ?? ""
    return "\(Self.notice) State: \(change.rawValue), \(text("state")).\(link)"
  }

  private var risk: FHIREntry {
    let resource: JSONValue = [
      "resourceType": "RiskAssessment", "meta": label, "identifier": [identifier("alert", alert)], "status": status,
      "subject": subject, "occurrenceDateTime": .string(text("captured_at")), "performer": reference(deviceURN),
      "basis": [reference(observationURN)],
      "prediction": [
        ["outcome": finding, "probabilityDecimal": data["probability"] ?? .null, "rationale": .string(Self.notice)]
      ],
    ]
    return written(resource, "RiskAssessment", riskURN, query("alert", alert))
  }

  /// One for each message. It has no identifier in R4, so that a retry is told by its finding and its time.
  private var provenance: FHIREntry {
    var agents: [JSONValue] = [
      ["type": participant("assembler", "Assembler"), "who": reference(deviceURN)]
    ]
    if isAsserted {
      agents.append([
        "type": participant("verifier", "Verifier"),
        "who": ["display": .string(data["acknowledged"]?["by"]?.text ?? "a clinician")],
      ])
    }
    let resource: JSONValue = [
      "resourceType": "Provenance", "target": .array([reference(observationURN)] + (hasRisk ? [reference(riskURN)] : [])),
      "recorded": .string(time), "activity": ["text": .string("alert \(change.rawValue)")], "agent": .array(agents),
    ]
    return FHIREntry(
      urn: urn("provenance " + delivery.id), resource: resource, method: "POST", url: "Provenance",
      ifNoneExist: "target:Observation.\(query("alert", alert))&recorded=\(Self.encoded(time))")
  }

  private func participant(_ code: String, _ display: String) -> JSONValue {
    ["coding": [coding(Self.terminology + "provenance-participant-type", code, display)]]
  }

  // MARK: Forms

  /// A UUID of version 8 (RFC 9562) from a hash.
  private static func uuid(_ text: String) -> String {
    var bytes = Array(SHA256.digest(of: "skino-fhir-1 " + text).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 0x7F && (Unicode.Scalar(byte).properties.isAlphabetic || (48...57).contains(byte) || "-._~".utf8.contains(byte))
      if isPlain { return String(Unicode.Scalar(byte)) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
