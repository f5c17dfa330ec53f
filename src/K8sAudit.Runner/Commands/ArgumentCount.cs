namespace K8sAudit.Runner.Commands;

/// <summary>How many arguments an option takes.</summary>
internal enum ArgumentCount
{
    None,

    /// <summary>None or one.</summary>
    Optional,

    /// <summary>One; of a repeated option the last one counts, as in Falco.</summary>
    One,

    /// <summary>One for each time that the option is given.</summary>
    Repeated,

    /// <summary>Any number, also in a row.</summary>
    Any,
}
