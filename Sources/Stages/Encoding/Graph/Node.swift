internal import OpenVINO

/// One value of a graph: which layer makes it, at which of its ports.
struct Node {
  let layer: Int
  let port: Int
  let type: ElementType
}
