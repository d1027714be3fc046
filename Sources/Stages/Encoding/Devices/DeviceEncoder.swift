internal import OpenVINO
public import Vocabulary

/// An image encoder on the device that was asked for, or on the fastest; where that device fails, on the CPU, and says so.
///
/// - Threading: an actor that only hands over; inference runs on the encoder's own executor.
public actor DeviceEncoder<Base: ImageEncoder>: ImageEncoder where Base.Failure == EncodingError {
  /// Makes the encoder on a device.
  typealias Load = @Sendable (_ device: String) async throws(EncodingError) -> Base

  public nonisolated let description: EncoderDescription
  public private(set) var report: DeviceReport
  private var encoder: Base
  private let load: Load
  private var reload: Task<Base, any Error>?

  init(_ encoder: Base, _ report: DeviceReport, load: @escaping Load) {
    self.encoder = encoder
    self.report = report
    self.load = load
    description = encoder.description
  }

  /// Loads on the device that `choice` asks for; with ``DeviceChoice/auto``, on each there is, and keeps the fastest.
  static func load(
    _ choice: DeviceChoice, available: [String]? = nil, measure: DeviceMeasure = .frames, _ load: @escaping Load
  ) async throws(EncodingError) -> DeviceEncoder {
    let devices: [String]
    if let available { devices = available } else { devices = try await Self.devices() }
    switch choice {
    case .named(let name): return try await loadNamed(name, devices, load)
    case .auto: return try await loadFastest(devices, measure, load)
    }
  }

  /// The devices of this machine; asking loads their drivers.
  private static func devices() async throws(EncodingError) -> [String] {
    try await Workbench(name: "encoding.image").run { _ throws(EncodingError) in
      try Encoding.engine { () throws(OpenVINOError) in try Core().devices() }
    }
  }

  private static func loadNamed(
    _ name: String, _ devices: [String], _ load: @escaping Load
  ) async throws(EncodingError) -> DeviceEncoder {
    var report = DeviceReport(requested: .named(name), used: DeviceChoice.processor)
    if name == DeviceChoice.processor { return DeviceEncoder(try await load(name), report, load: load) }
    guard let device = DeviceChoice.find(name, among: devices) else {
      report.faults = [.init(device: name, reason: .absent)]
      return DeviceEncoder(try await load(DeviceChoice.processor), report, load: load)
    }
    do throws(EncodingError) {
      let encoder = try await load(device)
      report.used = device
      return DeviceEncoder(encoder, report, load: load)
    } catch {
      report.faults = [.init(device: device, reason: .load(error))]
      return DeviceEncoder(try await load(DeviceChoice.processor), report, load: load)
    }
  }

  private static func loadFastest(
    _ devices: [String], _ measure: DeviceMeasure, _ load: @escaping Load
  ) async throws(EncodingError) -> DeviceEncoder {
    var report = DeviceReport(requested: .auto, used: DeviceChoice.processor)
    let others = devices.filter { $0 != DeviceChoice.processor }
    var best = try await load(DeviceChoice.processor)
    guard !others.isEmpty else { return DeviceEncoder(best, report, load: load) }
    var shortest = try await measure.milliseconds(Self.encode(best))
    report.speeds = [.init(device: DeviceChoice.processor, milliseconds: shortest)]
    for device in others {
      do throws(EncodingError) {
        let encoder = try await load(device)
        let milliseconds = try await measure.milliseconds(Self.encode(encoder))
        report.speeds.append(.init(device: device, milliseconds: milliseconds))
        if milliseconds < shortest { (best, shortest, report.used) = (encoder, milliseconds, device) }
      } catch { report.faults.append(.init(device: device, reason: .load(error))) }
    }
    return DeviceEncoder(best, report, load: load)
  }

  private static func encode(_ encoder: Base) -> DeviceMeasure.Encode {
    { view, deadline throws(EncodingError) in try await encoder.encode(view, deadline: deadline) }
  }

  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    do throws(EncodingError) {
      return try await encoder.encode(view, deadline: deadline)
    } catch {
      guard report.used != DeviceChoice.processor || reload != nil, error.mayBeTheDevices else { throw error }
      try await fallBack(from: report.used, because: error)
      return try await encoder.encode(view, deadline: deadline)
    }
  }

  /// A fault here is the next frame's to find: it falls back with the same encoder.
  public func advanceFullGrid() async throws(EncodingError) -> FullGridProgress { try await encoder.advanceFullGrid() }

  /// Loads on the CPU, once, however many frames failed.
  private func fallBack(from device: String, because reason: EncodingError) async throws(EncodingError) {
    let task =
      reload
      ?? Task { [load] in
        try await load(DeviceChoice.processor)
      }
    reload = task
    let loaded: Base
    do { loaded = try await task.value } catch {
      // Kept: trying again with each frame would load each time. Said once.
      let fault = DeviceReport.Fault(device: DeviceChoice.processor, reason: .load(error as? EncodingError ?? reason))
      if report.faults.last != fault { report.faults.append(fault) }
      throw reason
    }
    guard report.used != DeviceChoice.processor else { return }
    encoder = loaded
    report.used = DeviceChoice.processor
    report.faults.append(.init(device: device, reason: .inference(reason)))
    reload = nil
  }
}

extension EncodingError {
  /// Whether another device might do better.
  fileprivate var mayBeTheDevices: Bool {
    switch self {
    case .engine, .degenerateVector: true
    default: false
    }
  }
}
