import Foundation
import Vocabulary

/// One instance of a Vertex prediction: a text or a picture, or why it is refused.
enum PredictionInstance: Sendable, Hashable {
  case text(String)
  case picture([UInt8])
  case refused(String)

  /// Where a picture could lie elsewhere: this server fetches nothing for anybody.
  private static let elsewhere = ["image_url", "gcs_uri", "dicomweb_uri", "dicomweb", "dicom_web_uri"]

  /// Reads the instances of a body off the caller's thread.
  @concurrent static func read(_ body: [UInt8], limits: ServerLimits) async throws(Problem) -> [PredictionInstance] {
    let value: JSONValue
    do { value = try JSONValue(parsing: body) } catch { throw .badRequest("\(error)") }
    guard case .array(let instances) = value["instances"], (1...limits.inferencePictures).contains(instances.count) else {
      throw .badRequest("/instances: a list of 1 to \(limits.inferencePictures) instances is needed")
    }
    return instances.map { PredictionInstance($0, limits) }
  }

  private init(_ value: JSONValue, _ limits: ServerLimits) {
    switch (value["text"], value["image"]) {
    case (.string(let text), nil):
      let isShort = text.utf8.count <= limits.inferenceTextBytes
      self = isShort ? .text(text) : .refused("A text may have \(limits.inferenceTextBytes) bytes.")
    case (nil, .some(let image)): self = Self.picture(image)
    // The shorter spelling, without `image` around it.
    case (nil, nil) where value["input_bytes"] != nil: self = Self.picture(value)
    default: self = .refused("An instance has either text or image.")
    }
  }

  private static func picture(_ image: JSONValue) -> PredictionInstance {
    if let name = elsewhere.first(where: { image[$0] != nil }) {
      return .refused("\(name) is not served: this server fetches nothing from elsewhere. Send input_bytes.")
    }
    if image["patch_coordinates_list"] != nil { return .refused("patch_coordinates_list is not served.") }
    guard let text = image["input_bytes"]?.text, let bytes = Data(base64Encoded: text), !bytes.isEmpty else {
      return .refused("input_bytes must be a JPEG or PNG in base64.")
    }
    guard PictureKind([UInt8](bytes.prefix(16))) != nil else { return .refused("input_bytes must be a JPEG or PNG in base64.") }
    return .picture([UInt8](bytes))
  }
}
