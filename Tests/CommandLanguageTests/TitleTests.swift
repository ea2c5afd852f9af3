import Casework
import CommandLanguage
import Testing

@Suite struct `A title` {
    @Test(
        arguments: [
            ("路灯不亮", "路灯不亮"), ("一二三四五六七八九十一二三", "一二三四五六七八九十一二…"),
            ("第一行\n第二行", "第一行"), ("\n\n路灯", "路灯"), ("", ""),
            ("The street lamp is out", "The street lamp is out"),
            ("The street lamp near the bridge is out", "The street lamp near the…"),
            ("The street lamp near the well is out", "The street lamp near the well…"),
            ("Thestreetlampnearthebridgeandthewell", "Thestreetlampnearthebridgeandt…"),
            ("村口路灯不亮，三天了", "村口路灯不亮"), ("你好，村口路灯不亮", "村口路灯不亮"),
            ("我住横湖，天天去卖菜，菜市场积水", "天天去卖菜"), ("我是老陈", "我是老陈"),
            ("Hello, I live in Henghu, the drain is blocked", "the drain is blocked"),
            ("横湖 村口路灯不亮已经三天了吧", "横湖 村口路灯不亮已经三…"),
            ("联系我 一三九零零零零五六七八 桥浦水管漏水", "桥浦水管漏水"),
            ("代横湖村郑阿姨反映:村口桥面结冰打滑", "村口桥面结冰打滑"), ("手机没信号，半年了", "手机没信号"),
            ("我是帮我奶奶发的，她叫邵阿花，住黄西岙，她家门口水沟堵了，水漫进屋", "她家门口水沟堵了"),
            ("我妈不会用手机，桥浦停水三天了", "桥浦停水三天了"),
            ("我妈家门口的井盖破了，很危险", "我妈家门口的井盖破了"),
            ("来了个老太太，花桥的，叫毛阿凤，说自来水有股铁锈味，电话13900005678", "自来水有股铁锈味"),
            ("有个大姐打电话来，说横湖幼儿园门口车乱停", "横湖幼儿园门口车乱停"),
            ("刚才来了位大爷，要求把花桥公厕修一修", "要求把花桥公厕修一修"),
            ("村民来站里反映桥浦路灯不亮", "桥浦路灯不亮"), ("有位老人摔了，没人管", "有位老人摔了"),
            ("横湖李大妈打来电话，村口路灯坏了三天，电话13900002222", "村口路灯坏了三天"),
            ("帮横湖的残疾人王大伯反映，家门口台阶太高", "家门口台阶太高"), ("来了个老大爷", "来了个老大爷"),
            ("我想提个建议，76省道花桥段装个红绿灯", "76省道花桥段装个红绿灯"),
            ("A lady came, the drain is blocked", "the drain is blocked"),
            ("电话线断了，挂在路上", "电话线断了"), ("有个老房子要塌，快来", "有个老房子要塌"),
        ]
    )
    func `is the first clause that says what is wrong`(text: String, title: String) {
        #expect(Desk.book.excerpts.title(of: text) == title)
    }
}
