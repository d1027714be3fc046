import Foundation
import Framing
import Testing
import Vocabulary

@Suite("Real photos (needs shared/data)", .enabled(if: SharedPhotos.folder != nil, "needs ../shared: licensed photos"))
struct PhotoTests {
  /// Every eighth photo: a debug build takes its time. All of them were run while this was written.
  @Test(arguments: ["pad_ufes_20", "isic_cc0", "hands_asl_pd", "hands_digits_apache"])
  func `at least 98 in 100 photos of skin are usable`(set: String) throws {
    let files = SharedPhotos.files(set, every: 8)
    let refused = try files.filter { try !SkinFramer().decide(try SharedPhotos.read($0).buffer).reasons.isEmpty }
    #expect(files.count > 15 && refused.count * 50 <= files.count, "\(refused.map(\.lastPathComponent))")
  }

  @Test func `a lesion photo pasted a tenth of the frame wide on a hand is among the regions nine times in ten`() throws {
    let hands = SharedPhotos.files("hands_digits_apache", every: 7)
    let lesions = SharedPhotos.files("pad_ufes_20", every: 23)
    var tried = 0
    var missed: [String] = []
    for (index, hand) in hands.enumerated() {
      let background = try SharedPhotos.read(hand).covering(640, 480)
      guard let place = PastePlace(in: background) else { continue }
      let lesion = try SharedPhotos.read(lesions[index % lesions.count]).covering(64, 64)
      let regions = try SkinFramer().decide(background.pasting(lesion, at: place.x, place.y).buffer).regions
      let middle = (Double(place.x + 32) / 640, Double(place.y + 32) / 480)
      tried += 1
      // A region that is the whole hand does not count.
      if !regions.contains(where: { $0.width < 0.35 && $0.contains(middle.0, middle.1) }) {
        missed.append(hand.lastPathComponent)
      }
    }
    #expect(tried >= 15 && missed.count * 10 <= tried, "\(missed.count) of \(tried): \(missed)")
  }
}
