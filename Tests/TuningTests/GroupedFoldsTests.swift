import Testing

@testable import Tuning

@Suite struct GroupedFoldsTests {
  private static let groups = (0..<60).map { "g\($0 % 20)" }
  private static let classes = (0..<60).map { $0 % 20 < 6 ? "melanoma" : nil }
  private static let folds = GroupedFolds(groups: groups, classes: classes, count: 5)

  @Test func `no group is on both sides of a split`() {
    for fold in 0..<5 {
      let split = Self.folds.split(fold)
      #expect(!split.heldOut.isEmpty)
      #expect(Set(split.learned.map { Self.groups[$0] }).isDisjoint(with: split.heldOut.map { Self.groups[$0] }))
      #expect(Set(split.learned + split.heldOut).count == 60)
    }
  }

  @Test func `every part holds some of a rare condition`() {
    for fold in 0..<5 { #expect(Self.folds.split(fold).heldOut.contains { Self.classes[$0] != nil }) }
  }

  @Test func `the order of the examples does not matter, the seed does`() {
    let order = Array((0..<60).reversed())
    let turned = GroupedFolds(groups: order.map { Self.groups[$0] }, classes: order.map { Self.classes[$0] }, count: 5)
    #expect(order.map { Self.folds.assignments[$0] } == turned.assignments)
    let others = GroupedFolds(groups: Self.groups, classes: Self.classes, count: 5, seed: 9)
    #expect(others.assignments != Self.folds.assignments)
  }
}
