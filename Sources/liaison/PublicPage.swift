import Papers
import Station

/// The page that everybody may read, made by the papers for the station's service.
enum PublicPage {
    static let render: PageRenderer = { draft, phrasebook in
        try PaperMaker(draft: draft, phrasebook: phrasebook).publicPage()
    }
}
