import Foundation
internal import Vocabulary

/// What this machine's processor multiplies fast.
struct Processor: Sendable, Hashable {
  /// Products of bytes: AVX-512 VNNI, AVX-VNNI, AMX, or Arm's dot product.
  let multipliesBytes: Bool
  /// Products of bfloat16: AVX-512 BF16, AMX, or Arm's BF16.
  let multipliesBfloat16: Bool

  /// From the words of `/proc/cpuinfo`'s `flags` (x86) or `Features` (Arm).
  init(flags: Set<Substring>) {
    multipliesBytes = !flags.isDisjoint(with: ["avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"])
    multipliesBfloat16 = !flags.isDisjoint(with: ["avx512_bf16", "amx_bf16", "bf16"])
  }

  /// The machine that this process runs on; nothing is assumed where the kernel does not say.
  static let present: Processor = {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Features") } ?? ""
    return Processor(flags: Set(line.split(separator: " ")))
  }()

  /// The fastest of some precisions for a small convolutional network: bf16 where the processor multiplies it. f32 where another device
  /// was asked for: what this processor can do says nothing of that one.
  func fastest(of allowed: Set<Precision>, on choice: DeviceChoice) -> Precision {
    let isProcessors = choice == .auto || choice == .named(DeviceChoice.processor)
    return isProcessors && multipliesBfloat16 && allowed.contains(.bf16) ? .bf16 : .f32
  }

  /// The fastest precision here.
  var fastest: Precision {
    if multipliesBytes { return .int8 }
    return multipliesBfloat16 ? .bf16 : .f32
  }
}
