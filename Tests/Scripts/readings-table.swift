// Prints the lines of `Readings.table` from the platform's own transform, for the characters that
// come in on standard input:
//     swiftc -o /tmp/readings Tests/Scripts/readings-table.swift
//     python3 -c 'print("".join(bytes([a, b]).decode("gb2312", "ignore")
//         for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)))' | /tmp/readings
import Foundation

var bySyllable: [String: String] = [:]
for character in (readLine() ?? "") {
    let word = String(character)
    let transform = StringTransform("Han-Latin; Latin-ASCII")
    guard let reading = word.applyingTransform(transform, reverse: false),
        reading != word, !reading.contains(" ")
    else { continue }
    bySyllable[reading, default: ""] += word
}
for (syllable, characters) in bySyllable.sorted(by: { $0.key < $1.key }) {
    print(syllable + characters)
}
