// Prints the pairs of `Simplified.pairs` from the platform's own transform:
//     swiftc -o /tmp/table Tests/Scripts/simplified-table.swift && /tmp/table
import Foundation

var pairs = ""
for value in 0x4E00...0x9FFF {
    guard let scalar = Unicode.Scalar(value) else { continue }
    let word = String(Character(scalar))
    // Targets outside the range are rare characters that no command needs.
    guard
        let simple = word.applyingTransform(StringTransform("Hant-Hans"), reverse: false),
        simple != word, let target = simple.unicodeScalars.first,
        simple.unicodeScalars.count == 1, (0x4E00...0x9FFF).contains(target.value)
    else { continue }
    pairs += word + simple
}
print(pairs)
