import Casework
import CommandLanguage
import Testing

/// Why something is asked for, without the asking.
@Suite struct ReasonTests {
    static let said: [Said] = [
        Said("118护栏厂家排不出货,想延到12月31号,望同意", "护栏厂家排不出货", as: .unit),
        Said("2026-0024要招投标，来不及，请求延至2027年1月15日", "要招投标，来不及", as: .unit),
        Said("经核,2026-0053不属我所职责范围,现予退回", "经核,2026-0053不属我所职责范围", as: .unit),
        Said("42号件不属本所,退回", "不属本所", as: .unit),
        Said("53签收,但闸门要定做,申请延到12月25日", "闸门要定做", as: .unit),
        Said("83天气原因 时限往后推一周，请同意", "天气原因", as: .unit),
        Said("need until 20 December for 36, waiting for parts", "waiting for parts", as: .unit),
        Said("63截止时间后移到12月4日，供应商断货", "供应商断货", as: .staff),
        Said("下次接待取消,大雪封路", "大雪封路", as: .staff),
    ]

    @Test(arguments: said)
    func `a reason is what is told, and no order`(said: Said) {
        #expect(Desk.line(Desk.read(said.text, as: said.role)).contains("reason=\(said.means)"))
        #expect(Desk.given(said.text, .reason, as: said.role) ?? said.means == said.means)
    }
}
