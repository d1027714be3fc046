/// Where inference is to run.
public enum DeviceChoice: Sendable, Hashable {
  /// The fastest that this machine has, measured when a model is loaded.
  case auto
  /// `CPU`, `GPU`, `NPU`, or one of several as `GPU.1`.
  case named(String)

  /// The device that every machine has.
  public static let processor = "CPU"
  /// What can be asked for.
  public static let allowed = "auto, CPU, GPU or NPU, or one of several as GPU.1"

  /// `nil` for a name that is no device's; case does not count.
  public init?(_ text: String) {
    let parts = text.uppercased().split(separator: ".", omittingEmptySubsequences: false)
    guard let kind = parts.first, parts.count <= 2, parts.count == 1 || UInt8(parts[1]) != nil else { return nil }
    switch kind {
    case "AUTO" where parts.count == 1: self = .auto
    case "CPU" where parts.count == 1, "GPU", "NPU": self = .named(parts.joined(separator: "."))
    default: return nil
    }
  }

  /// As it is asked for.
  public var name: String {
    switch self {
    case .auto: "AUTO"
    case .named(let name): name
    }
  }

  /// Which of the devices there are is meant by a name; `nil` if none. `GPU` means the first of several.
  static func find(_ name: String, among available: [String]) -> String? {
    available.first { $0 == name } ?? available.first { $0.hasPrefix(name + ".") }
      ?? (name.hasSuffix(".0") ? available.first { $0 == String(name.dropLast(2)) } : nil)
  }
}
