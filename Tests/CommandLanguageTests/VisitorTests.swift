import Casework
import CommandLanguage
import Testing

/// Whom a reception record tells of, where they live, how many came and what came of it.
@Suite struct VisitorTests {
    /// A label with nothing behind it names nobody; reading one went beyond the text.
    @Test(arguments: ["花桥吴大妈说自来水发黄；姓名", "接待：花桥吴大妈说水黄；选民"])
    func `that end at a label are read`(text: String) {
        #expect(Desk.given(text, .voterName, as: .deputy) == "吴大妈")
    }

    @Test(arguments: [
        ("接待石景小区业主三人,领头的邵建军,反映电梯老停", "邵建军"),
        ("接待移民柯阿旺 过渡费停发两个月 已登记", "柯阿旺"),
        ("龚秀英 下洞桥 接待 反映鸡粪臭 已登记", "龚秀英"),
        ("花桥成大嫂今天来联络站反映石子路扬灰,我接待的,麻烦录一下", "成大嫂"),
        ("一早接待黄西岙沙金宝,隧道几时通车我答不了,让他打12345", "沙金宝"),
        ("接待 费阿公 花桥 八十三岁 耳背 反映老年卡刷不了", "费阿公"),
        ("接待一批黄西岙菇农6人,代表发言的叫蓝日升,反映菌渣没处倒", "蓝日升"),
        ("昨天漏记的接待:花桥茅阿根,问新农保,当场答复了", "茅阿根"),
        ("接待/黄西岙/翁阿林/山林界址不清/告知去林业站", "翁阿林"),
        ("Reception note, Fang Xiaodong, Henghu: greenhouse subsidy never came", "Fang Xiaodong"),
        ("接待:洪家阿婆 下洞桥 听不清 说医保卡刷不出", "洪家阿婆"), ("秋霞嫂 桥浦 水沟盖板翘起来 接待完转城建办了", "秋霞嫂"),
        ("有位老兵陆忠良来站,下宅吴,优抚金迟发两个月", "陆忠良"), ("横湖 林素琴 大棚草莓怕断电 记了", "林素琴"),
        ("接了个度甲头的老伯叫郑阿根,问老年证怎么办", "郑阿根"), ("接待了花桥的老书记罗正南,主要讲灌溉用电贵", "罗正南"),
        ("A visitor, Luo Ping of Xielu, came about the power cuts in the evenings", "Luo Ping"),
        ("谁:滕建华 哪里:黄西岙 啥事:防火道长草没人割", "滕建华"),
    ])
    func `a visitor's name may stand anywhere before the tale`(text: String, name: String) {
        #expect(Desk.given(text, .voterName, as: .deputy) == name)
    }

    @Test(arguments: [
        "接待花桥沙坑那边的人,反映沙坑积水", "接待了一个大姐,反映路灯不亮", "接待群众2人,反映横湖明渠发臭",
        "接待3人，常来的，反映垃圾多", "接待居民2人，单元楼，反映漏水", "接待花桥成年人，反映没有球场",
        "接待女老师，反映停车难", "接待孤老人，反映没人送饭",
    ])
    func `what is no name is none`(text: String) {
        #expect(Desk.actions(text, as: .deputy) == ["submit_reception_record"])
        #expect(Desk.given(text, .voterName, as: .deputy) == nil)
    }

    @Test(arguments: [
        ("接待韩大姐,娘家小岭下,现在是桥浦人,问土地承包证怎么补办", "桥浦"),
        ("接待翁小红,石景小区,问孩子学区怎么划,当场答复", "石景小区"),
        ("接待石景小区业主三人,反映电梯老停", "石景小区"), ("接待从花桥赶来的陈阿土，反映路灯不亮", "花桥"),
        ("接待选民：花桥茅阿根\n反映：路灯不亮\n处理：当场答复", "花桥"),
    ])
    func `home is where the visitor lives now`(text: String, home: String) {
        #expect(Desk.given(text, .village, as: .deputy) == home)
    }

    @Test(arguments: [
        ("接访三批共10人,反映意见7条,当场答复4条", "10", "7", "4"),
        ("十六接待情况:来了九个人,十一条意见,四条当场答复", "9", "11", "4"),
        ("接待日小结:共来访4人,意见4条,没有当场答复的", "4", "4", "0"),
        ("接待人次:6\n意见建议:8\n当场答复:1", "6", "8", "1"),
        ("接待黄西岙群众4人,一起来的,反映茶山路不通,意见1条", "4", "1", nil),
        ("接待台账\n人数:2\n意见:3\n当场答复:1", "2", "3", "1"),
        ("接待情况报一下:来了六个,说了六桩事,四桩当场答了,还有两桩登记", "6", "6", "4"),
        (
            "log my reception duty: 7 voters came, 9 opinions, 3 answered there and then", "7", "9",
            "3"
        ),
    ])
    func `heads and opinions are counted`(
        text: String,
        voters: String?,
        opinions: String?,
        answered: String?
    ) {
        #expect(Desk.given(text, .voters, as: .deputy) == voters)
        #expect(Desk.given(text, .opinions, as: .deputy) == opinions)
        #expect(Desk.given(text, .answeredOnSpot, as: .deputy) == answered)
    }

    @Test func `nobody came is none`() {
        #expect(Desk.given("坐了一上午一个人也没来,接待记个零吧", .voters, as: .deputy) == "0")
        #expect(Desk.given("接待选民一位，也没提意见", .voters, as: .deputy) == "1")
        #expect(Desk.given("接待2人，意见一条，都没当场答复", .opinions, as: .deputy) == "1")
    }

