@main enum Liaison { static func main() {} }
