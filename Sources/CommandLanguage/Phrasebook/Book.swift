package import Casework

/// One command as its file tells it.
package struct CommandBook: Sendable {
    /// What is known of an argument.
    package struct Argument: Sendable {
        package var isRequired = false
        /// What else may be said so that it is not asked for.
        package var instead: Set<Slot> = []
        /// True for a value of a few that is learnt from sentences where no word says it.
        package var isLearnt = false
        /// True for the writer's own words whose beginning is learnt where no word opens them.
        package var isBegun = false
        /// True for several numbers that the command takes in one step, and the vocabulary in one each.
        package var isJoined = false
        /// True when an incomplete date means the last such day, not the next.
        package var isPast = false
        /// True for several numbers, or things that were said, each of which becomes a step.
        package var isSpread = false
        /// True when only a form or a phrasing gives it, and nobody looks for it in a text.
        package var isOnlyGiven = false
        /// True when it stands before the colon, and is not looked for in the words behind it.
        package var isAhead = false
        /// True for the moment at which a notice is to go out: `明天下午三点发`.
        package var isSending = false
        /// True for a number that means the sender's latest where none is said.
        package var isLatest = false
        /// The only kind of record whose number it can be: 视23 and `note 23` both mean 23.
        package var signless: RecordKind?
        /// True for a person of the roster.
        package var isRoster = false
        /// True when all the words are meant, not one of a list.
        package var isWhole = false
        /// True for the words that follow the clause of the order: `36反馈给选民，灯已换好`.
        package var isRest = false
        /// Words of this command alone, with the values they stand for.
        package var values: [(word: String, value: String)] = [] {
            didSet { words = values.isEmpty ? nil : Words(values) }
        }
        /// Words beside which a number stands.
        package var nearWords: [String] = [] {
            didSet { near = nearWords.isEmpty ? nil : Words(nearWords) }
        }
        /// Words that set a flag where no number stands beside them: `当场答复` of one visitor.
        package var aloneWords: [String] = [] {
            didSet { alone = aloneWords.isEmpty ? nil : Words(aloneWords) }
        }
        /// ``values``, ready; nil when there are none.
        private(set) var words: Words?
        private(set) var near: Words?
        private(set) var after: Words?
        private(set) var alone: Words?
        /// Words behind which the slot's own words begin: `反映`.
        package var afterWords: [String] = [] {
            didSet { after = afterWords.isEmpty ? nil : Words(afterWords) }
        }
        /// Asked when it is missing; by language.
        package var question: [Language: String] = [:]

        package init() {}
    }

    /// How a longer text is taken apart: labelled lines, or cues within a sentence.
    package struct Composition: Sendable {
        /// Words that open such a text.
        package var headings: [Pattern] = []
        /// Labels before a colon, by the argument they name.
        package var labels: [Slot: [String]] = [:]
        /// Words after which an argument's free words begin.
        package var openers: [Slot: [String]] = [:]
        /// Where unlabelled words go.
        package var body = Slot.content
        /// What is looked for anywhere in the text.
        package var finds: [Slot] = []
        /// True when an office holder's text is taken apart as soon as a word of `kind` opens it.
        package var opensByKind = false

        package init() {}
    }

    package var action: Action
    /// Who sees it in help and menu; it grants nothing.
    package var shownTo: Set<Role> = []
    /// Aliases by language; each alone is a form.
    package var names: [Language: [String]] = [:]
    package var forms: [Language: [Pattern]] = [:]
    /// Ways of saying it without a fixed order.
    package var natural: [Phrasing] = []
    package var arguments: [Slot: Argument] = [:]
    package var composition: Composition?
    /// True when its words may hold any sentence: a 不要 in them is no order to stop.
    package var takesWords = false
    /// True when a 不要 or a 吗 before it is heeded although its words may be any.
    package var isGuarded = false
    /// True for what protects its sender: it is done where it is likely, and not asked about first.
    package var protects = false
    /// True when a voter's free words are taken for this command.
    package var takesFreeText = false
    package var help: [Language: String] = [:]
    /// Asked where it may be meant and may not, in the place of the question that all commands share.
    package var doubt: [Language: String] = [:]
    package var example: [Language: String] = [:]
    /// The name on a channel's menu, `a-z`, `0-9`, `_`; nil to stay off it.
    package var menu: String?

    package init(_ action: Action) {
        self.action = action
    }

    /// The arguments whose values are learnt.
    var learnt: [Slot] { arguments.filter(\.value.isLearnt).map(\.key) }
    /// The arguments whose beginnings are learnt.
    var beginnings: [Slot] { arguments.filter(\.value.isBegun).map(\.key) }
}

