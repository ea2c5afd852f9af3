import Casework
import Station
import Testing

private let lamp = Dialogue.Turn.says("voter", "横湖村口路灯不亮了", hears: ["2026-0001"])

/// What villagers say between the commands, and must not be lost or turned round.
@Suite struct VillagerWordsTests {
    static let dialogues: [Dialogue] = [
        Dialogue(
            "a number that is none of the sender's, in a sentence, is part of what is told",
            lamp,
            .says(
                "voter",
                "sorry forgot to say, lamp number is 0417",
                hears: ["Added to 2026-0001"]
            ),
            .says("voter", "i paid 200 yuan for it", hears: ["Added to 2026-0001"], not: ["200"]),
            .says("voter", "28号能弄好吗", hears: ["2026-0001"], not: ["没有找到"]),
            .says("voter", "36号怎么样了", hears: ["没有找到"]),
            .matters(1)
        ),
        Dialogue(
            "what is no further matter is none",
            .says("voter", "花桥菜场门口有人占道", hears: ["2026-0001"]),
            .says("voter", "还有路边摆两张桌子", hears: ["新", "补充"]),
            .says("voter", "这个不用登记 就是问问", hears: ["什么也没改"]),
            .matters(1)
        ),
        Dialogue(
            "two troubles that share nothing are two matters",
            .says("voter", "有人说闻到天然气味，石景小区那边", hears: ["119"]),
            .says("voter", "高压线垂下来，离三轮车顶一米", hears: ["2026-0001", "2026-0002"]),
            .matters(2)
        ),
        Dialogue(
            "a question before it becomes no part of a matter",
            .says("voter", "can i bring my kid", not: ["Registered"]),
            .says("voter", "how to find you, i am at the market", not: ["Registered"]),
            .matters(0)
        ),
        Dialogue(
            "a place put right is the place",
            .says("voter", "花桥卫生室门口台阶裂了", hears: ["2026-0001"]),
            .says("voter", "写错了 是桥浦卫生室", hears: ["2026-0001", "改为：桥浦卫生室"]),
            .matters(1)
        ),
        Dialogue(
            "in English too, and in another way of saying it",
            .says("voter", "garbage in Henghu not collected", hears: ["2026-0001"]),
            .says("voter", "sorry i mean Huaqiao not Henghu", hears: ["2026-0001", "Huaqiao"]),
            .says("voter", "把花桥改成斜路", hears: ["2026-0001", "改为：斜路"]),
            .matters(1)
        ),
        Dialogue(
            "a trouble at another place moves nothing",
            .says("voter", "横湖路灯坏了", hears: ["2026-0001"]),
            .says("voter", "不是花桥，是桥浦的水管漏", not: ["改为"])
        ),
        Dialogue(
            "a booking that is moved is not the same again",
            .says("voter", "预约24号", hears: ["11月24日"]),
            .says("voter", "改到下次", hears: ["已取消", "12月24日"]),
            .says("voter", "我的预约", hears: ["12月24日"], not: ["11月24日"])
        ),
        Dialogue(
            "nor is one that was given up",
            .says("voter", "预约24号", hears: ["11月24日"]),
            .says("voter", "算了不来了，那天要去医院", hears: ["已取消"]),
            .says("voter", "改到下次", hears: ["12月24日"], not: ["11月24日"])
        ),
        Dialogue(
            "a booking is cancelled in whatever words",
            .says("voter", "book me for the 24th", hears: ["24 November"]),
            .says("voter", "sorry can't come, got a shift", hears: ["cancelled"], not: ["110"]),
            .matters(0)
        ),
        Dialogue(
            "a question makes nobody anonymous",
            .says("voter", "幼儿园的饭里有虫", hears: ["2026-0001"]),
            .says("voter", "要不要我们家长联名", not: ["匿名"]),
            .says("voter", "who sees my name", not: ["anonymous now"]),
            .says("voter", "这句别写上去", not: ["匿名"])
        ),
        Dialogue(
            "what only begins like thanks is heard",
            .says("voter", "横湖下水道堵了", hears: ["2026-0001"]),
            .says("voter", "知道了，但是又堵了", not: ["不客气"]),
            .says("voter", "记者我认识的", not: ["不客气"]),
            .says("voter", "好久没消息了", hears: ["催办"]),
            .says("voter", "好的，谢谢", hears: ["不客气"])
        ),
    ]

    @Test(arguments: dialogues)
    func `what villagers say is not turned round`(dialogue: Dialogue) async throws {
        try await dialogue.play()
    }

