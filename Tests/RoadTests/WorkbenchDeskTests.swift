import Detection
import Journal
import Server
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

@Suite(.timeLimit(.minutes(2))) struct `What is in force beside what is tried` {
  /// The pack in force alerts once in the frames of the rig.
  private func inForce(_ rig: WorkbenchRig) async throws -> WhatIf.Part {
    let part = try #require(try await rig.ask().conditions["melanoma"]).record
    #expect(part.alertsInUse.count == 1 && part.alerts == part.alertsInUse && (part.anHourInUse.value ?? 0) > 0)
    return part
  }

  @Test(
    arguments: [
      // A gate that refuses every frame; other wordings, whose values nothing calibrates.
      (
        "in_domain: [a photo of skin]\n  out_of_domain: [a photo of a room]",
        "in_domain: [a photo of a room]\n  out_of_domain: [a photo of skin]", false
      ), ("terms: [melanoma]", "terms: [a dark spot]", true),
    ])
  func `is what the pack in force raises on these frames, whatever a candidate makes of them`(
    _ old: String, _ new: String, _ isRefused: Bool
  ) async throws {
    let rig = try await WorkbenchRig()
    await rig.keepFrames()
    let now = try await inForce(rig)
    let text = CandidatePack.yaml.replacing("version: 1", with: "version: 2").replacing(old, with: new)
    let candidate = try await rig.packs.add(Array(text.utf8)).pack
    let found = try await rig.ask(pack: candidate.fingerprint.text)
    let part = try #require(found.conditions["melanoma"]).record
    #expect(found.pack == candidate && (part.refused != nil) == isRefused)
    #expect(part.alerts.isEmpty)
    #expect(part.alertsInUse == now.alertsInUse && part.anHourInUse.value == now.anHourInUse.value)
  }

  @Test func `is scored by a learned head where one is in force, and by the wordings again once it is not`() async throws {
    let rig = try await WorkbenchRig()
    await rig.keepFrames()
    let now = try await inForce(rig)
    // It alerts on what looks least like melanoma.
    let head = TrainedHead(
      condition: .melanoma, weights: [-20, 0], intercept: 4, curve: PlattCurve(slope: 1, intercept: 0, count: 10, positives: 5),
      reference: HeadReference(name: "house", version: 1, sha256: "ab"))
    rig.first.detectors.add(try await rig.model.specialty(rig.first.pack, heads: [head]).detector)
    let headed = try #require(try await rig.ask().conditions["melanoma"]).record
    #expect(headed.alertsInUse != now.alertsInUse && headed.alerts == headed.alertsInUse)
    #expect(headed.alertsInUse.first.map { $0.from < rig.at(100) } == true)
    let other = try #require(try await rig.ask(descriptors: [.melanoma: ["melanoma"]]).conditions["melanoma"]).record
    #expect(other.alertsInUse == headed.alertsInUse && other.alerts == now.alerts, "the wordings, lined up with the head")
    // Nor are the wordings' held-out figures told as the head's.
    let query = OperatingPointQuery(condition: .melanoma, choice: .sensitivity(0.9), prevalence: 0.01)
    let point = try await rig.desk.operatingPoint(.demo, query)
    #expect(point.evidence.words.contains("head 'house' version 1 scores melanoma") && point.refused?.contains("house") == true)
    rig.first.detectors.add(rig.first.detector)
    #expect(try await !rig.desk.operatingPoint(.demo, query).evidence.words.contains("house"))
    #expect(try await inForce(rig).alertsInUse == now.alertsInUse)
  }
}
