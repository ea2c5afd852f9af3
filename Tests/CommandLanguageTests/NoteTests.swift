import Casework
import Testing

@Suite struct NoteTests {
    static let notes: [Said] = [
        Said(
            "视察记录：11月19日湖漫水库，饮用水保护。发现警示牌倒了一块。建议补立。[图片][图片]",
            "submit_inspection_note date=2026-11-19 finding=警示牌倒了一块 kind=视察 photos=2 "
                + "place=湖漫水库 suggestion=补立 topic=饮用水保护",
            as: .deputy
        ),
        Said(
            "地点：度甲头红薯面加工点\n主题：产业结构优化升级\n发现：废水直排水沟\n建议：建沉淀池\n照片2张",
            "submit_inspection_note finding=废水直排水沟 photos=2 place=度甲头红薯面加工点 "
                + "suggestion=建沉淀池 topic=产业结构优化升级",
            as: .deputy
        ),
        Said(
            "十月初九视察石景小区，电梯还没验收，建议催建设单位，照片1张",
            "submit_inspection_note date=2026-11-17 finding=电梯还没验收 kind=视察 lunar=10-09 photos=1 "
                + "place=石景小区 suggestion=催建设单位",
            as: .deputy
        ),
        Said(
            "inspection note: Human reservoir, a warning sign is down, suggest a new one",
            "submit_inspection_note finding=a warning sign is down kind=视察 place=湖漫水库 "
                + "suggestion=a new one",
            as: .deputy
        ),
        Said(
            "走访了6户移民，2户说墙角渗水，建议上门修",
            "submit_inspection_note finding=走访了6户移民，2户说墙角渗水 kind=走访 suggestion=上门修 topic=库区移民迁建 ask=place",
            as: .deputy
        ),
        Said(
            "旧砖窑拐角堆满死鸡，建议拉走",
            "submit_inspection_note finding=旧砖窑拐角堆满死鸡 place=旧砖窑拐角 suggestion=拉走",
            as: .deputy
        ),
        Said(
            "昨天走到老渡口码头，缆绳断了一根，最好换掉",
            "submit_inspection_note date=2026-11-19 finding=昨天走到老渡口码头，缆绳断了一根 place=老渡口码头 "
                + "suggestion=换掉",
            as: .deputy
        ),
        Said(
            "下宅吴淀粉厂后门排水口有白沫，建议环保所来查",
            "submit_inspection_note finding=下宅吴淀粉厂后门排水口有白沫 place=下宅吴淀粉厂后门 suggestion=环保所来查",
            as: .deputy
        ),
        Said("视察湖漫水库", "submit_inspection_note kind=视察 place=湖漫水库 ask=finding", as: .deputy),
    ]

    @Test(arguments: notes) func `a deputy's note is taken apart`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)) == said.means)
    }
}
