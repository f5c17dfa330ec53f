using System.Text.RegularExpressions;

namespace DefaultRules.Tests.Documentation;

/// <summary>
/// What a page's fenced blocks hold: files (<c>```yaml file=my_rules.yaml</c>), and terminal sessions (<c>```console</c>), whose commands start with <c>$ </c>.
/// The lines after a command are lines of its output, in order; <c>…</c> in such a line stands for any text, and lines between them may be left out.
/// </summary>
internal static partial class PageExamples
{
    /// <summary>The files and sessions of a page, in the order of the page.</summary>
    /// <param name="markdown">The text of the page.</param>
    public static IEnumerable<object> Read(string markdown) =>
        Fence().Matches(markdown).SelectMany(block => (block.Groups["language"].Value, block.Groups["file"].Value) switch
        {
            (_, { Length: > 0 } file) => [new ExampleFile(file, Text(block))],
            ("console", _) => Commands(Text(block)),
            _ => Enumerable.Empty<object>(),
        });

    /// <summary>The text of a block without the indentation that it has in a list.</summary>
    private static string Text(Match block) => Regex.Replace(block.Groups["text"].Value, $"^{block.Groups["indent"].Value}", "", RegexOptions.Multiline);

    private static IEnumerable<ExampleCommand> Commands(string session)
    {
        var lines = session.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("$ ", lines[0]);
        for (var i = 0; i < lines.Length;)
        {
            var command = lines[i++][2..];
            var output = lines[i..].TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal)).ToArray();
            i += output.Length;
            yield return new ExampleCommand(command, output);
        }
    }

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w+)(?: file=(?<file>\S+))?\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

/// <summary>A file that later commands of the page read.</summary>
internal sealed record ExampleFile(string Name, string Text);
