namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>Values in messages: their beginning, on one line.</summary>
internal static class Shortened
{
    private const int MaxLength = 100;

    /// <summary>The beginning of a value, in quotes.</summary>
    public static string Quoted(string text)
    {
        var line = text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length;
        var shown = Math.Min(line, MaxLength);
        return shown == text.Length ? $"'{text}'" : $"'{text.AsSpan(0, shown)}…'";
    }
}
