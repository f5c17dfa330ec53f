using System.Text;

namespace K8sAudit.Runner.Commands;

/// <summary>Breaks a text into lines for a right column.</summary>
internal static class TextWrap
{
    /// <summary>The text with line breaks between words; all lines but the first are indented.</summary>
    public static string Wrap(string text, int indent, int width)
    {
        var result = new StringBuilder();
        var length = 0;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (length > 0 && length + word.Length > width - indent)
            {
                result.Append('\n').Append(' ', indent);
                length = 0;
            }

            result.Append(length == 0 ? "" : " ").Append(word);
            length += word.Length + 1;
        }

        return result.ToString();
    }
}
