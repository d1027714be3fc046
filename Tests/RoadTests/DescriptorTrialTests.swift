import Detection
import Server
import Testing
import Vocabulary

@testable import Pipeline

@Suite(.timeLimit(.minutes(2))) struct `Other descriptors` {
  private let spot: [ConditionIdentifier: [String]] = [.melanoma: ["a dark spot"]]

  @Test func `score the kept vectors again: as many frames reach each value, and other ones alert`() async throws {
    let rig = try await WorkbenchRig()
    await rig.keepFrames()
    let found = try await rig.ask(descriptors: spot)
    let part = try #require(found.conditions["melanoma"]).record
    #expect(part.isMatched && part.refused == nil && found.frames.kept == 400)
    // What looks like melanoma lies at 15 s; what looks least like it, and so most like the spot, at the beginning.
    let now = try #require(part.alertsInUse.first), other = try #require(part.alerts.first)
    #expect(part.alertsInUse.count == 1 && now.from >= rig.at(150) && now.from < rig.at(250))
    #expect(part.alerts.count == 1 && other.from < rig.at(100))
    #expect(part.histogram.reduce(0, +) == 400)
    let same = try #require(try await rig.ask(descriptors: [.melanoma: ["melanoma"]]).conditions["melanoma"]).record
    #expect(same.alerts == part.alertsInUse && same.histogram == part.histogram)
    // Nothing of it is in force or kept.
    #expect(rig.runtime.pack == rig.first.pack && rig.runtime.thresholds.settings[.melanoma]?.enter == 0.6)
    #expect(try await rig.packs.candidates().count == 1)
    #expect(!"\(found.pack)".contains("spot"), "wordings do not get into a name that is shown and may be logged")
  }

  @Test func `two trials of other wordings are two`() throws {
    let pack = try PackReader.parse(Array(CandidatePack.yaml.utf8), name: "first")
    let (one, two) = (pack.worded([.melanoma: ["a", "b"]]), pack.worded([.melanoma: ["a\", \"b"]]))
    #expect(one.fingerprint != two.fingerprint && one.fingerprint != pack.fingerprint)
    #expect(one.conditions[0].terms == ["a", "b"] && one.controls == pack.controls)
  }

  @Test(
    arguments: [
      ("no dark spot", "\"no\""), ("it isn't one", "n't"), ("{} spot", "braces"), ("…", "a word"),
      (String(repeating: "pigmentation ", count: 25), "tokens"),
    ])
  func `that a pack may not have are refused with their place, and are not quoted`(_ wording: String, _ reason: String)
    async throws
  {
    let rig = try await WorkbenchRig()
    await #expect {
      _ = try await rig.ask(descriptors: [.melanoma: ["a dark spot", wording]])
    } throws: { error in
      guard case BackendError.invalid("/descriptors/melanoma/1", let allowed) = error else { return false }
      return allowed.contains(reason) && !allowed.contains("spot")
    }
  }

  @Test func `of a condition that the pack lacks, or with an encoder that embeds no new text, are refused`() async throws {
    let stored = try await WorkbenchRig(isStored: true)
    await #expect {
      _ = try await stored.ask(descriptors: spot)
    } throws: { error in
      guard case BackendError.unacceptable(409, let reason) = error else { return false }
      return reason.contains("cannot embed") && reason.contains("those that are stored") && !reason.contains("spot")
    }
    let remote = try await WorkbenchRig(isRemote: true)
    await #expect {
      _ = try await remote.ask(descriptors: spot)
    } throws: { error in
      guard case BackendError.unacceptable(409, let reason) = error else { return false }
      return reason.contains("an encoder of its own")
    }
    await #expect(throws: BackendError.invalid(pointer: "/descriptors/eczema", allowed: "a condition of the stream's pack")) {
      _ = try await remote.ask(descriptors: [ConditionIdentifier("eczema")!: ["itch"]])
    }
  }
}
