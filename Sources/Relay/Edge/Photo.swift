/// A picture with its bytes: what is kept of a photo.
package struct Photo: Hashable, Sendable {
    package let bytes: [UInt8]
    /// `image/jpeg` and the like.
    package let type: String
    /// Pixels.
    package let width: Int
    package let height: Int

    /// Takes a whole file.
    ///
    /// - Throws: ``PictureFault`` when it is no picture, or one that would unfold without end.
    package init(_ bytes: [UInt8]) throws(PictureFault) {
        let picture = try Picture(bytes)
        self.bytes = bytes
        type = picture.kind.mediaType
        width = picture.width
        height = picture.height
    }
}
