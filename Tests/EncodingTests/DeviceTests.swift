import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Encoding

@Suite(.serialized) struct Devices {
  private static let failure = EncodingError.unavailable(request: "made to fail", available: "nothing")

  /// Gives the device's name as its description; fails where it is told to.
  struct Fake: ImageEncoder {
    let device: String
    var fails = false

    var description: EncoderDescription {
      EncoderDescription(
        model: "fake", fingerprint: Fingerprint("f"), precision: "f32", preprocessing: "none", dimension: 1, logitScale: 1,
        domainThreshold: nil)
    }

    func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
      if fails { throw .degenerateVector(output: "made to fail") }
      return [ImageEmbedding(region: .whole, vector: [1], tokens: 1, isFullGrid: true)]
    }
  }

  private static func load(_ device: String) throws(EncodingError) -> Fake {
    guard device == "CPU" else { throw failure }
    return Fake(device: device)
  }

  @Test(arguments: [
    ("auto", DeviceChoice.auto), ("AUTO", .auto), ("cpu", .named("CPU")), ("Gpu", .named("GPU")), ("GPU.1", .named("GPU.1")),
    ("npu", .named("NPU")),
  ])
  func `names are read whatever their case`(text: String, choice: DeviceChoice) { #expect(DeviceChoice(text) == choice) }

  @Test(arguments: ["", "TPU", "GPU.", "GPU.x", "CPU.0", "AUTO:GPU", "GPU,CPU", "GPU.1.2", " CPU"])
  func `what is no device's name is refused`(text: String) { #expect(DeviceChoice(text) == nil) }

  @Test func `a device that is not there leaves the work to the CPU and says so`() async throws {
    // Through the whole catalogue, with the devices that the library really finds here.
    let catalog = EncoderCatalog(
      folders: [Places.root.appending(path: "Models")], sentences: Places.miniLM, dataFolder: nil, device: .named("NPU.7"))
    let model = try await catalog.load("skinlite")
    let report = await model.image.report
    #expect(report.used == "CPU" && report.isFallback)
    #expect(report.faults == [.init(device: "NPU.7", reason: .absent)])
    #expect(try await model.image.encode(.grey(), deadline: View.noHurry).count == 1)
  }

  @Test func `a device on which the model does not load leaves the work to the CPU`() async throws {
    let encoder = try await DeviceEncoder.load(.named("GPU"), available: ["CPU", "GPU.0"]) { device throws(EncodingError) in
      try Self.load(device)
    }
    let report = await encoder.report
    #expect(report.used == "CPU")
    #expect(report.faults == [.init(device: "GPU.0", reason: .load(Self.failure))])
  }

  @Test func `a device that the library refuses in earnest is a load fault`() async throws {
    // The library is asked for a device that it does not know: its own error, not a made one.
    let encoder = try await DeviceEncoder.load(.named("GPU"), available: ["CPU", "GPU"]) { device throws(EncodingError) in
      try SkinLiteEncoder(
        directory: Places.root.appending(path: "Models/skinlite"), text: Fingerprint("t"),
        device: device == "GPU" ? "NOSUCH" : device)
    }
    guard case .load(.engine) = await encoder.report.faults.first?.reason else {
      Issue.record("\(await encoder.report)")
      return
    }
  }

  @Test func `the fastest device is chosen, and one that fails to load is passed over`() async throws {
    let loaded = Mutex<[String]>([])
    let measured = Counter()
    // CPU is measured first, then the GPU, which is made the faster.
    let measure = DeviceMeasure { _ throws(EncodingError) in measured.next() == 1 ? 30 : 10 }
    let encoder = try await DeviceEncoder.load(.auto, available: ["CPU", "GPU", "NPU"], measure: measure) {
      device throws(EncodingError) in
      loaded.withLock { $0.append(device) }
      return try Self.load(device == "GPU" ? "CPU" : device)
    }
    let report = await encoder.report
    #expect(report.used == "GPU" && !report.isFallback)
    #expect(report.speeds == [.init(device: "CPU", milliseconds: 30), .init(device: "GPU", milliseconds: 10)])
    #expect(report.faults.map(\.device) == ["NPU"])
    #expect(loaded.withLock { $0 } == ["CPU", "GPU", "NPU"])
  }

  @Test func `a device that fails on a frame is left for the CPU, once, and the frame is encoded`() async throws {
    let loads = Counter()
    let encoder = DeviceEncoder(
      Fake(device: "GPU", fails: true), DeviceReport(requested: .named("GPU"), used: "GPU"),
      load: { device throws(EncodingError) in
        _ = loads.next()
        return try Self.load(device)
      })
    async let first = encoder.encode(.grey(), deadline: View.noHurry)
    async let second = encoder.encode(.grey(), deadline: View.noHurry)
    #expect(try await first.count == 1)
    #expect(try await second.count == 1)
    #expect(try await encoder.encode(.grey(), deadline: View.noHurry).count == 1)
    let report = await encoder.report
    #expect(report.used == "CPU" && report.isFallback)
    #expect(report.faults.map(\.device) == ["GPU"])
    #expect(loads.next() == 2)
  }
}
