namespace FalcoRules.Text;

/// <summary>Formats text from a rules file for a message.</summary>
internal static class Quoted
{
    private const int MaxLength = 200;

    /// <summary>The text on one line: control characters as <c>\xNN</c>, and a long text truncated.</summary>
    public static string Show(string text)
    {
        var visible = string.Concat(text.Take(MaxLength).Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));
        return text.Length <= MaxLength ? visible : visible + "…";
    }
}
