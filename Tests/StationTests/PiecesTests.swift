import Casework
import Station
import Testing

private let lamp = Dialogue.Turn.says("voter", "横湖路灯坏了", hears: ["2026-0001"])

/// People tell of one thing in several messages.
@Suite struct PiecesTests {
    static let dialogues: [Dialogue] = [
        // Details of what was filed.
        Dialogue(
            "a detail right after a filing is added to it, and nothing is asked",
            .says("voter", "石景小区5幢楼道灯坏了", hears: ["2026-0001"]),
            .says("voter", "3楼那盏", hears: ["已补充到2026-0001"], not: ["？"]),
            .says("voter", "整个单元黑的", hears: ["已补充到2026-0001"], not: ["？"]),
            .matters(1),
            .queue([])
        ),
        Dialogue(
            "an English detail too",
            .says("voter", "The water in Huaqiao is brown", hears: ["2026-0001"]),
            .says("voter", "It smells too", hears: ["Added to 2026-0001"]),
            .says("voter", "since Monday", hears: ["Added to 2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "scraps that nobody understands are of the one matter that is open",
            lamp,
            .says("voter", "坑很大", hears: ["已补充到2026-0001"]),
            .says("voter", "黑色的", hears: ["已补充到2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "what was added is a matter of its own where the voter says so",
            .says("voter", "村里卫生室没药 花桥", hears: ["2026-0001"]),
            .says("voter", "高血压药断了一个月了", hears: ["新", "补充"]),
            .says("voter", "要跑到镇上去拿", hears: ["已补充到2026-0001", "请回复：新"]),
            .says("voter", "新", hears: ["2026-0002"]),
            .matters(2),
            .queue([])
        ),
        Dialogue(
            "said to be no other matter, it stays where it is",
            .says("voter", "村里卫生室没药 花桥", hears: ["2026-0001"]),
            .says("voter", "高血压药断了一个月了", hears: ["新", "补充"]),
            .says("voter", "要跑到镇上去拿", hears: ["已补充到2026-0001"]),
            .says("voter", "补充", hears: ["2026-0001"]),
            .matters(1)
        ),
        Dialogue(
            "another village is another matter, whatever is said instead of an answer",
            lamp,
            .says("voter", "桥浦垃圾没人收", hears: ["新", "补充"]),
            .says("voter", "黄色的", hears: ["2026-0002"]),
            .matters(2),
            .queue([])
        ),
        Dialogue(
            "of several told at once the one is meant that is counted",
            .says("voter", "两件事 一是斜路那个桥栏杆断了 二是垃圾桶没人收", hears: ["2026-0002"]),
            .says("voter", "第二个问题 希望加到四个", hears: ["已补充到2026-0002"]),
            .says("voter", "第一件要紧", hears: ["2026-0001"]),
            .matters(2)
        ),
        Dialogue(
            "or the one of which alone the words are",
            .says("voter", "两件事 一是斜路那个桥栏杆断了 二是垃圾桶没人收", hears: ["2026-0002"]),
            .says("voter", "桥是村东头那座", hears: ["已补充到2026-0001"]),
            .matters(2)
        ),
        Dialogue(
            "a number that is none of one's own is no number",
            lamp,
            .says("voter", "杆子上写着014", hears: ["已补充到2026-0001"]),
            .says("voter", "都过了四号了 人影都没有", hears: ["2026-0001", "补充"]),
            .says("voter", "36号怎么样了", hears: ["没有找到"]),
            .says("voter", "查36", hears: ["没有找到"])
        ),

        Dialogue(
            "what was asked about is no reason of a rating that is pleased",
            lamp,
            .says("clerk", "1核实属实，转城建办"),
            .says("clerk", "1答复：已修好"),
            .says("clerk", "反馈1"),
            .says("voter", "村里井盖没了", hears: ["新", "补充"]),
            .says("voter", "修得很好", hears: ["2026-0002", "满意"]),
            .matters(2)
        ),
        Dialogue(
            "a detail of the matter before stands with it, and the second has its own number",
            .says("voter", "桥浦的路灯坏了", hears: ["2026-0001"]),
            .says("voter", "花桥的垃圾没人收", hears: ["新", "补充"]),
            .says("voter", "灯是桥头那盏", hears: ["2026-0002", "已补充到2026-0001"]),
            .matters(2)
        ),
        Dialogue(
            "a problem that no list of troubles knows is asked about",
            lamp,
            .says("voter", "超市卖过期牛奶", hears: ["新", "补充"]),
            .says("voter", "新", hears: ["2026-0002"]),
            .matters(2)
        ),

        // What is told instead of an answer.
        Dialogue(
            "what is told instead of whether it is a danger stands with it in one matter",
            .says("voter", "家里有点煤气味", hears: ["110"]),
            .says("voter", "下宅吴老祠堂边上", hears: ["2026-0001"]),
            .matters(1),
            .queue([])
        ),
        Dialogue(
            "a problem and its place in two messages are one matter",
            .says("voter", "村里路不平", hears: ["反映问题"]),
            .says("voter", "下洞桥 祠堂边", hears: ["2026-0001"]),
            .matters(1),
            .queue([])
        ),
        Dialogue(
            "half sentences are one matter",
            .says("voter", "路灯", hears: ["没太明白"]),
            .says("voter", "不亮", hears: ["2026-0001"]),
            .says("voter", "花桥", hears: ["已补充到2026-0001"]),
            .says("voter", "三天了", hears: ["已补充到2026-0001"]),
            .matters(1),
            .queue([])
        ),
        Dialogue(
            "a question about secrecy is answered, and what follows is a report",
            .says("voter", "那你们会不会跟村干部讲", hears: ["看不到您是谁"], not: ["反映问题"]),
            .says("voter", "好的 那我说 花桥书记拿了我们的补偿款", hears: ["2026-0001"]),
            .matters(1)
        ),

        // Secrecy asked for in passing.
        Dialogue(
            "who fears for himself is anonymous at once, while the place was asked for",
            .says("voter", "工厂晚上偷排", hears: ["2026-0001", "哪个村"]),
            .says("voter", "别跟村里讲", hears: ["2026-0001已改为匿名"], not: ["补充"]),
            .says("voter", "桥浦的", hears: ["已补充到2026-0001"])
        ),
        Dialogue(
            "and in all that is open",
            lamp,
            .says("voter", "桥浦垃圾没人收", hears: ["新"]),
            .says("voter", "新", hears: ["2026-0002"]),
            .says("voter", "我怕他们报复", hears: ["2026-0001已改为匿名", "2026-0002已改为匿名"]),
            .matters(2)
        ),
        Dialogue(
            "what was asked about is kept with the matter that is hidden",
            .says("voter", "桥浦养鸡场臭", hears: ["2026-0001"]),
            .says("voter", "是我舅舅家的 我是他外甥小林"),
            .says("voter", "匿名", hears: ["2026-0001已改为匿名"]),
            .matters(1)
        ),

        Dialogue(
            "a wish for secrecy with more beside it is granted before anything is asked",
            .says("voter", "斜路桥栏杆断了", hears: ["2026-0001"]),
            .says("voter", "村干部亲戚弄坏的 别说出去", hears: ["2026-0001已改为匿名", "新", "补充"])
        ),
        Dialogue(
            "a telephone number that nobody else is to have is added, and all is hidden",
            lamp,
            .says(
                "voter",
                "my number is 13800004444 but don't give it to anyone",
                hears: ["2026-0001", "anonymous"]
            ),
            .matters(1)
        ),
        Dialogue(
            "and so it is beside what is told instead of an answer",
            .says(
                "voter",
                "There is a stray dog pack near Qiaopu primary school",
                hears: ["2026-0001"]
            ),
            .says("voter", "he is ok, we went to the clinic"),
            .says(
                "voter",
                "please keep my name secret, the dogs' owner is my neighbour",
                hears: ["2026-0001", "anonymous"]
            )
        ),
        Dialogue(
            "another trouble is no place, and hidden with the first it has its own number",
            .says(
                "voter",
                "can you fix my passport problem?",
                hears: ["2026-0001", "Which village"]
            ),
            .says(
                "voter",
                "ok then. there is rubbish burning every night behind the market",
                hears: ["new", "add"],
                not: ["Added"]
            ),
            .says(
                "voter",
                "no don't use my name",
                hears: ["2026-0001 is anonymous", "2026-0002 is anonymous"]
            ),
            .matters(2)
        ),
        Dialogue(
            "whoever asks for help instead of saying whether it is danger is in danger",
            .says("voter", "my husband hits me and the children", hears: ["110"]),
            .says("voter", "what should I do", hears: ["110"], not: ["street light"])
        ),

        // Taking back.
        Dialogue(
            "whether a matter is to be taken back is asked with its words and what follows",
            .says("voter", "横湖井盖没了", hears: ["2026-0001"]),
            .says("voter", "我们自己先盖上了", hears: ["横湖井盖没了", "撤回", "不办了"]),
            .says("voter", "取消"),
            .stands(1, .registered)
        ),

        // Whoever was turned away, and whoever asks for a person.
        Dialogue(
            "what is said after a refusal goes to a person at once",
            .says("voter", "花桥工地老板欠我三个月工钱", hears: ["2026-0001"]),
            .says("clerk", "不受理1 个人纠纷，请找镇劳动保障所", hears: ["不予受理"]),
            .says("voter", "打了没人接", hears: ["已转工作人员"]),
            .queue(["打了没人接"])
        ),
        Dialogue(
            "a person asked for twice is asked for once",
            .says("voter", "人工", hears: ["序号1"]),
            .says("voter", "人工", hears: ["序号1"])
        ),
    ]

    @Test(arguments: dialogues) func `that belong together become one`(
        dialogue: Dialogue
    ) async throws {
        try await dialogue.play()
    }

    // MARK: - Who hears of it

    @Test func `a yes with more behind it files the more as well`() async throws {
        let station = try SampleStation()
        #expect(try await station.answer("村里路不平").contains("反映问题"))
        #expect(try await station.answer("是的，就在下洞桥祠堂边，坑很深").contains("2026-0001"))
        let words = try station.words(station.matter(1).words[0]) ?? ""
        #expect(words.contains("村里路不平") && words.contains("坑很深"))
    }

    @Test func `both messages are kept where danger was asked about`() async throws {
        let station = try SampleStation()
        _ = try await station.answer("家里有点煤气味")
        #expect(try await station.answer("下宅吴老祠堂边上").contains("2026-0001"))
        let words = try station.words(station.matter(1).words[0])
        #expect(words == "家里有点煤气味\n下宅吴老祠堂边上")
        #expect(try station.items() == [])
    }

    @Test func `what was added reaches the unit with the order and in its status`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("门口下水道盖子没了")
        _ = try await station.answer("度甲头村委会旁边的小巷")
        let heard = try await station.say("1核实属实，转城建办", as: "clerk")
        #expect(heard.text(to: "unit").contains("门口下水道盖子没了；度甲头村委会旁边的小巷"))
        let status = try await station.say("查1", as: "unit").text(to: "unit")
        #expect(status.contains("度甲头村委会旁边的小巷"))
        #expect(try await !station.answer("查1").contains("要办的"))
    }

    @Test func `what a hidden voter added is not sent to the unit`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("桥浦养鸡场臭")
        _ = try await station.answer("是我舅舅家的 我是他外甥小林")
        _ = try await station.answer("匿名")
        let heard = try await station.say("1核实属实，转城建办", as: "clerk")
        #expect(heard.text(to: "unit").contains("桥浦养鸡场臭"))
        #expect(!heard.text(to: "unit").contains("小林"))
    }

    @Test func `what follows a cry for help is told clerk and head at once`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("我老公打我")
        for words in ["别给我打电话 他在旁边", "在横湖桥头", "找到了", "what should I do"] {
            let heard = try await station.say(words)
            #expect(heard.text(to: "clerk").contains(words), "\(words)")
            #expect(heard.text(to: "head").contains(words), "\(words)")
            #expect(heard.text(to: "voter").contains("110"), "\(words)")
        }
        #expect(try station.matterCount() == 0)
        #expect(try await station.answer("谢谢").contains("不客气"))
        #expect(try await station.answer("接待日").contains("11月24日"))
        let shown = try await station.say("分拣1", as: "clerk").text(to: "clerk")
        #expect(shown.contains("我老公打我\n") && shown.contains("在横湖桥头"))
        // Long after, it is told anew.
        station.clock.move(hours: 2, minutes: 1)
        #expect(try await !station.answer("花桥路灯坏了").contains("110"))
    }

    @Test(arguments: [
        "有个老人倒在路上 桥浦小学门口", "我爷爷走丢了 下宅吴的", "桥浦电线掉地上了", "there's a strong gas smell in our building",
        "隔壁厂子的老板说要打死我",
    ])
    func `danger told calmly is danger, and a question after it is a question`(
        words: String
    ) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let heard = try await station.say(words)
        #expect(heard.text(to: "voter").contains("拨打") || heard.text(to: "voter").contains("Call"))
        #expect(heard.text(to: "head").contains(words), "\(heard)")
        #expect(try station.matterCount() == 0)
        let asked = try await station.say("你们几点上班")
        #expect(asked.text(to: "voter").contains("08:30"), "\(asked)")
        #expect(asked.text(to: "head").isEmpty, "\(asked)")
    }

