// swift-tools-version: 6.3
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
    .enableUpcomingFeature("ImmutableWeakCaptures"),  // SE-0481
    .treatAllWarnings(as: .error),  // SE-0443
]
// Optimised in every build: the desk learns its words anew at each start, which would take seconds.
let fast: [SwiftSetting] = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let handles: [SwiftSetting] = house + [.strictMemorySafety()]  // SE-0458

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let tls = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let http = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let arguments = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

let package = Package(
    name: "liaison",
    products: [.executable(name: "liaison", targets: ["liaison"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            from: "2.28.1",
            traits: []
        ),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "Casework", swiftSettings: house),
        .target(name: "Messages", swiftSettings: house),
        .target(name: "Learning", swiftSettings: fast),
        .target(
            name: "CommandLanguage",
            dependencies: ["Casework", "Messages", "Learning"],
            swiftSettings: fast
        ),
        .target(
            name: "Books",
            dependencies: ["Casework", "CommandLanguage", yams],
            swiftSettings: house
        ),
        .target(
            name: "Papers",
            dependencies: ["Casework", "CommandLanguage", "QRCode", mustache],
            resources: [
                .embedInCode("Templates/style.css"), .embedInCode("Templates/report.mustache"),
                .embedInCode("Templates/form.mustache"),
                .embedInCode("Templates/public.mustache"), .embedInCode("Templates/public.css"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Store",
            dependencies: ["Casework", "Messages", grdb, sqlite, crypto],
            swiftSettings: house
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: handles),
        .target(name: "BotAPI", dependencies: ["Messages"], swiftSettings: house),
        .target(
            name: "Channels",
            dependencies: ["Messages", "BotAPI", "Curl"],
            swiftSettings: house
        ),
        .target(
            name: "Station",
            dependencies: [
                "Casework", "Messages", "CommandLanguage", "Books", "Store", log, lifecycle,
            ],
            swiftSettings: house
        ),
        .target(name: "QRCode", swiftSettings: house),
        .target(
            name: "Relay",
            dependencies: [
                "Messages", "BotAPI", "Curl", grdb, crypto, hummingbird,
                hummingbirdCore, tls, http, nio, nioTLS,
                log, lifecycle,
            ],
            resources: [
                .embedInCode("Page/page.html"), .embedInCode("Page/page.css"),
                .embedInCode("Page/page.js"),
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "liaison",
            dependencies: [
                "Casework", "Messages", "CommandLanguage", "Books", "Store", "BotAPI", "Channels",
                "Curl", "Station", "Papers", "Relay", "QRCode", arguments, crypto, log, lifecycle,
                signals,
            ],
            swiftSettings: house
        ),
        .testTarget(name: "CaseworkTests", dependencies: ["Casework"], swiftSettings: house),
        .testTarget(
            name: "CommandLanguageTests",
            dependencies: ["CommandLanguage", "Casework", "Messages", "Books"],
            swiftSettings: house
        ),
        .testTarget(
            name: "BooksTests",
            dependencies: ["Books", "Casework", "CommandLanguage"],
            swiftSettings: house
        ),
        .testTarget(
            name: "PapersTests",
            dependencies: ["Papers", "Casework", "CommandLanguage", "Books"],
            swiftSettings: house
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "Casework", "Messages", grdb],
            swiftSettings: house
        ),
        .target(
            name: "Loopback",
            path: "Tests/Loopback",
            swiftSettings: house
        ),
        .target(
            name: "WebDriver",
            dependencies: ["BotAPI", "Curl", "Loopback"],
            path: "Tests/WebDriver",
            swiftSettings: house
        ),
        .testTarget(
            name: "CurlTests",
            dependencies: ["Curl", "Loopback"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ChannelsTests",
            dependencies: ["Channels", "BotAPI", "Messages", "Curl", "Loopback"],
            swiftSettings: house
        ),
        .testTarget(
            name: "StationTests",
            dependencies: [
                "Station", "Store", "Books", "Casework", "CommandLanguage", "Messages", "Papers",
                log,
                lifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RelayTests",
            dependencies: [
                "Relay", "BotAPI", "Messages", "Curl", "Loopback", grdb, log, lifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "LiaisonTests",
            dependencies: ["liaison", "Loopback", "WebDriver", "Curl", crypto, grdb],
            swiftSettings: house
        ),
        .testTarget(name: "QRCodeTests", dependencies: ["QRCode"], swiftSettings: house),
        .testTarget(name: "LearningTests", dependencies: ["Learning"], swiftSettings: house),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
