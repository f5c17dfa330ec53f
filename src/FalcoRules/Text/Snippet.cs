namespace FalcoRules.Text;

/// <summary>The line that contains a location, as errors show it. A long line is truncated, as in Falco: three dots replace the rest.</summary>
/// <param name="Line">The line, or the part of it.</param>
/// <param name="Column">The column of the location in it, from 0.</param>
internal readonly record struct Snippet(string Line, int Column)
{
    /// <summary>Maximum number of characters shown on each side of the location; half of Falco's width (rule_loader.cpp, context::snippet).</summary>
    private const int Side = 80;
    private const string Rest = "...";

    /// <summary>The line around an offset.</summary>
    public static Snippet Around(SourceText source, int offset)
    {
        var start = source.Offset(source.Position(offset).Line, 1);
        var line = source.Text.AsSpan(start);
        line = (line.IndexOf('\n') is var end and >= 0 ? line[..end] : line).TrimEnd('\r');
        var column = Math.Clamp(offset, start, source.Text.Length) - start;
        var from = Math.Max(0, Math.Min(column, line.Length) - Side);
        var to = Math.Min(line.Length, column + Side + 1);
        var part = $"{(from == 0 ? "" : Rest)}{line[(from == 0 ? 0 : Math.Min(from + Rest.Length, to))..to]}";
        return new Snippet(to == line.Length ? part : part[..^Rest.Length] + Rest, column - from);
    }
}
