using System.Text;
using System.Text.RegularExpressions;
using FalcoRules.Formatting;

namespace K8sAudit.Runner.Terminal;

/// <summary>The output of a rule taken apart: the fact, and labelled values such as <c>user=jane</c>, without those that have no value.</summary>
/// <param name="Fact">The text before the labelled values, with the values in it.</param>
/// <param name="Values">The labelled values.</param>
internal sealed partial record OutputDetails(string Fact, IReadOnlyList<(string Label, string Value)> Values)
{
    /// <summary>Takes an output apart.</summary>
    public static OutputDetails Of(IEnumerable<OutputSegment> segments)
    {
        var fact = new StringBuilder();
        var values = new List<(string, string)>();
        string? label = null;
        foreach (var segment in segments)
        {
            if (segment.IsField)
            {
                Add(segment, label, values, fact);
                label = null;
                continue;
            }

            var match = Label().Match(segment.Text);
            label = match.Success ? match.Groups[1].Value : null;
            // Between labelled values there is nothing but separators.
            fact.Append(values.Count > 0 ? "" : match.Success ? segment.Text[..match.Index] : segment.Text);
        }

        return new OutputDetails(SafeText.Of(fact.ToString().TrimEnd(' ', '(', ':', ',')), values);
    }

    private static void Add(OutputSegment segment, string? label, List<(string, string)> values, StringBuilder fact)
    {
        var text = segment.HasValue ? SafeText.Of(Unwrapped(segment.Text)) : "";
        if (label is null)
        {
            fact.Append(values.Count > 0 ? "" : text);
        }
        else if (text.Length > 0)
        {
            values.Add((label, text));
        }
    }

    /// <summary>A list without its parentheses.</summary>
    private static string Unwrapped(string text) => text is ['(', .., ')'] ? text[1..^1].Replace(",", ", ", StringComparison.Ordinal) : text;

    [GeneratedRegex(@"(?<![\w.])([A-Za-z][\w.]*)=\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
