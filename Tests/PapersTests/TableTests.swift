import Casework
import Papers
import Testing

@Suite struct `A table for a spreadsheet` {
    @Test(
        arguments: [
            ("=1+1", "'=1+1"), ("+86", "'+86"), ("-3", "'-3"), ("@x", "'@x"), ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""), ("＝1", "'＝1"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
            ("两行\n字", "\"两行\n字\""), ("", ""), ("2026-0001", "2026-0001"),
        ]
    )
    func `holds no formula and no broken cell`(text: String, cell: String) {
        #expect(CSV.cell(text) == cell)
    }

    @Test func `begins with its mark and ends each line as spreadsheets do`() {
        #expect(CSV.text([["编号", "事项"], ["1", "灯"]]) == "\u{FEFF}编号,事项\r\n1,灯\r\n")
    }
}
