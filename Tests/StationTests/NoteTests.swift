import Casework
import Messages
import Station
import Store
import Testing

struct NoteTests {
    private func note(_ serial: Int, in station: SampleStation) throws -> Note {
        let number = NoteNumber(year: 2026, serial: serial)
        return try #require(try station.store.readSync { try $0.record(number) })
    }

    @Test func `a note is written in pieces, with photos between, until 完`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let opened = try await station.answer("视察湖漫水库，警示牌倒了一块", as: "deputy")
        #expect(opened.contains("视2026-0001") && opened.contains("还缺"))
        #expect(opened.contains("依据") && opened.contains("完"))
        let second = try await station.answer("上游还有两户散养鸭子", as: "deputy")
        #expect(second.contains("视2026-0001"), "\(second)")
        station.clock.move(minutes: 20)
        let photo = try await station.send(as: "deputy", id: "p1", kinds: [.photo])
        #expect(photo.text(to: "deputy").contains("视2026-0001"))
        let third = try await station.answer("建议迁走鸭棚，补立警示牌", as: "deputy")
        #expect(third.contains("视2026-0001"), "\(third)")
        let basis = try await station.answer("依据：饮用水水源保护条例", as: "deputy")
        #expect(basis.contains("视2026-0001") && !basis.contains("依据"), "\(basis)")
        let ended = try await station.answer("完", as: "deputy")
        #expect(ended.contains("视2026-0001") && ended.contains("1张"), "\(ended)")
        let note = try note(1, in: station)
        #expect(try note.findings.map { try station.words($0) } == ["警示牌倒了一块", "上游还有两户散养鸭子"])
        #expect(try note.suggestions.map { try station.words($0) } == ["迁走鸭棚，补立警示牌"])
        let shown = try await station.answer("视1", as: "deputy")
        #expect(shown.contains("非交办") && shown.contains("两户散养鸭子"), "\(shown)")
    }

    @Test func `another place is another note, and a question is a question`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察湖漫水库，警示牌倒了一块", as: "deputy")
        #expect(try await station.answer("我的记录", as: "deputy").contains("视2026-0001"))
        #expect(try await station.answer("下次接待日是哪天", as: "deputy").contains("11月24日"))
        let told = try await station.answer("联络站门口也有垃圾", as: "deputy")
        #expect(told.contains("视2026-0001已添上"), "\(told)")
        let other = try await station.answer("走访横湖，大棚塌了两个，建议修", as: "deputy")
        #expect(other.contains("视2026-0002"), "\(other)")
        #expect(try note(1, in: station).course.isOpen == false)
    }

    @Test func `thirty quiet minutes end a note, and its author hears so`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察湖漫水库，警示牌倒了一块", as: "deputy")
        station.clock.move(minutes: 31)
        let heard = try await station.conversing.tick()
        #expect(heard.text(to: "deputy").contains("视2026-0001"), "\(heard)")
        #expect(try note(1, in: station).course.isOpen == false)
    }

    @Test func `a late photo is offered to the last note`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察湖漫水库，警示牌倒了一块", as: "deputy")
        _ = try await station.answer("完", as: "deputy")
        station.clock.move(hours: 3)
        let asked = try await station.send(as: "deputy", id: "p1", kinds: [.photo])
        #expect(asked.text(to: "deputy").contains("视2026-0001"))
        #expect(try note(1, in: station).attachments.isEmpty)
        let added = try await station.answer("是", as: "deputy")
        #expect(added.contains("视2026-0001"), "\(added)")
        #expect(try note(1, in: station).attachments.count == 1)
    }

    @Test func `the same words get the first number, and 另记 makes a second note`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let words = "视察湖漫水库，警示牌倒了一块，建议补立"
        _ = try await station.answer(words, as: "deputy")
        let again = try await station.answer(words, as: "deputy")
        #expect(again.contains("视2026-0001") && again.contains("另记"), "\(again)")
        let second = try await station.answer("另记", as: "deputy")
        #expect(second.contains("视2026-0002"), "\(second)")
    }

    @Test func `an edited message stands beside its note as a correction`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let words = "视察湖漫水库，警示牌倒了一块"
        _ = try await station.send(words, as: "deputy", id: "n1")
        let heard = try await station.send(
            "视察湖漫水库，警示牌倒了两块",
            as: "deputy",
            id: "n1",
            edited: 1
        )
        #expect(heard.text(to: "deputy").contains("更正"), "\(heard)")
        let note = try note(1, in: station)
        #expect(try station.words(note.finding) == "警示牌倒了一块")
        #expect(note.course.additions.map(\.isCorrection) == [true])
    }

    @Test func `words that wait for a place go to a person when nobody answers`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("走访了6户移民，水电都通了，2户说墙角渗水", as: "deputy")
        station.clock.move(hours: 2, minutes: 1)
        let heard = try await station.conversing.tick()
        #expect(heard.text(to: "clerk").contains("走访了6户移民"), "\(heard)")
    }

    @Test func `a finding becomes a matter, and its author follows it`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察横湖，路灯坏了3盏，建议换LED", as: "deputy")
        let made = try await station.say("视1转事项", as: "deputy")
        #expect(made.text(to: "deputy").contains("2026-0001"))
        #expect(made.text(to: "clerk").contains("2026-0001"))
        #expect(try await station.answer("查1", as: "deputy").contains("2026-0001"))
        let step = try await station.answer("视1措施 12月1日前换好3盏", as: "deputy")
        #expect(step.contains("12月1日"), "\(step)")
        let done = try await station.answer("视1措施1完成", as: "deputy")
        #expect(done.contains("都完成了"), "\(done)")
        let followed = try await station.say("跟踪视1 灯已亮", as: "deputy")
        #expect(followed.text(to: "clerk").contains("灯已亮"))
    }

    @Test func `what a note rests on is taken without a colon, and a question is no part of it`()
        async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("视察花桥水厂，消毒间门没关，建议加锁", as: "deputy")
        let added = try await station.answer("依据饮用水保护条例", as: "deputy")
        #expect(!added.contains("缺依据") && !added.contains("、依据"), "\(added)")
        for question in ["is my note saved", "我的笔记存了吗"] {
            let answer = try await station.answer(question, as: "deputy")
            #expect(answer.contains("视2026-0001"), "\(answer)")
            #expect(!answer.contains("添上") && !answer.contains("Added"), "\(answer)")
        }
        _ = try await station.answer("完", as: "deputy")
        let shown = try await station.answer("视1办得怎么样", as: "deputy")
        #expect(shown.contains("消毒间门没关") && !shown.contains("is my note"), "\(shown)")
    }
}
