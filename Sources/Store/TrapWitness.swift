internal import Glibc

/// Leaves a sign when the process dies by its own fault.
///
/// A kill from outside, a power cut or a full memory leaves none: such a death says little about
/// the message that happened to be in hand, and a service that is killed often must not put good
/// messages aside.
package enum TrapWitness {
    /// Watches for traps from now on, for the store in that folder.
    ///
    /// A folder that cannot be written leaves the process as it is: the store says so itself.
    package static func install(folder: String) {
        let file = Glibc.open(path(folder), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        // A signal handler may use no variable: the file gets a number that is always the same.
        dup2(file, 199)
        Glibc.close(file)
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
            signal(number) { number in
                var sign = UInt8(ascii: "!")
                _ = Glibc.write(199, &sign, 1)
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    /// Whether the last process left a sign; the sign is gone afterwards.
    static func takeSign(folder: String) -> Bool {
        var facts = stat()
        guard stat(path(folder), &facts) == 0, facts.st_size > 0 else { return false }
        truncate(path(folder), 0)
        return true
    }

    private static func path(_ folder: String) -> String { folder + "/trap" }
}
