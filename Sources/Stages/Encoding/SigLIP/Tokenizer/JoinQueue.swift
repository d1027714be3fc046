/// Pairs that may be joined, the one that was learned first in front, the leftmost of equals.
struct JoinQueue {
  struct Item {
    let rank: Int32
    let place: Int
    let id: Int32

    static func < (left: Item, right: Item) -> Bool { (left.rank, left.place) < (right.rank, right.place) }
  }

  /// A binary heap: no item is before the one at half its place.
  private var items: [Item] = []

  mutating func insert(_ item: Item) {
    items.append(item)
    var place = items.count - 1
    while place > 0, items[place] < items[(place - 1) / 2] {
      items.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func popFirst() -> Item? {
    guard let first = items.first, let last = items.popLast() else { return nil }
    if !items.isEmpty {
      items[0] = last
      settle()
    }
    return first
  }

  private mutating func settle() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < items.count && items[child] < items[least] { least = child }
      if least == place { return }
      items.swapAt(place, least)
      place = least
    }
  }
}
