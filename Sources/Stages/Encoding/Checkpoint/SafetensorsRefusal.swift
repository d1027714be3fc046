/// A fault and the tensor it was found at.
struct SafetensorsRefusal: Error {
  let tensor: String?
  let fault: SafetensorsFault
}