    @Test(arguments: [
        "pls dont tell the landlord it was me", "dont tell my boss", "no names please",
        "pls share nothing with my neighbour", "I don't want the village head to know it is me",
        "keep this private ok?", "no names", "do not give him my name please",
    ])
    func `a wish for secrecy in English is granted at once`(words: String) async throws {
        let station = try SampleStation()
        _ = try await station.answer("water smells like chlorine in Shijing estate since monday")
        let heard = try await station.answer(words)
        #expect(heard.contains("2026-0001 is anonymous"), "\(heard)")
        #expect(try await !station.answer("ok").contains("withdrawn"))
    }

    @Test func `a first message in English may ask for secrecy in any words`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say(
            "My landlord in Huaqiao locks the fire exit. I am afraid he throws us out if he knows. "
                + "Do not give him my name."
        )
        #expect(heard.text(to: "clerk").contains("保密"), "\(heard)")
        #expect(heard.text(to: "voter").contains("ecret"), "\(heard)")
    }

    @Test(arguments: [
        "石景小区3幢楼道里这几天一股煤气味，不晓得是哪家的，有空来看看", "楼道有煤气味，找物业物业不管",
        "hello, wire is hanging down near the kindergarten gate in Huaqiao, it makes small sparks",
        "花桥高压线垂下来，离三轮车顶一米", "电瓶车都在楼道里充电，昨天冒烟了，后来自己灭了",
        "水库那边山体裂了条缝，一指宽，又宽了点", "花桥幼儿园围墙歪了，怕要倒",
        "the tap water made 3 of us vomit last night, Henghu dorm",
        "water from tap brown and my baby sick, Huaqiao", "昨晚一家五口吃了镇上买的菇，拉肚子",
    ])
    func `danger that is told calmly reaches the clerk at once`(words: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say(words)
        #expect(heard.text(to: "voter").contains("119"), "\(heard)")
        #expect(
            heard.text(to: "clerk").contains("可能有人有危险")
                || heard.text(to: "clerk").contains("紧急"),
            "\(heard)"
        )
    }

    @Test(arguments: [
        "and also flies everywhere in the kitchen", "sorry i mean Huaqiao not Henghu",
        "my wife and 3 kids live there", "both", "its the same one", "我家电表走得太快",
        "my mother and me",
    ])
    func `what is harmless calls nobody`(words: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("garbage in Henghu not collected")
        let heard = try await station.say(words)
        #expect(heard.text(to: "head").isEmpty, "\(heard)")
        #expect(!heard.text(to: "clerk").contains("危险"), "\(heard)")
        #expect(!heard.text(to: "voter").contains("110"), "\(heard)")
    }

    @Test func `a petition with a number in it is heard by clerk and head`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯不亮了")
        let heard = try await station.say(
            "I will go to the city petition office with 20 neighbours"
        )
        #expect(heard.text(to: "clerk").contains("20 neighbours"), "\(heard)")
        #expect(heard.text(to: "head").contains("20 neighbours"), "\(heard)")
    }

    // MARK: - Ratings

    private static func answered() async throws -> SampleStation {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖村口路灯不亮了")
        for line in ["1核实属实，转城建办", "1答复：已修好", "反馈1"] {
            _ = try await station.say(line, as: "clerk")
        }
        return station
    }

    @Test func `a date before the 3 makes no matter of it`() async throws {
        let station = try await Self.answered()
        _ = try await station.answer("30号都过了也没来人")
        let heard = try await station.say("3")
        #expect(heard.text(to: "voter").contains("不满意"), "\(heard)")
        #expect(heard.text(to: "head").contains("30号都过了也没来人"), "\(heard)")
    }

    @Test func `angry words before the 3 reach the head`() async throws {
        let station = try await Self.answered()
        _ = try await station.answer("你们就知道糊弄老百姓")
        #expect(try await station.say("3").text(to: "head").contains("糊弄老百姓"))
    }

    @Test(arguments: [("2", "不是 我说的是1", "满意"), ("1", "改成3", "不满意"), ("3", "评价错了 满意的", "满意")])
    func `a rating is put right`(first: String, then: String, rating: String) async throws {
        let station = try await Self.answered()
        _ = try await station.answer(first)
        let heard = try await station.answer(then)
        #expect(heard.contains(rating) && heard.contains("2026-0001"), "\(heard)")
        #expect(!heard.contains("补充"), "\(heard)")
    }

    @Test func `stars are a rating`() async throws {
        let station = try await Self.answered()
        #expect(try await station.answer("5 stars").contains("rating"))
    }

    @Test func `what is added to a rating is kept whole`() async throws {
        let station = try await Self.answered()
        let heard = try await station.say("满意的，不过路边还有个坑，也帮忙补一下")
        #expect(heard.text(to: "clerk").contains("路边还有个坑"), "\(heard)")
        #expect(heard.text(to: "voter").contains("满意"), "\(heard)")
    }
}