    @Test(arguments: ["接待横湖郑阿姨,反映桥面结冰,晚上摔了两个人", "接待韩大姐，家里五个人，反映房子太小"])
    func `whom a visitor tells of is no visitor`(text: String) {
        #expect(Desk.actions(text, as: .deputy) == ["submit_reception_record"])
        #expect(Desk.given(text, .voters, as: .deputy) == nil)
    }

    @Test(arguments: [
        ("接待花桥人陈阿土，意见：三岔路口装红绿灯", "三岔路口装红绿灯"),
        ("接待记录：花桥陈阿土，意见：一是路灯不亮，二是垃圾没人收", "花桥陈阿土，意见：一是路灯不亮，二是垃圾没人收"),
    ])
    func `what only begins like a number counts nothing`(text: String, content: String) {
        #expect(Desk.given(text, .content, as: .deputy) == content)
        #expect(Desk.given(text, .opinions, as: .deputy) == nil)
    }

    @Test(arguments: [
        "接待黄西岙杨师傅,菇棚电线要迁,我当场给他答复了",
        "接待小岭下严海波,垃圾车凌晨四点吵,问能不能晚点来,当场答复改六点",
        "📒接待 👤黄冬梅 🏠横湖 🗣大棚断电两晚 ✅当场答复",
        "Reception: Pan Guoqiang, Xielu. Wants the vineyard road widened. I answered him on the spot.",
    ])
    func `who was answered on the spot is, and the hour counts nobody`(text: String) {
        #expect(Desk.given(text, .answeredOnSpot, as: .deputy) == "yes")
    }

    @Test(arguments: [
        ("一早接待黄西岙沙金宝,隧道几时通车我答不了,让他打12345", "12345"),
        ("斜路 许阿良 邻居砌墙占了他家半米 劝他去村调解委员会 接待登记", "村调解委员会"),
        ("桥浦缪志平替他妈来问医保少报了的事,请他去镇医保窗口核对。这是今天的接待。", "镇医保窗口"),
        ("接待选民一名,反映有人冒吃低保,已告知去镇民政办", "镇民政办"),
    ])
    func `where a visitor was sent ends where its name does`(text: String, place: String) {
        #expect(Desk.given(text, .redirect, as: .deputy) == place)
    }

    @Test(arguments: [
        Said("签到 横湖。接待2人,意见2条", "check_in; submit_reception_record", as: .deputy),
        Said(
            "在斜路签到。视察斜路葡萄园,防鸟网缠死白鹭两只,建议换大眼网",
            "check_in; submit_inspection_note",
            as: .deputy
        ),
        Said(
            "上午接待5位,意见5条,当场答复3条。我下个月哪天值班?",
            "submit_reception_record; query_schedule",
            as: .deputy
        ),
        Said("退订提醒。36号进展告诉我一下", "unsubscribe; query_status"),
        Said("44号修得很好,满意!再报一件,横湖的晒谷场没有灯", "rate_matter; file_matter"),
    ])
    func `a short order and what stands behind it are two`(said: Said) {
        #expect(Desk.actions(said.text, as: said.role).joined(separator: "; ") == said.means)
    }

    @Test(arguments: [
        "接待花桥邵小明反映：横湖 毛阿香家的狗咬人，没人管", "花桥邵小明说路灯不亮，横湖 毛阿香也这样说",
        "接待花桥邵小明,已答复过三次还是没解决", "接待花桥邵小明,建议去年修的路重修",
    ])
    func `who is only told of is no visitor`(text: String) {
        guard case .steps(let steps, _) = Desk.read(text, as: .deputy) else {
            Issue.record("not understood")
            return
        }
        #expect(steps.map { $0.arguments[.voterName] } == [.text("邵小明")])
        #expect(steps[0].arguments[.answeredOnSpot] == nil)
        #expect(steps[0].arguments[.redirect] == nil)
    }

    @Test(arguments: [
        ("接待两位:花桥邵小明反映路面裂缝;桥浦毛阿香反映停水不通知", ["邵小明", "毛阿香"]),
        ("上午接待2位选民。下宅吴陈冬梅讲路灯,桥浦李国荣讲河道淤泥。都登记了。", ["陈冬梅", "李国荣"]),
        ("接待 陶国平 桥浦 河埠头台阶断 / 沈秋香 横湖 大棚补助没拨", ["陶国平", "沈秋香"]),
        ("接待记录：花桥吴大妈说自来水发黄，电话13900001234；桥浦毛阿香反映停水不通知", ["吴大妈", "毛阿香"]),
        ("接待了两位，一位是花桥邵小明，说路面裂缝，一位是桥浦毛阿香，低保的事", ["邵小明", "毛阿香"]),
    ])
    func `several visitors are a record each`(text: String, names: [String]) {
        guard case .steps(let steps, _) = Desk.read(text, as: .deputy) else {
            Issue.record("not understood")
            return
        }
        #expect(steps.map { $0.arguments[.voterName] } == names.map { Arguments.Value.text($0) })
    }

    @Test func `each of several visitors has the telephone that is his`() throws {
        let text = "接待记录：花桥吴大妈说自来水发黄，电话13900001234；桥浦毛阿香反映停水不通知"
        guard case .steps(let steps, _) = Desk.read(text, as: .deputy), steps.count == 2 else {
            Issue.record("not two records")
            return
        }
        #expect(steps.map { $0.arguments.text(.phone) } == ["13900001234", nil])
        #expect(steps.map { $0.arguments.text(.content) } == ["自来水发黄", "停水不通知"])
    }
}
