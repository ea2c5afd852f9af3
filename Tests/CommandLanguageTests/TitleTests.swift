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
        ]
    )
    func `is the first clause that says what is wrong`(text: String, title: String) {
        #expect(Desk.book.titling.title(of: text) == title)
    }
}
