package import ServiceLifecycle

extension ServiceGroupConfiguration.ServiceConfiguration {
    /// A service under the name of its type.
    ///
    /// Left to itself the library names a service by printing it with all that is in it: the whole
    /// station, names and token with it, in seconds, to be put into logs and errors.
    ///
    /// - Parameters:
    ///   - service: What runs.
    ///   - whenDone: What happens to the group when it ends by itself.
    package init(
        named service: any Service,
        whenDone: TerminationBehavior = .cancelGroup
    ) {
        self.init(
            service: service,
            successTerminationBehavior: whenDone,
            serviceName: "\(type(of: service))"
        )
    }
}
