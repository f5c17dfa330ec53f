using System.Buffers;
using System.Text;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Terminal;

/// <summary>
/// Formats an alert as a block for people: time, priority and rule, then the fact with who did what to which object from where, then the other values of the
/// output. Lines fit the width of the terminal.
/// </summary>
/// <param name="style">The colours.</param>
/// <param name="width">The width of the terminal in columns.</param>
/// <param name="date">The date of the last alert on the terminal.</param>
internal sealed class BlockAlertFormat(TerminalStyle style, int width, ShownDate date) : IAlertFormat
{
    private const int Indent = 2;
    private const int TimeLength = 19;

    // What the sentence shows is not repeated among the labelled values.
    private static readonly string[] _shownLabels = ["user", "impersonated", "verb", "resource", "subresource", "ns", "name", "resp", "sourceips"];

    public void Write(Rule rule, EventValues values, CurrentEvent current, IBufferWriter<byte> output)
    {
        var block = new StringBuilder();
        var priority = PriorityNames.Of(rule.Priority).ToUpperInvariant();
        block.Append(style.Faint(Time(current)))
            .Append("  ")
            .Append(style.Of(rule.Priority, priority))
            .Append("  ")
            .Append(style.Strong(SafeText.Of(rule.Name)));
        var context = AlertContext.Of(rule, values);
        var details = OutputDetails.Of(rule.Output.Segments(values));
        Append(block, [.. Words(details.Fact)], text => text);
        Append(block, [.. Words(context.Sentence)], text => text);
        var shown = context.Sentence.Length > 0 ? _shownLabels : [];
        Append(block, [.. details.Values.Where(value => !shown.Contains(value.Label)).SelectMany(value => Words($"{value.Label}={value.Value}"))], style.Faint);
        Encoding.UTF8.GetBytes(block.ToString(), output);
    }

    /// <summary>The local time, with the date where it is another one than that of the alert before.</summary>
    private string Time(CurrentEvent current)
    {
        var text = Encoding.ASCII.GetString(TimeText.Local(current.Timestamp, current.Scratch, date: true, nanoseconds: false))[..TimeLength];
        return date.Change(text[..10]) ? text : text[11..];
    }

    private void Append(StringBuilder block, IReadOnlyList<string> words, Func<string, string> paint)
    {
        var line = new StringBuilder();
        foreach (var word in words.SelectMany(Pieces))
        {
            if (line.Length > 0 && SafeText.Columns(line.ToString()) + 1 + SafeText.Columns(word) > width - Indent)
            {
                EndLine(block, line, paint);
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        if (line.Length > 0)
        {
            EndLine(block, line, paint);
        }
    }

    private static void EndLine(StringBuilder block, StringBuilder line, Func<string, string> paint)
    {
        block.Append('\n').Append(' ', Indent).Append(paint(line.ToString()));
        line.Clear();
    }

    /// <summary>A word that is longer than a line is broken.</summary>
    private IEnumerable<string> Pieces(string word)
    {
        var piece = new StringBuilder();
        var columns = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            var text = rune.ToString();
            if (columns + SafeText.Columns(text) > width - Indent)
            {
                yield return piece.ToString();
                piece.Clear();
                columns = 0;
            }

            piece.Append(text);
            columns += SafeText.Columns(text);
        }

        yield return piece.ToString();
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
