import Encoding
import Vocabulary

/// Connects the remote encoder, embeds the packs' texts with it, hands it to the road, and keeps asking how it is.
///
/// - Threading: an actor; it waits and decides.
actor RemoteDesk {
  private let settings: RemoteSettings
  private let standby: StandbyEncoder
  private let time: any TimeSource
  private var model: RemoteModel?
  private var specialties: [Specialty] = []
  /// How long to wait before the next attempt or check.
  private let interval: Duration

  init(settings: RemoteSettings, standby: StandbyEncoder, time: any TimeSource, interval: Duration = .seconds(5)) {
    self.settings = settings
    self.standby = standby
    self.time = time
    self.interval = interval
  }

  /// Connects and gives the remote model; used where nothing else could serve.
  func connect() async throws(EncodingError) -> ReadyModel {
    let model = try await RemoteModel.connect(settings, time: time)
    self.model = model
    return ReadyModel(encoder: model.image, text: model.text, known: nil, calibration: nil, licence: nil)
  }

  /// Embeds the packs' texts and gives the remote its place; a failure leaves the local encoder in it.
  func activate(for specialties: [Specialty]) async {
    self.specialties = specialties
    do {
      let ready = try await connect()
      for specialty in specialties { specialty.detectors.add(try await ready.specialty(specialty.pack).detector) }
      standby.activate(ready.encoder)
    } catch {
      model = nil
      standby.deactivate(because: "\(error)")
    }
  }

  /// The remote serves alone: its own detectors are the packs' first.
  func activate(alone ready: ReadyModel) { standby.activate(ready.encoder) }

  /// Checks, and connects again, until it is cancelled.
  func run() async {
    while (try? await Task.sleep(for: interval)) != nil { await look() }
  }

  func look() async {
    guard let model else {
      if !specialties.isEmpty { await activate(for: specialties) }
      return
    }
    switch await model.check() {
    case nil: standby.note(fault: nil)
    case .changed:
      // Other vectors under the same name: connected anew, it has another fingerprint and texts of its own.
      standby.deactivate(because: "\(RemoteFault.changed)")
      if !specialties.isEmpty { await activate(for: specialties) }
    case .some(let fault): standby.note(fault: "\(fault)")
    }
  }

  /// How it fares; `nil` while it is not connected.
  var report: RemoteReport? { get async { await model?.report } }
}
