import Detection
import Dispatch
import Encoding
import Foundation
import Journal
import Server
import Vocabulary

/// Tries packs beside the one in force, promotes them and takes that back. Every step is in the journal before it is in force.
///
/// - Threading: an actor on a queue of its own, since files are read; steps of one stream never overlap.
actor PackDesk {
  let journal: JournalStore
  let shadows: ShadowDesk
  private let library: PackLibrary
  private let shelf: PackShelf
  private let model: ReadyModel
  /// Whether an encoder elsewhere serves: a candidate's texts are embedded for the local one only.
  private let isRemote: Bool
  private let originals: [Specialty]
  let time: any TimeSource
  private var ready: [Fingerprint: Specialty] = [:]
  private nonisolated let executor = QueueExecutor(name: "packs", quality: .utility)

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(
    journal: JournalStore, shadows: ShadowDesk, library: PackLibrary, shelf: PackShelf, model: ReadyModel, isRemote: Bool,
    originals: [Specialty], time: any TimeSource
  ) {
    self.journal = journal
    self.shadows = shadows
    self.library = library
    self.shelf = shelf
    self.model = model
    self.isRemote = isRemote
    self.originals = originals
    self.time = time
    for specialty in originals { ready[specialty.pack.fingerprint] = specialty }
  }

  // MARK: Candidates

  /// Keeps the packs that the server started with.
  ///
  /// - Parameter names: as the configuration names them.
  func keepOriginals(_ names: [String]) {
    for name in names {
      guard let path = try? library.file(of: name), let data = FileManager.default.contents(atPath: path) else { continue }
      try? shelf.keep([UInt8](data))
    }
  }

  func candidates() throws(BackendError) -> [PackCandidate] {
    var found: [PackCandidate] = []
    for name in library.names {
      guard let path = try? library.file(of: name), let data = FileManager.default.contents(atPath: path),
        let candidate = try? candidate([UInt8](data), origin: "shipped")
      else { continue }
      found.append(candidate)
    }
    for fingerprint in shelf.fingerprints where !found.contains(where: { $0.pack.fingerprint == fingerprint }) {
      if let pack = shelf.pack(fingerprint) { found.append(PackCandidate(pack: PackName(pack), origin: "kept", remarks: [])) }
    }
    return found
  }

  /// Takes a pack in, after its lint.
  func add(_ bytes: [UInt8]) throws(BackendError) -> PackCandidate {
    let candidate = try candidate(bytes, origin: "kept")
    do throws(PipelineError) { try shelf.keep(bytes) } catch {
      throw .unacceptable(status: 507, reason: "The pack could not be kept, so it is not tried: \(error).")
    }
    return candidate
  }

  private func candidate(_ bytes: [UInt8], origin: String) throws(BackendError) -> PackCandidate {
    let remarks = PackLint.check(bytes, name: "the pack", known: model.known)
    if let first = remarks.first(where: { $0.severity == .error }) {
      let count = remarks.count { $0.severity == .error }
      throw .unacceptable(
        status: 422,
        reason:
          "The pack has \(count) \(count == 1 ? "error" : "errors"), so it is not taken. Line \(first.line): \(first.message)")
    }
    let pack: Pack
    do throws(DetectionError) { pack = try PackReader.parse(bytes, name: "the pack") } catch {
      throw .unacceptable(status: 422, reason: error.description)
    }
    return PackCandidate(
      pack: PackName(pack), origin: origin,
      remarks: remarks.filter { $0.severity == .warning }.map {
        PackCandidate.Remark(severity: $0.severity.rawValue, line: $0.line, message: $0.message)
      })
  }

  /// A candidate made ready for the encoder, by name or fingerprint.
  func specialty(named name: String, for live: Pack) async throws(BackendError) -> Specialty {
    let allowed = "the name of a pack that ships, or the fingerprint of one that is kept"
    var found = shelf.pack(Fingerprint(name)) ?? shipped(Fingerprint(name))
    if found == nil, library.names.contains(name) { found = try? library.load(name) }
    guard let pack = found else { throw .invalid(pointer: "/pack", allowed: allowed) }
    guard !isRemote || ready[pack.fingerprint] != nil else {
      throw .unacceptable(
        status: 409, reason: "An encoder elsewhere serves this server. Candidates can be tried only with an encoder of its own.")
    }
    guard pack.regionStrategy == live.regionStrategy else {
      throw .unacceptable(
        status: 422,
        reason: "The pack looks at pictures by the strategy \(pack.regionStrategy), the stream by \(live.regionStrategy): it "
          + "would need other vectors than there are.")
    }
    return try await specialty(of: pack)
  }

  /// A pack of `Packs/` by its fingerprint.
  private func shipped(_ fingerprint: Fingerprint) -> Pack? {
    library.names.lazy.compactMap { [library] in try? library.load($0) }.first { $0.fingerprint == fingerprint }
  }

  /// The detectors of a pack that is in force.
  func specialtyInForce(_ pack: Pack) async throws(BackendError) -> Specialty {
    if let known = ready[pack.fingerprint] { return known }
    return try await specialty(of: pack)
  }

  /// A pack with other wordings of some conditions, ready to be tried on what is kept.
  ///
  /// - Parameters:
  ///   - live: the pack in force.
  ///   - descriptors: by condition.
  /// - Throws: what is wrong with a wording, with its place, or why this encoder cannot embed one.
  func specialty(_ live: Pack, worded descriptors: [ConditionIdentifier: [String]]) async throws(BackendError) -> Specialty {
    guard !isRemote else {
      throw .unacceptable(
        status: 409, reason: "An encoder elsewhere serves this server. Descriptors can be tried only with an encoder of its own.")
    }
    for (condition, terms) in descriptors.sorted(by: { $0.key < $1.key }) {
      for (place, term) in terms.enumerated() {
        guard let complaint = PackLint.complaint(of: term, templates: live.templates) else { continue }
        throw .invalid(pointer: "/descriptors/\(condition)/\(place)", allowed: complaint)
      }
    }
    return try await specialty(of: live.worded(descriptors))
  }

  private func specialty(of pack: Pack) async throws(BackendError) -> Specialty {
    if let known = ready[pack.fingerprint] { return known }
    do {
      let made = try await model.candidate(pack, beside: originals.map(\.pack))
      // Detectors of many trials would pile up.
      if ready.count > 16 + originals.count {
        ready = ready.filter { key, _ in originals.contains { $0.pack.fingerprint == key } }
      }
      ready[pack.fingerprint] = made
      return made
    } catch let error as EncodingError where error.status == 422 {
      throw .unacceptable(
        status: 409, reason: "This encoder cannot embed the wordings, so nothing was scored: \(error.userMessage.text)")
    } catch { throw .failed(what: "the pack's wordings could not be embedded") }
  }

  /// What a stream was left with by an earlier run of the server; `nil` where nobody promoted anything, or where what was
  /// promoted cannot be had: then the journal says so, and the stream begins with the configuration's pack.
  ///
  /// - Parameters:
  ///   - stream: whose.
  ///   - pack: what the configuration leads to. A pack that it no longer leads to stays until somebody takes it back.
  /// - Throws: where the journal cannot be read or written; nobody knows then by which pack the stream is to be judged.
  func promoted(_ stream: StreamIdentifier, startingWith pack: Pack) async throws(JournalError) -> Specialty? {
    guard let entry = try await journal.newest(.packChanged, stream: stream).last, let wish = try PackWish(entry),
      wish.pack.fingerprint != pack.fingerprint
    else { return nil }
    let found: Specialty
    do throws(BackendError) { found = try await available(wish.pack.fingerprint) } catch {
      if wish.isInForce { try await tell(stream, "unavailable", from: wish.pack, to: PackName(pack), why: error) }
      return nil
    }
    if !wish.isInForce { try await tell(stream, "promoted", from: PackName(pack), to: wish.pack) }
    return found
  }

  private func available(_ fingerprint: Fingerprint) async throws(BackendError) -> Specialty {
    guard !isRemote else {
      throw .unacceptable(status: 409, reason: "An encoder elsewhere serves this server; a promoted pack needs one of its own.")
    }
    return try await kept(fingerprint)
  }

  /// The pack of a fingerprint, made ready.
  func kept(_ fingerprint: Fingerprint) async throws(BackendError) -> Specialty {
    if let known = ready[fingerprint] { return known }
    guard let pack = shelf.pack(fingerprint) else {
      throw .unacceptable(
        status: 409, reason: "The former pack is not kept on this machine any more, so it cannot be brought back.")
    }
    return try await specialty(of: pack)
  }
}
