using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>How texts are put together.</summary>
internal static class Texts
{
    /// <summary>One text behind the other with a space between, as <c>append</c> does it.</summary>
    public static MappedText Append(MappedText first, MappedText second) =>
        MappedText.Join(first, MappedText.At(" ", second.Origin(new TextSpan(0, 0))), second);
}
