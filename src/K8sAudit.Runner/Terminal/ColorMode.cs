namespace K8sAudit.Runner.Terminal;

/// <summary>When output is coloured (<c>--color</c>).</summary>
internal enum ColorMode
{
    /// <summary>On a terminal, unless the environment variable NO_COLOR is set.</summary>
    Auto,
    Always,
    Never,
}
