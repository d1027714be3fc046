import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct PatchChoiceTests {
  private static let counts = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 576, 768]

  /// Of a frame in a grid over the square that padding makes of it.
  private static func choice(_ region: Region?, _ tokens: Int, width: Int = 640, height: Int = 480) -> PatchChoice {
    let grid = square(width, height)
    return PatchChoice(
      region, picture: .whole(width: width, height: height), grid: grid, side: PatchChoice.side(of: grid, patchSide: 14, own: 32),
      tokens: tokens)
  }

  private static func square(_ width: Int, _ height: Int) -> PixelBox {
    let padding = Padding.square(width: width, height: height)
    return PixelBox(
      left: Double(-padding.left), top: Double(-padding.top), right: Double(width + padding.right),
      bottom: Double(height + padding.bottom))
  }

  private static let spot = Region(x: 0.3, y: 0.4, width: 0.3, height: 0.4, weight: 1)

  @Test(arguments: counts, [nil, spot])
  func `nearly all patches that are allowed are looked at, none twice and none of the padding`(tokens: Int, region: Region?) {
    for (width, height) in [(640, 480), (1280, 720), (480, 640), (500, 500)] {
      let choice = Self.choice(region, tokens, width: width, height: height)
      let count = choice.places.count
      #expect(count <= tokens && Double(count) >= 0.6 * Double(tokens), "\(count) of \(tokens)")
      #expect(Set(choice.places).count == choice.places.count)
      let inside = PatchArea(.whole(width: width, height: height), over: Self.square(width, height), side: choice.side)
      #expect(choice.places.allSatisfy { inside.rows.contains($0 / choice.side) && inside.columns.contains($0 % choice.side) })
    }
  }

  @Test func `half of the patches lie in the region, the others all over the frame`() {
    let choice = Self.choice(Self.spot, 64)
    let area = PatchArea(PixelBox(Self.spot, width: 640, height: 480), over: Self.square(640, 480), side: 45)
    let within = choice.places.filter { area.rows.contains($0 / 45) && area.columns.contains($0 % 45) }
    #expect(choice.side == 45 && choice.close.count == 30 && Array(choice.places.prefix(30)) == Array(within.prefix(30)))
    let around = choice.places.dropFirst(30)
    #expect(around.map { $0 % 45 }.min() == 3 && around.map { $0 % 45 }.max() == 41)
    #expect(around.map { $0 / 45 }.min() == 8 && around.map { $0 / 45 }.max() == 36)
  }

  @Test func `a region that has fewer patches than its half gets all of them, and leaves the rest to the frame`() {
    let choice = Self.choice(Region(x: 0.5, y: 0.5, width: 40 / 640, height: 40 / 480, weight: 1), 64)
    #expect(choice.close.columns == [22, 23, 24, 25] && choice.close.rows == [22, 23, 24, 25])
    #expect(choice.places.count > 50 && Array(choice.places.prefix(4)) == [22, 23, 24, 25].map { 22 * 45 + $0 })
  }

  @Test func `a frame without a region is looked at evenly`() {
    let choice = Self.choice(nil, 48)
    #expect(choice.close.count == choice.places.count && choice.close.columns.count == 7 && choice.close.rows.count == 6)
    let gaps = zip(choice.close.columns.dropFirst(), choice.close.columns).map { $0 - $1 }
    #expect(gaps.allSatisfy { $0 == 6 || $0 == 7 })
  }

  @Test func `a sliver and a point have a patch at least`() {
    let (sliver, point) = (
      Region(x: 0, y: 0.4, width: 1, height: 0.0001, weight: 1), Region(x: 1, y: 1, width: 0, height: 0, weight: 1)
    )
    for region in [sliver, point] {
      let choice = Self.choice(region, 16)
      #expect(choice.close.count >= 1 && choice.places.count <= 16 && choice.places.count >= 9, "\(choice.places)")
    }
  }

  @Test(arguments: [(640, 480, 45), (200, 100, 32), (449, 448, 32), (1280, 720, 64), (6000, 4000, 64)])
  func `the grid is as fine as the frame's own pixels, within limits`(width: Int, height: Int, side: Int) {
    #expect(PatchChoice.side(of: Self.square(width, height), patchSide: 14, own: 32) == side)
  }

  @Test func `what the close patches cover is the region, to the edges of patches`() {
    let choice = Self.choice(Self.spot, 64)
    let box = PixelBox(Self.spot, width: 640, height: 480)
    let patch = 640.0 / 45
    for (covered, wanted) in [(choice.closeBox.left, box.left), (choice.closeBox.top, box.top)] {
      #expect(covered <= wanted + 0.01 && covered > wanted - patch)
    }
    for (covered, wanted) in [(choice.closeBox.right, box.right), (choice.closeBox.bottom, box.bottom)] {
      #expect(covered >= wanted - 0.01 && covered < wanted + patch)
    }
  }
}
