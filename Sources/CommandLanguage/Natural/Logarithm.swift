enum Logarithm {
    /// The natural logarithm of a number above 0, to single precision.
    ///
    /// The standard library has none.
    static func natural(_ value: Float) -> Float {
        // value = significand * 2^exponent with 1 <= significand < 2, and ln m = 2 artanh(z).
        let z = (value.significand - 1) / (value.significand + 1)
        let square = z * z
        var power = z
        var sum = z
        for odd in stride(from: Float(3), through: 19, by: 2) {
            power *= square
            sum += power / odd
        }
        return 2 * sum + Float(value.exponent) * 0.693_147_2
    }
}
