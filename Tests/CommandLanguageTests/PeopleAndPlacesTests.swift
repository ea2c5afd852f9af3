import Casework
import Testing

/// Who tells, for whom, and where the trouble is.
@Suite struct PeopleAndPlacesTests {
    @Test(arguments: [
        ("我住横湖,每天骑车去石桥头菜市场卖菜,菜市场北门那段积水没过脚踝", "石桥头菜市场"),
        ("女儿嫁在桥浦,那边路灯亮堂堂的,我们下洞桥倒好,天一黑什么也看不见", "下洞桥"),
        ("花桥的水泥路早铺好了,同样一条路到我们桥浦就断头,还是烂泥", "桥浦"),
        ("接了孩子从幼儿园回家,到黄西岙那个弯道没有反光镜,撞过两次了", "黄西岙"),
        ("公交车从横湖开到花桥就掉头,度甲头一班没有,去趟镇上要走五里", "度甲头"),
        ("从花桥到横湖的路灯都不亮", "花桥"),
        ("我住横湖,门口的路灯坏了半个月没人修", "横湖"),
        ("横湖的人都说水有味道,烧开了也喝不下", "横湖"),
        ("比起横湖,小岭下的公交少多了,一天才两班", "小岭下"),
        ("七十六省道上大货车半夜乱按喇叭,睡也睡不好", "76省道"),
        ("Unlike Huaqiao, Qiaopu has no street lights at all and it is dark", "桥浦"),
    ])
    func `a filing is about the place nearest to the trouble`(text: String, place: String) {
        #expect(Desk.given(text, .place) == place)
    }

    @Test(arguments: [
        ("视察横湖垃圾房三处没人管", "横湖"), ("横湖污水处理站一台泵停转,建议备一台", "横湖污水处理站"),
        ("看桥浦桥面裂缝两指宽,建议先限重", "桥浦"), ("视察76省道公交站牌倒了,建议扶起来", "76省道"),
    ])
    func `a note's place ends where its name does`(text: String, place: String) {
        #expect(Desk.given(text, .place, as: .deputy) == place)
    }

    @Test(
        arguments: [
            ("千万别让园长知道，幼儿园午饭发臭", "yes"), ("幼儿园食堂给小孩吃冷饭,千万别让园长知道是我说的", "yes"),
            ("路口装个镜子，别让司机看到我才刹车", nil),
        ] as [(String, String?)]
    )
    func `from whom it is kept may be anybody`(text: String, value: String?) {
        #expect(Desk.given(text, .confidential) == value)
    }

    @Test func `what only says that there is more is no part of the problem`() {
        #expect(Desk.given("再报一件，斜路葡萄园的抽水泵坏了", .content) == "斜路葡萄园的抽水泵坏了")
    }

    @Test func `where one heard of the desk is no place`() {
        let text = "听花桥的亲戚说这个号能反映事情,我们这里快递都不送进村,要自己骑车去拿"
        #expect(Desk.given(text, .place) == nil)
    }

    @Test(arguments: [
        ("我爸李福根,82,下宅吴的,高龄津贴停了三个月,我帮他反映", "李福根"),
        ("我家奶奶吴阿凤(下宅吴)家里自来水三天没水了,我替她报一下", "吴阿凤"),
        ("我隔壁李大伯不识字,我替他说:他家的低保停了三个月,没人告诉为啥", "李大伯"),
        ("Reporting for my neighbour, Mrs Shen, in Huaqiao: her street light is dead", "Mrs Shen"),
        (
            "my grandfather Lou Agen, 88, of Xielu, asked me to report a rotten footbridge",
            "Lou Agen"
        ),
    ])
    func `who speaks for another names the other`(text: String, name: String) {
        #expect(Desk.given(text, .name) == name)
        #expect(Desk.given(text, .onBehalf) == "yes")
    }

