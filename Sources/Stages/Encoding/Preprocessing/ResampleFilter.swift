/// The kernel by which pixels are weighed.
///
/// - Source: Keys 1981 for the cubic (a = −0.5); both as in Pillow's `Resample.c` and torchvision's antialiased resize.
enum ResampleFilter: String, Sendable {
  case bilinear, bicubic

  /// Half the kernel's width, in pixels of the coarser of both grids.
  var support: Double { self == .bilinear ? 1 : 2 }

  func weight(at distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .bilinear: return x < 1 ? 1 - x : 0
    case .bicubic:
      let a = -0.5
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    }
  }
}