    @Test(arguments: ["树倒在路上", "我家煤气灶打不着火了", "我妈的身份证不见了"])
    func `what only sounds like danger calls nobody`(words: String) async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        #expect(try await station.say(words).text(to: "head").isEmpty)
    }

    @Test func `a unit's words that were only asked about reach the clerk`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖井盖坏了")
        _ = try await station.say("1核实属实，转城建办", as: "clerk")
        #expect(try await station.say("1 已换", as: "unit").text(to: "clerk").contains("已换"))
    }

    @Test func `what a unit was asked about and never answered reaches the clerk`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖有野狗咬人")
        _ = try await station.say("1核实属实，转城建办", as: "clerk")
        #expect(try await station.say("1 三只都弄走了", as: "unit").text(to: "unit").contains("？"))
        station.clock.move(hours: 2, minutes: 1)
        _ = try await station.conversing.tick()
        #expect(try station.items() == ["1 三只都弄走了"])
    }

    @Test func `a rating with what was said before it has it as its reason`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖电线耷拉着")
        for line in ["1核实属实，转城建办", "1答复：已清理", "反馈1"] {
            _ = try await station.say(line, as: "clerk")
        }
        _ = try await station.answer("清是清了，电线还耷拉着")
        let heard = try await station.say("3")
        #expect(heard.text(to: "head").contains("电线还耷拉着"))
        #expect(try station.matterCount() == 1)
    }

    @Test func `who was away hears that a limit has passed, and not that it is near`() async throws
    {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖路灯坏了")
        _ = try await station.say("1核实属实，转城建办，12月4日前", as: "clerk")
        station.clock.move(hours: 18 * 24)
        let heard = try await station.conversing.tick()
        #expect(heard.text(to: "unit").contains("超期"))
        #expect(heard.text(to: "clerk").contains("超期"))
        #expect(!heard.text(to: "clerk").contains("快到期"))
        #expect(!heard.text(to: "unit").contains("快到期"))
    }

    @Test func `a head hears once that somebody is not satisfied`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.answer("横湖路灯坏了")
        for line in ["1核实属实，转城建办", "1答复：已修好", "反馈1"] {
            _ = try await station.say(line, as: "clerk")
        }
        #expect(try await station.say("不满意").text(to: "head").contains("不满意"))
        let again = try await station.say("评价1 3")
        #expect(again.text(to: "head").isEmpty)
        #expect(again.text(to: "voter").contains("不满意"))
    }
}
