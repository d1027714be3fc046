import Pictures

/// A place on a hand for a square of 64 pixels: where all around has the colour of the picture's middle.
struct PastePlace {
  let x: Int
  let y: Int

  init?(in picture: RGBPicture) {
    let middle = picture.pixel(picture.width / 2, picture.height / 2)
    guard middle.x - middle.z > 20 else { return nil }
    for radius in stride(from: 0, to: 120, by: 20) {
      for (across, down) in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)] {
        let left = picture.width / 2 + across * radius - 32
        let top = picture.height / 2 + down * radius - 32
        if Self.isSkin(picture, left, top, like: middle) {
          x = left
          y = top
          return
        }
      }
    }
    return nil
  }

  private static func isSkin(_ picture: RGBPicture, _ left: Int, _ top: Int, like colour: SIMD3<Int>) -> Bool {
    var alike = 0
    var all = 0
    for y in stride(from: top - 16, to: top + 80, by: 8) {
      for x in stride(from: left - 16, to: left + 80, by: 8) {
        let difference = picture.pixel(x, y) &- colour
        all += 1
        if abs(difference.x) < 45, abs((difference.x - difference.y)) < 18, abs(difference.y - difference.z) < 22 { alike += 1 }
      }
    }
    return alike * 100 >= all * 93
  }
}
