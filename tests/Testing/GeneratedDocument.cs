namespace Testing;

/// <summary>Sections of documents that are written from tables in the code.</summary>
public static class GeneratedDocument
{
    /// <summary>Compares the section between the lines <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>, and rewrites it if it is stale.</summary>
    /// <param name="file">The path of the document relative to the repository.</param>
    /// <param name="name">The name of the section.</param>
    /// <param name="expected">The lines of the section, or its text, which ends with a line feed.</param>
    /// <exception cref="InvalidOperationException">The document has no such section, or the section was stale.</exception>
    public static void AssertSection(string file, string name, IEnumerable<string> expected) =>
        AssertSection(file, name, string.Concat(expected.Select(line => line + "\n")));

    /// <inheritdoc cref="AssertSection(string, string, IEnumerable{string})" />
    public static void AssertSection(string file, string name, string expected)
    {
        var path = RepositoryFiles.PathOf(file);
        var text = File.ReadAllText(path);
        var begin = $"<!-- {name} -->\n";
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        if (start < begin.Length || end < start)
        {
            throw new InvalidOperationException($"{file} has no section {name}: expected the lines <!-- {name} --> and <!-- /{name} -->");
        }

        if (text[start..end] != expected)
        {
            File.WriteAllText(path, text[..start] + expected + text[end..]);
            throw new InvalidOperationException($"section {name} of {file} was stale and has been rewritten: check the change and commit it");
        }
    }

    /// <summary>Compares a file that is written as a whole, and rewrites it where it is stale or missing.</summary>
    /// <param name="file">Its path relative to the repository.</param>
    /// <param name="expected">Its text.</param>
    /// <exception cref="InvalidOperationException">The file was stale.</exception>
    public static void AssertFile(string file, string expected)
    {
        var path = RepositoryFiles.PathOf(file);
        if (!File.Exists(path) || File.ReadAllText(path) != expected)
        {
            File.WriteAllText(path, expected);
            throw new InvalidOperationException($"{file} was stale and has been rewritten: check the change and commit it");
        }
    }
}