/// The words that belong to no command.
package struct WordBook: Sendable {
    /// By slot: words and the value they stand for.
    package var values: [Slot: [(word: String, value: String)]] = [:]
    /// By list: `number_before`, `polite_before` and so on.
    package var lists: [WordList: [String]] = [:]
    /// By class: single signs, in strings of any length.
    package var signs: [SignClass: [String]] = [:]
    /// How people's words are cut for those who read them.
    package var excerpts = Excerpts()
    /// Words that are written for others by ear: what is written, what is meant.
    package var heard: [(word: String, value: String)] = []
    /// Toneless pinyin of frequent words, with the words.
    package var pinyin: [(word: String, value: String)] = []
    /// Words of one kind, for phrasings: `#urge`.
    package var classes: [String: [String]] = [:]
    /// Forms of clauses that only add to the step beside them.
    package var modifiers: [Pattern] = []
    /// Whole sentences with what was meant by them.
    package var said: [Saying] = []
    /// Messages that are parted where a further wish begins.
    package var joined: [Joined] = []
    /// Fixed words in replies, by key.
    package var terms: [String: [Language: String]] = [:]

    package init() {}
}

/// The word lists of `commands/words.yaml`.
package enum WordList: String, Sendable, Numbered {
    case numberBefore = "number_before"
    case numberAfter = "number_after"
    case numberLatest = "number_latest"
    case numberNever = "number_never"
    case numberLead = "number_lead"
    case numberTimes = "number_times"
    case numberFree = "number_free"
    case numberJoints = "number_joints"
    case politeBefore = "polite_before"
    case politeAfter = "polite_after"
    case clauseJoints = "clause_joints"
    case placeBefore = "place_before"
    case placeEndings = "place_endings"
    case unitEndings = "unit_endings"
    case photoMarks = "photo_marks"
    case photoCounts = "photo_counts"
    case personCounts = "person_counts"
    case rareSurnames = "rare_surnames"
    case formerHomes = "former_homes"
    case livesIn = "lives_in"
    case placeGrounds = "place_grounds"
    case notPlaces = "not_places"
    case tales
    case keepsFrom = "keeps_from"
    case knows
    case visitVerbs = "visit_verbs"
    case placeStops = "place_stops"
    case waivers
    case openly
    case named
    case tellsWhom = "tells_whom"
    case tellsMe = "tells_me"
    case meets
    case everybody
    case keptOn = "kept_on"
    case notPersons = "not_persons"
    case orderTexts = "order_texts"
    case proposes
    case asksDone = "asks_done"
    case todayWords = "today_words"
    case yesterdayWords = "yesterday_words"
    case thisWeek = "this_week"
    case lastWeek = "last_week"
    case forbids
    case forbidLeads = "forbid_leads"
    case forbidTrails = "forbid_trails"
    case forbidsNot = "forbids_not"
    case exceptBefore = "except_before"
    case exceptAfter = "except_after"
    case regrets
    case sendVerbs = "send_verbs"
    case receptionNames = "reception_names"
    case ordersBefore = "orders_before"
    case ordersBehind = "orders_behind"
    case ordersTold = "orders_told"
    case ordersLast = "orders_last"
    case ordersAfter = "orders_after"
    case orderJoints = "order_joints"
    case alsoWords = "also_words"
    case beforeAll = "before_all"
    case narrows, denials, promises
    case putsOff = "puts_off"
    case putsForward = "puts_forward"
    case forAll = "for_all"
    case firstItem = "first_item"
    case nextItem = "next_item"
    case spam
    case hotlines
    case groupMarks = "group_marks"
    case groupLeaders = "group_leaders"
    case phoneTails = "phone_tails"
    case phoneWords = "phone_words"
    case morning, afternoon
    case nextQuarter = "next_quarter"
    case thisQuarter = "this_quarter"
    case lastQuarter = "last_quarter"
    case quarterMarks = "quarter_marks"
    case monthWords = "month_words"
    case lastMonth = "last_month"
    case nextMonth = "next_month"
    case pastWords = "past_words"
    case dueBefore = "due_before"
    case toBefore = "to_before"
    case fromAfter = "from_after"
    case intoBefore = "into_before"
    case intoAfter = "into_after"
    case intoLast = "into_last"
    case redirectAfter = "redirect_after"
    case dayTopics = "day_topics"
    case coBefore = "co_before"
    case coAfter = "co_after"
    case nowBefore = "now_before"
    case nowAfter = "now_after"
    case nameAfter = "name_after"
    case dayAfter = "day_after"
    case numberedThings = "numbered_things"
    case termWords = "term_words"
    case dayCounts = "day_counts"
    case weekCounts = "week_counts"
    case halfMonths = "half_months"
    case termCounts = "term_counts"
    case termBefore = "term_before"
    case monthCounts = "month_counts"
    case negators
    case nameBefore = "name_before"
    case voterBefore = "voter_before"
    case toldBefore = "told_before"
    case surnames
    case ownHome = "own_home"
    case kin, pronouns, third, whose, telling, unable, called, describes
    case speaksFor = "speaks_for"
    case noNames = "no_names"
    case placeStretch = "place_stretch"
    case nameTitles = "name_titles"
    case nameStops = "name_stops"
    case turnsRound = "turns_round"
    case takesBack = "takes_back"
    case takesBackSetOff = "takes_back_set_off"
    case takesBackAfter = "takes_back_after"
    case insteadOf = "instead_of"
    case countsNot = "counts_not"
    case interjections, bids
    case butWords = "but_words"
    case toldOf = "told_of"
    case districtMarks = "district_marks"
    case placeBreaks = "place_breaks"
    case announced
    case otherNumbers = "other_numbers"
    case participantsBefore = "participants_before"
    case participantsAfter = "participants_after"
    case withBefore = "with_before"
    case withAfter = "with_after"
    case unitBefore = "unit_before"
    case placeOfAll = "place_of_all"
    case noteTails = "note_tails"
    case placeJoints = "place_joints"
    case deputyTitles = "deputy_titles"
    case redirectBefore = "redirect_before"
    case redirectTold = "redirect_told"
    case redirectTo = "redirect_to"
    case reasonBefore = "reason_before"
    case reasonLeads = "reason_leads"
    case pleads
    case orderWords = "order_words"
    case readyWords = "ready_words"
    case thingLeads = "thing_leads"
    case thingTrails = "thing_trails"
    case titleBefore = "title_before"
    case bodyLeads = "body_leads"
    case suggestionNouns = "suggestion_nouns"
    case suggestionBefore = "suggestion_before"
    case aboutStops = "about_stops"
    case aboutLeads = "about_leads"
    case aboutInner = "about_inner"
    case placeTails = "place_tails"
    case placeTailsEnglish = "place_tails_en"
    case placeNear = "place_near"
    case placePeople = "place_people"
    case placeKin = "place_kin"
    case heardBefore = "heard_before"
    case tells
    case ownPlace = "own_place"
    case placeAside = "place_aside"
    case placeAsideAfter = "place_aside_after"
    case placeNever = "place_never"
    case holds, conditions, doubts, waits
    case photoBefore = "photo_before"
    case putOff = "put_off"
    case doubtsBefore = "doubts_before"
    case troubles, wishes
    case goesOn = "goes_on"
    case ofAnswer = "of_answer"
    case comebacks
    case asksBefore = "asks_before"
    case asksForDay = "asks_for_day"
    case leavesOut = "leaves_out"
    case mends, risks
    case troublesEnglish = "troubles_en"
    case matterStops = "matter_stops"
    case holdsBack = "holds_back"
    case yesWords = "yes_words"
    case newWords = "new_words"
    case aboutWords = "about_words"
    case joiners
    case hearsay, earlier, pointing, danger
    case furtherVisitors = "further_visitors"
    case setsRight = "sets_right"
    case setsRightInside = "sets_right_inside"
    case strikesOut = "strikes_out"
    case remarks, calms
    case comesLate = "comes_late"
    case goesBack = "goes_back"
    case justNow = "just_now"
    case goesBackInside = "goes_back_inside"
    case questionTails = "question_tails"
    case undecided, decided, whether, alternatives, dropped, says, others, additions
    case unfinished, favours, likewise
    case fileLabels = "file_labels"
    case emptyWords = "empty_words"
    case thisYear = "this_year"
}

