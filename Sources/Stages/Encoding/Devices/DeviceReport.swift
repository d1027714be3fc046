internal import Tiles

/// Where an encoder runs, and why there.
public struct DeviceReport: Sendable, Hashable {
  /// A device and how long a whole frame took there.
  public struct Speed: Sendable, Hashable {
    public let device: String
    public let milliseconds: Double
  }

  /// A device that cannot be used, and why.
  public struct Fault: Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
      /// The machine has none.
      case absent
      /// The model does not load there.
      case load(EncodingError)
      /// It failed on a frame.
      case inference(EncodingError)
    }

    public let device: String
    public let reason: Reason
  }

  public let requested: DeviceChoice
  public internal(set) var used: String
  /// Empty where there was nothing to choose from.
  public internal(set) var speeds: [Speed] = []
  public internal(set) var faults: [Fault] = []

  init(requested: DeviceChoice, used: String) {
    self.requested = requested
    self.used = used
  }

  /// The processor's instructions, if it has some, that multiply the layers of a SigLIP directory at bf16 and int8.
  public var tileInstructions: String? { used == DeviceChoice.processor ? TileInstructions.best?.name : nil }

  /// Whether another device than the one that was asked for serves, or one that was chosen has failed since.
  public var isFallback: Bool {
    switch requested {
    case .auto: faults.contains { if case .inference = $0.reason { true } else { false } }
    case .named: !faults.isEmpty
    }
  }
}

extension DeviceReport.Fault: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .absent: "this machine has no \(device) that the inference library can use"
    case .load: "the model does not load on \(device)"
    case .inference: "\(device) failed on a frame"
    }
  }
}
