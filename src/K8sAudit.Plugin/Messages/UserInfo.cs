namespace K8sAudit.Plugin.Messages;

/// <summary>The user name and password of a URL (<c>http://user:password@host</c>), which must not appear in a message.</summary>
internal static class UserInfo
{
    private const string Removed = "…";

    /// <summary>Replaces the user info of a text that may be a URL, with or without its scheme. Rather too much is replaced than too little.</summary>
    public static string Remove(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal) is var slashes and >= 0 ? slashes + 2 : 0;
        var end = text.LastIndexOf('@');
        return end < start || (start == 0 && IsPath(text[..end])) ? text : text[..start] + Removed + text[end..];
    }

    // A password needs a colon before it, and an absolute or relative path begins with a slash or a dot.
    private static bool IsPath(string text) => text.StartsWith('/') || text.StartsWith('.') || !text.Contains(':', StringComparison.Ordinal);
}
