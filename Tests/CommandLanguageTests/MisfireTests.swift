import Casework
import CommandLanguage
import Testing

/// Sentences whose words are another command's by chance.
@Suite struct MisfireTests {
    static let said: [Said] = [
        Said("It would be great if someone fixed the lamp in Henghu, thanks", "file_matter"),
        Said("手机掉沟里了能帮忙捞一下吗", "file_matter"),
        Said("物业叫人打电话来骂我，没人管", "file_matter"),
        Said("我不收提醒短信也没关系，路灯什么时候修", "query_status"),
        Said("通知值班代表24号接待改在花桥", "broadcast", as: .staff),
        Said("接待日是按农历还是按阳历算的", "query_reception ask=rule"),
        Said("我想提个建议", "submit_suggestion ask=content", as: .deputy),
        Said("接待记录：", "submit_reception_record ask=content", as: .deputy),
        Said("38的答复转给本人，问一下满意不满意", "send_feedback", as: .staff),
        Said("村里通知说只要签字我的补偿就到，一直没有", "file_matter"),
        Said("perfect, thanks a lot", "acknowledge"),
        Said("有两件事:第一,下洞桥的桥面坑坑洼洼;第二,村里的广播早上五点就响", "file_matter"),
        Said("about 311, the smoke one, please make me anonymous", "set_anonymity"),
        Said("最近一次接待日提醒发了多少人", "broadcast_status", as: .staff),
        Said("36号怎么还没动静", "query_status", as: .staff),
        Said("催一下水利所,36号怎么还没动静", "urge_unit", as: .staff),
        Said("2026-0070和2026-0068重复了，以0068为主，把0070合并进来", "merge_matters", as: .staff),
        Said("38不受理，法院正在审，告诉当事人去温岭市人民法院", "decline_matter", as: .staff),
    ]

    @Test(arguments: said) func `all words together say what is meant`(said: Said) {
        let line = Desk.line(Desk.read(said.text, as: said.role))
        #expect(line.hasPrefix(said.means), "\(line)")
        #expect(said.means == "file_matter" || !line.contains(";"), "\(line)")
    }

    @Test func `a problem told before a booking is registered too`() {
        let line = Desk.line(Desk.read("横湖的垃圾没人收一个礼拜了，我24号上午来站里当面讲"))
        #expect(line.hasPrefix("file_matter content=横湖的垃圾没人收一个礼拜了 place=横湖; book_reception"))
    }

    @Test func `what another was heard to say is asked about`() {
        for text in ["十五号那件属实不属实,我看了也讲不好", "农业办的人讲50号不归他们管", "老李说\"给全体代表发个通知开会\",是他自己讲的,没跟站里说过"] {
            guard case .ask = Desk.read(text, as: .staff) else {
                Issue.record("done unasked: \(text)")
                continue
            }
        }
    }
}
