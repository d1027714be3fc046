import Configuration
import Encoding
import Vocabulary

/// The encoders of an installation: the one that frames go to, and the local one behind it or in its place.
struct EncoderSetup: Sendable {
  /// What the packs are made ready for first, and what other programs may use.
  let base: ReadyModel
  /// What the road asks.
  let encoder: AnyImageEncoder
  /// The remote's keeper, where there is one.
  let desk: RemoteDesk?
  let standby: StandbyEncoder?
  /// Streams that may be in the encoder at once.
  let width: Int
  let specialties: [Specialty]

  static func open(_ settings: Settings, _ library: ModelLibrary, _ packs: [Pack], time: any TimeSource) async throws
    -> EncoderSetup
  {
    guard let remote = settings.remote else {
      return try await EncoderSetup(local: try await library.load(settings.model, precision: settings.precision), packs)
    }
    let local = remote.fallsBack ? try await library.load(settings.model, precision: settings.precision) : nil
    let standby = StandbyEncoder(local: local?.encoder, waitingFor: "it is not connected yet")
    let desk = RemoteDesk(settings: try RemoteSettings(remote), standby: standby, time: time)
    if let local {
      let setup = try await EncoderSetup(local: local, packs, desk: desk, standby: standby, width: remote.batch)
      await desk.activate(for: setup.specialties)
      return setup
    }
    do {
      let alone = try await desk.connect()
      await desk.activate(alone: alone)
      return try await EncoderSetup(local: alone, packs, desk: desk, standby: standby, width: remote.batch)
    } catch {
      throw PipelineError.unusable(what: "the remote encoder", reason: "\(error)")
    }
  }

  private init(
    local: ReadyModel, _ packs: [Pack], desk: RemoteDesk? = nil, standby: StandbyEncoder? = nil, width: Int = 1
  ) async throws {
    base = local
    encoder = standby.map { AnyImageEncoder($0) } ?? local.encoder
    self.desk = desk
    self.standby = standby
    self.width = width
    var specialties: [Specialty] = []
    for pack in packs { specialties.append(try await local.specialty(pack)) }
    self.specialties = specialties
  }
}
