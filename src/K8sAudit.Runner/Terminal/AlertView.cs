namespace K8sAudit.Runner.Terminal;

/// <summary>How standard output shows alerts (<c>--output</c>).</summary>
internal enum AlertView
{
    /// <summary>A block for people on a terminal, otherwise what the configuration says.</summary>
    Auto,

    /// <summary>One line, as Falco writes it.</summary>
    Text,

    /// <summary>JSON, one object a line.</summary>
    Json,

    /// <summary>A block for people.</summary>
    Pretty,
}
