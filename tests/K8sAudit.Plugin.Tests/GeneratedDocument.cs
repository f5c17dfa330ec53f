namespace K8sAudit.Plugin.Tests;

/// <summary>Sections of documents that derive from the code's tables.</summary>
internal static class GeneratedDocument
{
    /// <summary>Fails where the section between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c> is stale, and writes it anew.</summary>
    public static void AssertSection(string file, string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(Samples.Root, "docs", file);
        var text = File.ReadAllText(path);
        var start = text.IndexOf($"<!-- {name} -->\n", StringComparison.Ordinal) + $"<!-- {name} -->\n".Length;
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        Assert.True(end >= start, $"{file} has no section {name}");
        var expected = string.Concat(lines.Select(line => line + "\n"));
        if (text[start..end] != expected)
        {
            File.WriteAllText(path, text[..start] + expected + text[end..]);
            Assert.Fail($"docs/{file} was stale; its section {name} is written anew, so commit it");
        }
    }
}
