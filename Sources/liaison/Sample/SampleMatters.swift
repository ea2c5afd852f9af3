import Casework

/// How a matter of the simulated year goes, and how many of them go that way.
enum SampleCourse: CaseIterable {
    case satisfied, basically, unrated, redone, explained, late, extended, returned, byHand
    case onSpot, declined, withdrawnEarly, withdrawnLate, merged, escalated
    case registered, accepted, assigned, replied

    /// Two hundred in all, with three that one visit brings.
    var count: Int {
        switch self {
        case .satisfied: 78
        case .basically: 28
        case .unrated: 14
        case .redone: 8
        case .explained: 4
        case .late: 10
        case .extended: 6
        case .returned: 6
        case .byHand: 7
        case .onSpot: 10
        case .declined: 8
        case .withdrawnEarly: 3
        case .withdrawnLate: 3
        case .merged: 4
        case .escalated: 3
        case .registered, .accepted, .replied: 1
        case .assigned: 2
        }
    }

    /// True for what is still open at the year's end.
    var isOpen: Bool {
        [.registered, .accepted, .assigned, .replied].contains(self)
    }
}

/// What people write about, with who handles it and how it is answered; all of it invented.
struct SampleTrouble {
    var words: String
    var unit: String
    var topic: String
    var answer: String

    static let all = [
        SampleTrouble(
            words: "村口路灯坏了，晚上老人走路看不见",
            unit: "城建办",
            topic: "民生",
            answer: "已修好，换了两盏LED灯"
        ),
        SampleTrouble(
            words: "村河边有污水直排，水都发黑",
            unit: "环保所",
            topic: "五水共治",
            answer: "已封堵排口，接入管网"
        ),
        SampleTrouble(
            words: "村路边垃圾堆了一周没人清",
            unit: "城建办",
            topic: "环境综合整治",
            answer: "已清运，增设四个垃圾桶"
        ),
        SampleTrouble(
            words: "村自来水发黄，有股味道",
            unit: "水利所",
            topic: "饮用水保护",
            answer: "已清洗管道，复检合格"
        ),
        SampleTrouble(
            words: "村安置房漏水，墙都发霉",
            unit: "城建办",
            topic: "库区移民迁建",
            answer: "已重做防水，住户验收"
        ),
        SampleTrouble(
            words: "村机耕路塌了一段，拖拉机过不去",
            unit: "农业办",
            topic: "乡村振兴",
            answer: "已回填压实，加了护坡"
        ),
        SampleTrouble(
            words: "村葡萄加工点电压不稳，冷库老跳闸",
            unit: "供电所",
            topic: "产业结构优化升级",
            answer: "已增容，换了变压器"
        ),
        SampleTrouble(
            words: "村公交站牌倒了没人扶",
            unit: "交通所",
            topic: "民生",
            answer: "已重新立牌加固"
        ),
        SampleTrouble(
            words: "村水沟堵了，一下雨就漫到路上",
            unit: "水利所",
            topic: "五水共治",
            answer: "已清淤，加装格栅"
        ),
        SampleTrouble(
            words: "村晒谷场电线垂得很低",
            unit: "供电所",
            topic: "其他",
            answer: "已抬高线路"
        ),
    ]

    static let villages = [
        "下宅吴", "横湖", "花桥", "桥浦", "黄西岙", "斜路", "度甲头", "小岭下", "下洞桥",
    ]
}

/// One sentence of the simulated year.
struct SampleLine {
    var at: Instant
    var speaker: String
    var words: String
    /// How many matters it must register.
    var files = 0
    /// True when the answer names a code that is to be sent back.
    var wantsCode = false
}
