import Casework
import Station
import Store
import Testing

/// A clerk's day: orders in one breath, answers judged, ratings heard by phone.
@Suite(.timeLimit(.minutes(5)))
struct DeskWorkTests {
    static func assigned() async throws -> SampleStation {
        let station = try await HeadStoryTests.assigned()
        _ = try await station.say("花桥村路灯坏了三盏", as: "neighbour")
        return station
    }

    @Test func `verified and handed on without a comma is both`() async throws {
        let station = try await Self.assigned()
        let answer = try await station.answer("2核实属实转城建办12月4日前", as: "clerk")
        #expect(answer.contains("核实属实") && answer.contains("已交城建办"), "\(answer)")
        #expect(try station.matter(2).verified == "true")
        #expect(try station.matter(2).unit == "城建办")
    }

    @Test func `a judgement on an answer is no answer`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("1换了灯", as: "unit")
        let asked = try await station.answer("1答复不行，让他们说清楚换了几盏", as: "clerk")
        #expect(asked.contains("重办"), "\(asked)")
        let sent = try await station.say("是", as: "clerk")
        #expect(sent.text(to: "unit").contains("让他们说清楚换了几盏"), "\(sent)")
        #expect(try station.matter(1).answers.count == 1)
        #expect(try station.matter(1).state == .assigned)
    }

    @Test func `a unit that takes its answer back has not answered anew`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("1换了两盏灯", as: "unit")
        let back = try await station.say("1答复作废", as: "unit")
        #expect(back.text(to: "unit").contains("请重发"), "\(back)")
        #expect(back.text(to: "clerk").contains("先不要反馈"), "\(back)")
        #expect(try station.matter(1).answers.count == 1)
    }

    @Test func `a rating that was heard by phone is recorded by the clerk`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("1已疏通", as: "unit")
        _ = try await station.say("1已电话告知 李四", as: "clerk")
        #expect(try await station.answer("1评价满意", as: "clerk").contains("已登记选民的评价（满意）"))
        #expect(try station.matter(1).rating == "satisfied")
        #expect(try await station.answer("1办结", as: "clerk").contains("已办结"))
    }

    @Test func `a dissatisfied word by phone goes to the head as any other`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("1已疏通", as: "unit")
        _ = try await station.say("1已电话告知 李四", as: "clerk")
        let told = try await station.say("1评价不满意", as: "clerk")
        #expect(told.text(to: "head").contains("重办2026-0001"), "\(told)")
    }

    @Test func `where to turn is named without the words that lead there`() async throws {
        let station = try await Self.assigned()
        let asked = try await station.answer("2不受理，因为是交通公司的事", as: "clerk")
        #expect(asked.contains("哪里反映"), "\(asked)")
        let told = try await station.say("请找公交公司0576-86000000", as: "clerk")
        #expect(told.text(to: "neighbour").contains("请您向公交公司0576-86000000反映"), "\(told)")
        _ = try await station.say("不受理", as: "clerk")
        let again = try await station.answer("2", as: "clerk")
        #expect(again.contains("已是“不予受理”"), "\(again)")
    }

    @Test func `an example that the desk gives is an answer, and so is the whole order`()
        async throws
    {
        let station = try await Self.assigned()
        #expect(try await station.answer("新增代表李明", as: "clerk").contains("例如：第二组"))
        #expect(try await station.answer("第二组", as: "clerk").contains("李明，第2组"))
        _ = try await station.say("取消", as: "clerk")
        _ = try await station.say("新增代表李明", as: "clerk")
        let whole = try await station.answer("新增代表李明，第二组", as: "clerk")
        #expect(whole.contains("李明，第2组"), "\(whole)")
        #expect(try await station.answer("12月14日", as: "unit").contains("哪一件"))
        let asked = try await station.answer("1申请延期到12月14日，等配件", as: "unit")
        #expect(asked.contains("申请延到12月14日"), "\(asked)")
    }

    @Test func `whoever may not do it reads who must`() async throws {
        let station = try await Self.assigned()
        #expect(try await station.answer("1同意", as: "clerk").contains("同意要由站长来做"))
        #expect(try await station.answer("办结1").contains("联络站的工作人员"))
        let none = try await station.answer("上一件办结", as: "clerk")
        #expect(none.contains("哪一件") && !none.contains("last"), "\(none)")
    }

    @Test func `what a deputy wants to talk about is kept`() async throws {
        let station = try await Self.assigned()
        let asked = try await station.say("约见水利所负责人，谈灌溉渠", as: "deputy")
        #expect(asked.text(to: "clerk").contains("谈灌溉渠"), "\(asked)")
    }

    @Test func `all groups of a notice get it`() async throws {
        let station = try await Self.assigned()
        let shown = try await station.answer("给第一组、第三组发：周五培训", as: "clerk")
        #expect(shown.contains("第1组代表、第3组代表"), "\(shown)")
    }

    @Test func `a duty report is put right by sending it again`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("述职报告：参加会议2次", as: "deputy")
        _ = try await station.say("是", as: "deputy")
        #expect(try await station.answer("述职报告", as: "deputy").contains("要改请重发"))
        let shown = try await station.answer("述职报告：参加会议3次", as: "deputy")
        #expect(shown.contains("出席人代会 3次"), "\(shown)")
        let again = try await station.answer("是", as: "deputy")
        #expect(again.contains("述2026-0001"), "\(again)")
    }

    @Test func `a day within the term needs no extension, and the clerk reads it`() async throws {
        let station = try await Self.assigned()
        let told = try await station.say("1延到25日，要等石材", as: "unit")
        #expect(told.text(to: "unit").contains("还在期限内"), "\(told)")
        #expect(told.text(to: "clerk").contains("11月25日办好"), "\(told)")
        #expect(try station.matter(1).course.request == nil)
    }

    @Test func `nobody co-signs what is their own`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("提建议：关于整治养殖小区的建议。内容：养殖小区污水直排，建议接管", as: "deputy")
        let own = try await station.answer("附议建1", as: "deputy")
        #expect(own.contains("您自己提的"), "\(own)")
    }

    @Test func `a deputy takes a suggestion back by its number, either way round`() async throws {
        let station = try await Self.assigned()
        _ = try await station.say("提建议：关于整治养殖小区的建议。内容：养殖小区污水直排，建议接管", as: "deputy")
        let back = try await station.answer("撤回建1", as: "deputy")
        #expect(back.contains("建2026-0001") && !back.contains("没有找到"), "\(back)")
    }

    @Test func `each group of one sentence has its item in the plan`() async throws {
        let station = try await Self.assigned()
        let said = try await station.answer(
            "列入计划：2027年第一季度第二组视察饮用水保护，第三组调研乡村振兴，第四组走访",
            as: "clerk"
        )
        for item in ["第2组，视察，饮用水保护", "第3组，调研，乡村振兴", "第4组，走访"] {
            #expect(said.contains(item), "\(said)")
        }
    }

    @Test func `two things of property are not counted as one`() async throws {
        let station = try await Self.assigned()
        let said = try await station.answer("资产登记：资料柜2个，电脑1台", as: "clerk")
        #expect(said.contains("一样一样"), "\(said)")
    }

    @Test func `who is away names a stand-in in the own words`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        let asked = try await station.answer("代班：王建国，11月23日到27日", as: "clerk")
        #expect(asked.contains("谁来代班"), "\(asked)")
        let given = try await station.answer("陈美芳", as: "clerk")
        #expect(given.contains("11月23日到11月27日") && given.contains("陈美芳"), "\(given)")
        let week = try await station.answer("陈美芳代我的班，下周一到周五", as: "head")
        #expect(week.contains("11月23日到11月27日，王建国"), "\(week)")
        let day = try await station.answer("我明天请假，陈美芳替我", as: "clerk")
        #expect(day.contains("11月21日到11月21日，张联络"), "\(day)")
    }

    @Test func `a deputy's name is not the adviser's`() async throws {
        let station = try SampleStation()
        try await station.bindEverybody()
        _ = try await station.say("花桥路灯坏了")
        for order in ["1转给陈美芳看看", "1给陈美芳看一下"] {
            let answer = try await station.answer(order, as: "clerk")
            #expect(answer.contains("第2组核实") && !answer.contains("法律"), "\(answer)")
        }
    }
}
