/// Black pixels that are imagined around a picture.
struct Padding: Sendable, Hashable {
  var left = 0
  var right = 0
  var top = 0
  var bottom = 0

  static let none = Padding()

  /// What makes a picture square, the odd pixel at the right or below.
  static func square(width: Int, height: Int) -> Padding {
    let (across, down) = (max(height - width, 0), max(width - height, 0))
    return Padding(left: across / 2, right: across - across / 2, top: down / 2, bottom: down - down / 2)
  }

  func horizontal(shrunkBy factor: Double) -> (before: Int, after: Int) {
    (Int((Double(left) / factor).rounded(.up)), Int((Double(right) / factor).rounded(.up)))
  }

  func vertical(shrunkBy factor: Double) -> (before: Int, after: Int) {
    (Int((Double(top) / factor).rounded(.up)), Int((Double(bottom) / factor).rounded(.up)))
  }
}
