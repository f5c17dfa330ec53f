using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Resolve;

/// <summary>Joins texts.</summary>
internal static class Texts
{
    /// <summary>Joins two texts with a space between them, as <c>append</c> does.</summary>
    public static MappedText Append(MappedText first, MappedText second) =>
        MappedText.Join(first, MappedText.At(" ", second.Origin(new TextSpan(0, 0))), second);

    /// <summary>A text between two others that have the location of the text.</summary>
    public static MappedText Enclose(string before, MappedText text, string after)
    {
        var location = text.Origin(new TextSpan(0, text.Text.Length));
        return MappedText.Join(MappedText.At(before, location), text, MappedText.At(after, location));
    }

    /// <summary>
    /// A value with a blank in double quotes. Falco adds the quotes without escaping (rule_loader_compiler.cpp, quote_item), so that a
    /// backslash in it is an escape, unlike in a value without a blank. Null if the result is not one string.
    /// </summary>
    public static (MappedText Text, ListItem Item)? InQuotes(MappedText value)
    {
        var text = Enclose("\"", value, "\"");
        return value.Text.Contains(' ')
            && ConditionParser.Parse(Enclose("item.text in (", text, ")"), []) is ComparisonExpression { Right: ListRight { Items: [var item] } }
            ? (text, item)
            : null;
    }
}
