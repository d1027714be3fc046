import Capture
public import Configuration
import Encoding
import Foundation
import Journal
import Vocabulary
import Voice

/// Checks this machine for what the server needs, and says how to mend each.
public struct Doctor: Sendable {
  let resources: Resources
  let settings: Settings
  private var data: URL { URL(fileURLWithPath: settings.data) }

  public init(resources: Resources, settings: Settings) {
    self.resources = resources
    self.settings = settings
  }

  /// All checks, in the order of the road.
  public func examine() async -> [DoctorCheck] {
    [media(), demo(), cameras(), network()] + (await encoder()) + (await heads()) + (await remote()) + [
      voice(), await language(),
    ] + calls()
      + [disk(), clock()]
  }

  private func media() -> DoctorCheck {
    let missing = MediaElements.missing()
    guard missing.isEmpty else {
      return DoctorCheck(
        "media", .failed, "missing: \(missing.joined(separator: ", "))",
        remedy: "run scripts/setup: it installs the GStreamer packages")
    }
    return DoctorCheck("media", .passed, "GStreamer \(MediaElements.version), WebRTC, VP8, H.264, RTSP")
  }

  private func demo() -> DoctorCheck {
    let path = resources.demoClip.path
    return FileManager.default.fileExists(atPath: path)
      ? DoctorCheck("demo", .passed, "the drawn clip is there")
      : DoctorCheck("demo", .failed, "\(path) is missing", remedy: "run scripts/setup: it draws the clip")
  }

  private func cameras() -> DoctorCheck {
    let found = ((try? FileManager.default.contentsOfDirectory(atPath: "/dev")) ?? []).filter { $0.hasPrefix("video") }.sorted()
    return found.isEmpty
      ? DoctorCheck(
        "camera", .limited, "no camera is connected to this machine",
        remedy: "browsers bring their own; for a camera of the server's, connect one and name v4l2:///dev/video0")
      : DoctorCheck("camera", .passed, found.joined(separator: ", "))
  }

  private func network() -> DoctorCheck {
    let addresses = MediaElements.addresses()
    return addresses.isEmpty
      ? DoctorCheck(
        "ice", .limited, "only the loopback address: other machines cannot send video",
        remedy: "connect a network, or use the browser of this machine")
      : DoctorCheck("ice", .passed, "candidates would be \(addresses.joined(separator: ", "))")
  }

  private func encoder() async -> [DoctorCheck] {
    do {
      let device = DeviceChoice(settings.device) ?? .auto
      let ready = try await ModelLibrary(resources: resources, caches: nil, device: device).load(
        settings.model, precision: settings.precision)
      let speed = try await EncoderSpeed.measure(ready.encoder)
      let text = "\(ready.encoder.description.model): \(speed.rounded(decimals: 1)) ms a whole frame"
      // 30 frames a second leave 33 ms each.
      return [
        speed <= 33
          ? DoctorCheck("encoder", .passed, text)
          : DoctorCheck(
            "encoder", .limited, text,
            remedy: "not every frame of a 30 fps stream is analysed; use a smaller model or a faster machine")
      ] + (await ready.device.map { [DoctorCheck(device: $0)] } ?? []) + [try model(ready)]
    } catch {
      return [DoctorCheck("encoder", .failed, "\(error)", remedy: "run scripts/setup, and check --model")]
    }
  }

  /// What the model's directory says of itself, and how pictures reach it.
  private func model(_ ready: ReadyModel) throws -> DoctorCheck {
    let summary = try ModelLibrary(resources: resources, caches: nil).catalog.inspect(settings.model)
    return DoctorCheck(model: summary, maps: ready.maps)
  }

  private func remote() async -> [DoctorCheck] {
    guard let setting = settings.remote else { return [] }
    do {
      let speed = try await RemoteModelSpeed.measure(try RemoteSettings(setting))
      return [
        DoctorCheck("remote", .passed, "\(speed.model) answers in \(speed.milliseconds.rounded(decimals: 1)) ms a whole frame")
      ]
    } catch {
      return [
        DoctorCheck(
          "remote", setting.fallsBack ? .limited : .failed, "\(error)",
          remedy: "check the remote encoder's server, and what stands under remote: in the configuration")
      ]
    }
  }

  private func voice() -> DoctorCheck {
    guard settings.voice.isOn else { return DoctorCheck("voice", .passed, "off in the configuration") }
    do throws(VoiceError) {
      return DoctorCheck("voice", .passed, "piper \(try PiperVoiceFiles(folder: resources.voice).name)")
    } catch {
      return DoctorCheck(
        "voice", .limited, "espeak-ng alone speaks: \(error)", remedy: "run scripts/setup: it brings the better voice")
    }
  }

  private func language() async -> DoctorCheck {
    do throws(PipelineError) {
      switch try await LanguageModelSetup.open(settings.languageModel, resources: resources) {
      case .none(let state) where state.state == .missing:
        return DoctorCheck(
          "language model", .passed, "none installed: explanations stand as they are composed",
          remedy: "nothing need be done; scripts/setup-language-model brings one that rewords them")
      case .none: return DoctorCheck("language model", .passed, "off in the configuration")
      case .model(let model):
        await model.check()
        let state = await model.state()
        let detail = state.detail ?? model.name
        return state.state == .ready
          ? DoctorCheck("language model", .passed, detail)
          : DoctorCheck(
            "language model", .limited, detail,
            remedy: "explanations stand as they are composed; check language_model: in the configuration")
      }
    } catch {
      return DoctorCheck(
        "language model", .failed, "\(error)", remedy: "run scripts/setup-language-model, or set language_model: off")
    }
  }

  private func disk() -> DoctorCheck {
    let place = FileManager.default.fileExists(atPath: data.path) ? data : data.deletingLastPathComponent()
    guard FileManager.default.isWritableFile(atPath: place.path) else {
      return DoctorCheck(
        "disk", .failed, "\(place.path) cannot be written", remedy: "name another folder with --data, or give this user the right"
      )
    }
    let free = (try? FileManager.default.attributesOfFileSystem(forPath: place.path)[.systemFreeSize] as? Int) ?? 0
    let megabytes = free / 1_000_000
    // A journal entry with its vectors is some 40 kB: a gigabyte holds 25,000 alerts.
    return megabytes >= 1000
      ? DoctorCheck("disk", .passed, "\(megabytes) MB free for the journal")
      : DoctorCheck("disk", .limited, "\(megabytes) MB free for the journal", remedy: "free a gigabyte, or move --data")
  }

  private func clock() -> DoctorCheck {
    let isSynchronised = FileManager.default.fileExists(atPath: "/run/systemd/timesync/synchronized")
    return isSynchronised
      ? DoctorCheck("clock", .passed, "synchronised")
      : DoctorCheck(
        "clock", .limited, "nothing says that the clock is synchronised",
        remedy: "turn on systemd-timesyncd or chrony: records carry this clock's time")
  }
}