/// The classes of single Chinese signs of `commands/words.yaml`: what a sign does where it stands.
package enum SignClass: String, Sendable, Numbered {
    case noes, wish, miss
    case beMe = "be_me"
    case doubledPolitely = "doubled_politely"
    case leadTerms = "lead_terms"
    case endTerms = "end_terms"
    case followTerms = "follow_terms"
    case followPlaces = "follow_places"
    case endSites = "end_sites"
    case leadNames = "lead_names"
    case openNicks = "open_nicks"
    case openGiven = "open_given"
    case openGivenNames = "open_given_names"
    case endTitles = "end_titles"
    case endOfficials = "end_officials"
    case endBearers = "end_bearers"
    case endNoNames = "end_no_names"
    case followOthers = "follow_others"
    case endNouns = "end_nouns"
    case leadNone = "lead_none"
    case followOne = "follow_one"
    case countThings = "count_things"
    case countInside = "count_inside"
    case countPeople = "count_people"
    case countPersons = "count_persons"
    case countMatters = "count_matters"
    case countVisits = "count_visits"
    case countVisitors = "count_visitors"
    case countOthers = "count_others"
    case countLabelled = "count_labelled"
    case countTime = "count_time"
    case joinNumbers = "join_numbers"
    case freeNumbers = "free_numbers"
}
