using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Layout;

/// <summary>A formatted rules file.</summary>
/// <param name="Source">The file before.</param>
/// <param name="Lines">The lines.</param>
public sealed record FormattedFile(SourceText Source, ImmutableArray<FormattedLine> Lines)
{
    private const int ContextLines = 3;

    /// <summary>The text: each line ends with a line feed.</summary>
    public string Text => string.Concat(Lines.Select(line => line.Text + "\n"));

    /// <summary>Whether the file was different before.</summary>
    public bool IsChanged => Text != Source.Text;

    /// <summary>Writes the changes in the unified format, with three lines around each.</summary>
    public void WriteDiff(TextWriter output)
    {
        var edits = Edits();
        output.Write($"--- {Source.Name}\n+++ {Source.Name}\n");
        for (var i = edits.FindIndex(edit => edit.Kind != ' '); i >= 0;)
        {
            var start = Math.Max(0, i - ContextLines);
            var end = i;
            while (edits.FindIndex(end, edit => edit.Kind != ' ') is >= 0 and var next && next - end <= 2 * ContextLines)
            {
                end = next + 1;
            }

            end = Math.Min(edits.Count, end + ContextLines);
            WriteHunk(edits, start, end, output);
            i = end >= edits.Count ? -1 : edits.FindIndex(end, edit => edit.Kind != ' ');
        }
    }

    private static void WriteHunk(List<(char Kind, string Text)> edits, int start, int end, TextWriter output)
    {
        int Count(int from, int to, char without) => edits.Skip(from).Take(to - from).Count(edit => edit.Kind != without);
        output.Write($"@@ -{Count(0, start, '+') + 1},{Count(start, end, '+')} +{Count(0, start, '-') + 1},{Count(start, end, '-')} @@\n");
        output.Write(string.Concat(edits.Skip(start).Take(end - start).Select(edit => $"{edit.Kind}{edit.Text}\n")));
    }

    /// <summary>The lines that are equal (blank), removed (-) and added (+), in order.</summary>
    private List<(char Kind, string Text)> Edits()
    {
        var before = Source.Text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (before[^1].Length == 0)
        {
            before.RemoveAt(before.Count - 1);
        }

        var edits = new List<(char Kind, string Text)>();
        var next = 0;
        foreach (var line in Lines)
        {
            for (; next < line.Source - 1; next++)
            {
                edits.Add(('-', before[next]));
            }

            if (line.Source > 0 && before[next] == line.Text)
            {
                edits.Add((' ', line.Text));
            }
            else
            {
                edits.AddRange(line.Source > 0 ? [('-', before[next]), ('+', line.Text)] : [('+', line.Text)]);
            }

            next = Math.Max(next, line.Source);
        }

        edits.AddRange(before.Skip(next).Select(text => ('-', text)));
        return edits;
    }
}
