// The words of dates, in both languages.
extension Dates {
    static let dueLeads = Words([
        "在", "于", "请在", "请于", "限", "by", "before", "until", "within", "in", "due",
    ])
    static let dueTrails = Words([
        "之前", "以前", "前", "截止", "为止", "下班前", "下班之前", "下班以前", "收工前", "中午前", "上午前", "下午前", "晚上前",
        "傍晚前", "天黑前",
    ])
    static let workdayWords = Words([
        "个工作日", "工作日", "个工作天", "working days", "working day", "workdays",
        "business days",
    ])
    static let dayWords = Words(["天", "日", "days", "day"])
    static let weekWords = Words([
        "周", "个星期", "星期", "个礼拜", "礼拜", "weeks", "week", "more weeks", "more week",
    ])
    static let monthWords = Words(["个月", "months", "month"])
    static let withinWords = Words(["之内", "以内", "内", "之后", "后"])
    static let relativeDays = Words([
        "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1,
        "昨晚": -1, "昨上午": -1, "昨下午": -1, "昨早": -1, "昨夜": -1,
        "前日下午": -2, "前晚": -2, "今晨": 0, "今上午": 0, "今下午": 0, "今天": 0, "今日": 0, "今早": 0, "今晚": 0,
        "今朝": 0, "今儿": 0, "今儿个": 0, "昨儿": -1, "昨儿个": -1, "前儿": -2, "明儿": 1, "明儿个": 1, "后儿": 2,
        "明天": 1, "明日": 1, "明早": 1, "明晨": 1, "明晚": 1, "明上午": 1, "明下午": 1, "后天": 2, "后晚": 2, "大后天": 3,
        "the day before yesterday": -2, "yesterday": -1, "today": 0,
        "this morning": 0, "this afternoon": 0, "last night": -1, "last evening": -1, "tomorrow": 1,
        "the day after tomorrow": 2,
    ])
    static let monthEnds = Words([
        "月底", "本月底", "这个月底", "当月底", "月末", "end of the month", "end of month",
        "the end of the month", "the end of this month", "end of this month",
    ])
    static let nextMonthEnds = Words([
        "下月底", "下个月底", "end of next month", "the end of next month",
    ])
    static let yearEnds = Words([
        "年底", "今年底", "年末", "end of the year", "end of year", "the end of the year",
    ])
    static let nextMonth = Words(["下个月", "下月"])
    static let thisMonth = Words(["这个月", "本月"])
    static let nextYear = Words(["明年"])
    static let lastYear = Words(["去年"])
    static let thisYear = Words(["今年"])
    static let january = Words(["元月"])
    static let thatDay = Words(["那天", "当天", "当日", "那日", "这天", "那一天"])
    static let upTo = Words(["到", "至"])
    static let dayMarks = Words(["日", "号"])
    static let weeks = Words([
        "下下周": 2, "下下星期": 2, "下下礼拜": 2, "下下个星期": 2, "下下个礼拜": 2,
        "下下个周": 2, "上上周": -2, "上上星期": -2, "上上礼拜": -2, "上上个星期": -2,
        "上上个礼拜": -2, "上上个周": -2, "下个周": 1, "上个周": -1, "上个礼拜": -1,
        "这礼拜": 0, "本星期": 0, "本礼拜": 0, "这个周": 0,
        "下周": 1, "下星期": 1, "下礼拜": 1, "下个星期": 1, "下个礼拜": 1,
        "这周": 0, "本周": 0, "这星期": 0, "这个星期": 0, "这个礼拜": 0, "本周的": 0, "这周的": 0,
        "上周": -1, "上星期": -1, "上礼拜": -1, "上个星期": -1,
    ])
    static let weekPrefix = Words(["周", "星期", "礼拜"])
    static let hanWeekdays = Words([
        "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
        "日": 7, "天": 7, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
        "6": 6,
    ])
    static let nextWord = Words(["next"])
    static let lastWord = Words(["last"])
    static let weekdays = Words([
        "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4,
        "friday": 5, "saturday": 6, "sunday": 7, "mon": 1, "tue": 2,
        "wed": 3, "thu": 4, "fri": 5, "sat": 6,
    ])
    static let ordinals = Words(["st", "nd", "rd", "th"])
    static let ofWord = Words(["of"])
    static let months = Words([
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5,
        "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
        "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3,
        "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
        "oct": 10, "nov": 11, "dec": 12,
    ])
}