    @Test(arguments: [
        ("代横湖村郑阿姨反映:村口桥面结冰打滑", "郑阿姨"),
        ("帮隔壁不识字的项阿婆报一下,高龄补贴没领到", "项阿婆"),
        ("帮老石登记一下,他工厂的劳动仲裁还没出结果", "老石"),
        ("On behalf of Tang Aquan at Dujiatou: the noodle workshop wall is cracking", "Tang Aquan"),
    ])
    func `an office registers for whom it names`(text: String, name: String) {
        #expect(Desk.given(text, .name, as: .deputy) == name)
        #expect(Desk.given(text, .onBehalf, as: .deputy) == "yes")
    }

    @Test func `a name and its telephone may have a word between`() {
        let text = "代登记 花桥茭白田进水沟塌了 戴老师 电话13900005678"
        #expect(Desk.given(text, .name, as: .staff) == "戴老师")
    }

    @Test(arguments: [
        ("接待记录:上午接待了三批五个人,一共提了七条意见", "5"), ("接待情况报一下:八个人,十一件事,现场答掉三件", "8"),
    ])
    func `people are counted, and not how often some came`(text: String, voters: String) {
        #expect(Desk.given(text, .voters, as: .deputy) == voters)
    }

    @Test(arguments: [
        (
            "Was at the Huaqiao pumping station, one pump out. Suggest a standby pump",
            "Huaqiao pumping station"
        ),
        ("去横湖看草莓棚 地膜烧了一堆 建议宣传一下", "横湖"),
    ])
    func `a note's place goes on with what belongs to its name`(text: String, place: String) {
        #expect(Desk.given(text, .place, as: .deputy) == place)
    }

    @Test(arguments: [
        ("本人系下洞桥村民潘文轩,现反映村口候车亭顶棚破损,雨天无处避雨", "潘文轩"),
        ("我是黄西岙种香菇的胡婶呐去冷库的路啊坑坑洼洼的车子打滑", "胡婶"),
        ("横湖 郑阿根 13900065432 村道窨井盖没了 夜里骑车危险", "郑阿根"),
        ("我是横湖的,门口垃圾没人收", nil),
        ("我是小岭下的种田人,水渠堵了", nil),
    ])
    func `a writer's name is told by what stands on both sides`(text: String, name: String?) {
        #expect(Desk.given(text, .name) == name)
    }

    @Test(arguments: ["帮我反映一下,横湖的路灯坏了", "我妈说横湖的垃圾桶满了没人倒", "我老公不让我说,横湖的水发红"])
    func `who tells for himself does so for nobody`(text: String) {
        #expect(Desk.given(text, .onBehalf) == nil)
    }

    @Test func `a visit is booked for one who cannot come`() {
        let text = "我爹瘫在床上来不了,想请代表上门一趟听他讲讲护理补贴,麻烦给安排"
        #expect(Desk.given(text, .onBehalf) == "yes")
        #expect(Desk.given("代表能来我家看看不,我妈下不了床", .onBehalf) == nil)
    }

    @Test(arguments: [
        ("新来一个代表徐立新,镇级,编在二组,登记一下", "徐立新"), ("新代表登记:何小勇,第二组", "何小勇"),
        ("叶小芬代表从一组调到三组了,帮我改过来", "叶小芬"), ("许晨代表调到第一小组", "许晨"),
    ])
    func `the roster takes a name that is on no list`(text: String, name: String) {
        #expect(Desk.given(text, .name, as: .staff) == name)
    }

    @Test func `a district may be named by its place`() {
        #expect(Desk.given("王建国代表的选区变更为横湖", .district, as: .staff) == "横湖")
        #expect(Desk.given("登记代表李秀英,黄西岙选区,第三小组", .district, as: .staff) == "黄西岙")
    }

    @Test(arguments: [
        ("接待登记：花桥，何秀莲，反映周末配药没人值班，要跑到镇上去", "花桥", "何秀莲"),
        ("今天接待来的是小岭下的一个叫罗永根的,他讲那条路修了一半停掉了", "小岭下", "罗永根"),
        ("接待石景小区住户冯国平,反映电梯老是停", "石景小区", "冯国平"),
    ])
    func `a reception record says who came and from where`(run: (String, String, String)) {
        #expect(Desk.given(run.0, .village, as: .deputy) == run.1)
        #expect(Desk.given(run.0, .voterName, as: .deputy) == run.2)
    }
}
