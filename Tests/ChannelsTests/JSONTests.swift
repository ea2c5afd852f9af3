import BotAPI
import Testing

struct JSONTests {
    @Test(arguments: [
        (#""a\"b\\c\/d\n\t\r\b\f""#, "a\"b\\c/d\n\t\r\u{8}\u{C}"),
        (#""\u4f60\u597d""#, "你好"),
        (#""\ud83d\ude00""#, "😀"),
        (#""\uD83D\uDE00x""#, "😀x"),
        (#""a\ud83db""#, "a\u{FFFD}b"),
        (#""a\ude00b""#, "a\u{FFFD}b"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ud83d""#, "\u{FFFD}"),
        (#""\u12""#, "\u{FFFD}12"),
        (#""\uzzzz""#, "\u{FFFD}zzzz"),
        (#""\q""#, "q"),
        (#""\u0000""#, "\0"),
        ("\"a\u{1}\nb\"", "a\u{1}\nb"),
        (#""""#, ""),
    ])
    func `a string is read whatever its escapes`(_ json: String, _ text: String) throws {
        #expect(try JSONDocument(Array(json.utf8)).root.text == text)
    }

    @Test func `bytes that are not UTF-8 are repaired`() throws {
        let json: [UInt8] = [0x22, 0x61, 0xFF, 0xE4, 0xBD, 0x22]
        #expect(try JSONDocument(json).root.text == "a\u{FFFD}\u{FFFD}")
    }

    @Test(arguments: [
        ("0", 0), ("-1", -1), ("9223372036854775807", Int64.max),
        ("-9223372036854775808", Int64.min), ("9223372036854775808", nil),
        ("-9223372036854775809", nil), ("99999999999999999999999", nil), ("1.5", nil), ("1e3", nil),
    ])
    func `whole numbers have 64 bits`(_ json: String, _ number: Int64?) throws {
        #expect(try JSONDocument(Array(json.utf8)).root.integer == number)
    }

    @Test func `an object gives values by key and in order`() throws {
        let json = #" {"a" : 1, "b":[true,null,{"c":"d"}], "e":{}, "f":[], "a":2, "g":1.5e1} "#
        let root = try JSONDocument(Array(json.utf8)).root
        #expect(root.keys == ["a", "b", "e", "f", "a", "g"])
        #expect(root["a"]?.integer == 1)
        #expect(root["b"]?.elements?.count == 3)
        #expect(root["b"]?.elements?.first?.boolean == true)
        #expect(root["b"]?.elements?[1].isNull == true)
        #expect(root["b"]?.elements?.last?["c"]?.text == "d")
        #expect(root["e"]?.isObject == true)
        #expect(root["f"]?.elements?.isEmpty == true)
        #expect(root["g"]?.number == 15)
        #expect(root["z"] == nil)
        #expect(root["a"]?["b"] == nil)
        #expect(root["a"]?.text == nil)
    }

    @Test func `a key that comes from a setting is found however it is escaped`() throws {
        let json = #"{"a":1,"\u4f60":2,"b":{"a":3},"a":4,"":5,"ab":6}"#
        let root = try JSONDocument(Array(json.utf8)).root
        #expect(root[name: "a"]?.integer == 1)
        #expect(root[name: "你"]?.integer == 2)
        #expect(root[name: "b"]?[name: "a"]?.integer == 3)
        #expect(root[name: ""]?.integer == 5)
        #expect(root[name: "ab"]?.integer == 6)
        #expect(root[name: "abc"] == nil)
        #expect(root[name: "a"]?[name: "a"] == nil)
        #expect(try JSONDocument(Array("[1]".utf8)).root[name: "a"] == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1", "[1,", "[1 2]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\" 1}",
        "{a:1}", "{\"a\":1,}", "[1,]", "\"a", "\"a\\", "tru", "nul", "<html>", "1 2", "{}{}", "]",
        "{]", "[}", "[,1]", "\u{FEFF}",
    ])
    func `what has no clear end is a fault`(_ json: String) {
        #expect(throws: JSONFault.self) { try JSONDocument(Array(json.utf8)) }
    }

    @Test func `every cut of a text is a fault and no trap`() throws {
        let json = Array(#"{"ok":true,"result":[{"a":"\u4f60\"x","b":[1,-2.5e3,null]}]}"#.utf8)
        for length in 0..<json.count {
            #expect(throws: JSONFault.self) { try JSONDocument(Array(json[..<length])) }
        }
        _ = try JSONDocument(json)
    }

    @Test func `any change of a byte is read or refused and no trap`() {
        let json = Array(#"{"ok":true,"r":[{"a":"\ud83d\ude00","b":[1,-2.5e3,null]}]}"#.utf8)
        for place in json.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = json
                changed[place] = byte
                guard let root = try? JSONDocument(changed).root else { continue }
                touch(root)
            }
        }
    }

    private func touch(_ value: JSONValue) {
        _ = (value.text, value.integer, value.number, value.boolean, value.raw, value.isTooDeep)
        for key in value.keys { _ = key.count }
        for element in value.elements ?? [] { touch(element) }
        if let inner = value["r"] ?? value["a"] ?? value["b"] { touch(inner) }
    }

    @Test func `what is nested too deep is skipped and marked`() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let json = #"{"a":\#(deep),"b":{"x":"]}\""},"c":3}"#
        let root = try JSONDocument(Array(json.utf8)).root
        #expect(root["a"]?.isTooDeep == true)
        #expect(root["b"]?.isTooDeep == false)
        #expect(root["c"]?.integer == 3)
    }

    @Test func `depth up to the limit is read`() throws {
        let count = JSONDocument.depthLimit
        let json = String(repeating: "[", count: count) + String(repeating: "]", count: count)
        #expect(JSONDocument.depthLimit == 64)
        #expect(try JSONDocument(Array(json.utf8)).root.isTooDeep == false)
        #expect(try JSONDocument(Array("[\(json)]".utf8)).root.isTooDeep == true)
    }

    @Test func `what is written is read again`() throws {
        let text = "\"\\/\n\r\t\u{0}\u{1F}\u{7F} 你好 😀 \u{2028} </script>"
        var json = JSONWriter()
        json.object { json in
            json.field("text", text)
            json.field("none", nil as String?)
            json.field("least", Int64.min)
            json.field("flag", true)
            json.key("list")
            json.array { json in
                json.value(Int64(1))
                json.value("a")
                json.value(0.5)
                json.value(Double.nan)
                json.object { _ in }
                json.array { _ in }
                json.value(raw: Array("[7]".utf8))
            }
        }
        let root = try JSONDocument(json.bytes).root
        #expect(root.keys == ["text", "least", "flag", "list"])
        #expect(root["text"]?.text == text)
        #expect(root["least"]?.integer == .min)
        #expect(root["flag"]?.boolean == true)
        #expect(root["list"]?.elements?.count == 7)
        #expect(json.text.hasSuffix(#""list":[1,"a",0.5,null,{},[],[7]]}"#))
    }
}
