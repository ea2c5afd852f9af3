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
let handles: [SwiftSetting] = house + [.strictMemorySafety()]  // SE-0458

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
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
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "Casework", swiftSettings: house),
        .target(name: "Messages", swiftSettings: house),
        .target(
            name: "CommandLanguage",
            dependencies: ["Casework", "Messages"],
            swiftSettings: house
        ),
        .target(
            name: "Books",
            dependencies: ["Casework", "CommandLanguage", yams],
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
        .executableTarget(
            name: "liaison",
            dependencies: [
                "Casework", "Messages", "CommandLanguage", "Books", "Store", "Channels", "Curl",
                "Station", arguments, crypto, log, lifecycle, signals,
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
            name: "StoreTests",
            dependencies: ["Store", "Casework", "Messages", grdb],
            swiftSettings: house
        ),
        .target(
            name: "Loopback",
            path: "Tests/Loopback",
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
                "Station", "Store", "Books", "Casework", "CommandLanguage", "Messages", log,
                lifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "LiaisonTests",
            dependencies: ["liaison", "Loopback", grdb],
            swiftSettings: house
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
