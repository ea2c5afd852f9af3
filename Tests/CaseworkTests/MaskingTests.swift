import Casework
import Testing

@Suite struct `What hides a person` {
    @Test(arguments: [
        ("张三", "张**"), ("欧阳建国", "欧**"), ("Chen Atu", "C**"), ("", ""),
    ])
    func `a name keeps its first sign`(name: String, masked: String) {
        #expect(Masking.name(name) == masked)
    }

    @Test(arguments: [
        ("13912341234", "139****1234"), ("139-1234-1234", "139****1234"),
        ("057686661234", "057****1234"), ("12345", "*****"),
    ])
    func `a phone keeps its head and its tail`(phone: String, masked: String) {
        #expect(Masking.phone(phone) == masked)
    }

    @Test(arguments: [
        ("打我电话13900001111，路灯坏了", "打我电话139****1111，路灯坏了"),
        ("139 0000 1111", "139****1111"), ("１３９００００１１１１", "１３９****１１１１"),
        ("0576-86661234有人", "057****1234有人"),
        ("2026-0036还没办", "2026-0036还没办"), ("76省道1200米", "76省道1200米"),
        ("电话一三九零零零零一一一一", "电话139****1111"),
        ("手机幺三九 零零零零 幺幺幺幺，没人接", "手机139****1111，没人接"),
        ("一三九零零零零一一一一一直打不通", "139****1111一直打不通"),
        ("打一三九，零零零零，一一一一", "打139****1111"), ("139零零零零一一一一", "139****1111"),
        ("13900001111一直打不通", "139****1111一直打不通"), ("二〇二六年一月一日", "二〇二六年一月一日"),
        ("合同号12345678901", "合同号12345678901"), ("11月20日", "11月20日"), ("", ""),
    ])
    func `words keep all but the phones`(text: String, masked: String) {
        #expect(Masking.phones(in: text) == masked)
    }

    @Test(arguments: [
        "331081199001011234", "33108119900101123X", "33108119900101123x", "331081900101123",
    ])
    func `an identity number goes wherever it stands`(number: String) {
        for text in [number, "我\(number)的", "号码：\(number)，谢谢"] {
            let masked = Masking.identityNumbers(in: text)
            #expect(!masked.contains(number))
            #expect(masked.contains(Masking.hiddenIdentity))
        }
    }

    @Test(arguments: [
        "331081199013011234", "331081199001321234", "2026-0036", "13900001111",
        "6222020200112233445", "123456789012345678",
    ])
    func `what cannot be an identity number stays`(text: String) {
        #expect(Masking.identityNumbers(in: text) == text)
    }
}
