import Casework
import Testing

@Suite struct FilingTests {
    static let single: [Said] = [
        Said("横湖村口路灯坏了三天了", "file_matter content=横湖村口路灯坏了三天了 place=横湖"),
        Said("小孩上学要过76省道，车子飞快", "file_matter content=小孩上学要过76省道，车子飞快 place=76省道 topic=民生"),
        Said("在西山路口有个大坑，很危险", "file_matter content=在西山路口有个大坑，很危险 place=西山路口"),
        Said("征地的钱怎么还没到账", "file_matter content=征地的钱怎么还没到账"),
        Said("这里的路灯不亮[图片]", "file_matter content=这里的路灯不亮[图片] photos=1"),
        Said("提个建议：食堂的饭能不能送到家", "file_matter content=食堂的饭能不能送到家 kind=suggestion"),
        Said(
            "垃圾没人收很久了，请保密，匿名",
            "file_matter anonymous=yes confidential=yes content=垃圾没人收很久了，请保密，匿名"
        ),
        Said(
            "The railing at Qiaopu is broken [photo]",
            "file_matter content=The railing at Qiaopu is broken [photo] photos=1 place=桥浦"
        ),
        Said(
            "登记：姓名：陈阿土 村：横湖 电话：139-0000-1111 内容：水管漏水",
            "file_matter content=水管漏水 name=陈阿土 on_behalf=yes phone=13900001111 place=横湖 village=横湖",
            as: .staff
        ),
        Said(
            "代选民登记：下宅吴村口要装减速带",
            "file_matter content=下宅吴村口要装减速带 on_behalf=yes place=下宅吴",
            as: .deputy
        ),
        Said("加微信领优惠券，贷款利息低", "wrong_number"),
        Said("嗯嗯嗯嗯", "acknowledge"),
        Said("路灯", "unknown"),
    ]

    @Test(arguments: single) func `free words of a voter are a problem`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }

    @Test(arguments: [
        "1、路灯不亮 2、垃圾没人收", "①路灯不亮②垃圾没人收", "一、路灯不亮\n二、垃圾没人收",
        "1.路灯不亮；2.垃圾没人收", "（1）路灯不亮（2）垃圾没人收", "首先路灯不亮，其次垃圾没人收",
        "路灯不亮，还有一桩，垃圾没人收", "1) 路灯不亮\n2) 垃圾没人收",
    ])
    func `several problems become several matters`(text: String) {
        let expected = "file_matter content=路灯不亮; file_matter content=垃圾没人收"
        #expect(Desk.line(Desk.read(text)) == expected)
    }

    @Test func `a place that leads is shared by all problems`() {
        let expected =
            "file_matter content=路灯不亮 place=横湖; file_matter content=垃圾没人收 place=横湖"
        #expect(Desk.line(Desk.read("横湖村有两件事：1、路灯不亮 2、垃圾没人收")) == expected)
    }

    @Test func `each problem keeps its own place`() {
        let expected =
            "file_matter content=花桥路灯不亮 place=花桥; file_matter content=桥浦垃圾没人收 place=桥浦"
        #expect(Desk.line(Desk.read("1、花桥路灯不亮 2、桥浦垃圾没人收")) == expected)
    }

    @Test func `a decimal or a count is no list of problems`() {
        let text = "村里1.5公里的路坏了，2.5米宽的口子没人管"
        #expect(Desk.line(Desk.read(text)) == "file_matter content=" + text)
    }
}
