/// The code that lets a reader repair a symbol: Reed-Solomon over the field of 256 elements.
///
/// The field is that of x⁸ + x⁴ + x³ + x² + 1, the generator's roots are the powers of 2 from 0 on.
///
/// - Note: Source: ISO/IEC 18004:2015 §7.5.2 and annex A.
package enum ReedSolomon {
    /// Computes what is written behind the data.
    ///
    /// - Parameters:
    ///   - data: The codewords of one block, the first written first.
    ///   - count: How many codewords of correction; 1 or more.
    /// - Returns: That many codewords, the first written first.
    package static func correction(of data: some Sequence<UInt8>, count: Int) -> [UInt8] {
        let divisor = generator(count)
        var remainder = [UInt8](repeating: 0, count: count)
        for codeword in data {
            let factor = codeword ^ remainder.removeFirst()
            remainder.append(0)
            for index in divisor.indices { remainder[index] ^= multiply(divisor[index], factor) }
        }
        return remainder
    }

    /// The generator's coefficients from the second-highest power down; the highest is 1.
    private static func generator(_ degree: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in coefficients.indices {
                coefficients[index] = multiply(coefficients[index], root)
                if index + 1 < degree { coefficients[index] ^= coefficients[index + 1] }
            }
            root = multiply(root, 2)
        }
        return coefficients
    }

    private static func multiply(_ one: UInt8, _ two: UInt8) -> UInt8 {
        var product = 0
        for shift in (0..<8).reversed() {
            product = product << 1 ^ product >> 7 * 0x11D
            if two >> shift & 1 == 1 { product ^= Int(one) }
        }
        return UInt8(product)
    }
}
