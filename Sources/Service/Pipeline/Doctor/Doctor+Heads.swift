import Configuration
import Encoding
import Tuning
import Vocabulary

extension Doctor {
  /// Whether the fitted heads that should be in force can be.
  func heads() async -> [DoctorCheck] {
    let store = HeadStore(data: settings.data)
    let active: [String: Int]
    do throws(TuningError) { active = try store.active().versions } catch {
      return [DoctorCheck("heads", .failed, "\(error)", remedy: "restore heads/ from a backup, or fit them again by `tune`")]
    }
    guard !active.isEmpty else { return [DoctorCheck("heads", .passed, "none in force: the pack's wordings score")] }
    do {
      let model = try await ModelLibrary(resources: resources, caches: nil, device: DeviceChoice(settings.device) ?? .auto).load(
        settings.model, precision: settings.precision)
      let packs = try settings.packs.map { try PackLibrary(resources: resources).load($0) }
      return active.sorted { $0.key < $1.key }.map { name, version in
        do throws(TuningError) {
          let head = try store.head(name, version)
          guard let pack = packs.first(where: { $0.id == head.content.base.pack }) else {
            throw .unfit(name: name, version: version, reason: "pack \(head.content.base.pack) is not loaded")
          }
          _ = try model.trained(head, for: pack)
          return DoctorCheck("head \(name)", .passed, "version \(version) is in force")
        } catch {
          return DoctorCheck(
            "head \(name)", .limited, "\(error)", remedy: "fit it again by `tune`, or roll it back by `tune rollback \(name)`")
        }
      }
    } catch {
      return [DoctorCheck("heads", .failed, "\(error)", remedy: "see the line `encoder`")]
    }
  }
}
