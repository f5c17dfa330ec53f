using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Resolve;

/// <summary>How texts are put together.</summary>
internal static class Texts
{
    /// <summary>One text behind the other with a space between, as <c>append</c> does it.</summary>
    public static MappedText Append(MappedText first, MappedText second) =>
        MappedText.Join(first, MappedText.At(" ", second.Origin(new TextSpan(0, 0))), second);

    /// <summary>A text between two others that stand at its place.</summary>
    public static MappedText Enclose(string before, MappedText text, string after)
    {
        var place = text.Origin(new TextSpan(0, text.Text.Length));
        return MappedText.Join(MappedText.At(before, place), text, MappedText.At(after, place));
    }

    /// <summary>
    /// A value with a blank in double quotes. Falco puts them around it and changes nothing (rule_loader_compiler.cpp, quote_item), so that a
    /// backslash in it is an escape, unlike in a value without a blank. Null where that is not one text.
    /// </summary>
    public static (MappedText Text, ListItem Item)? InQuotes(MappedText value)
    {
        var text = Enclose("\"", value, "\"");
        return value.Text.Contains(' ') && ConditionParser.Parse(Enclose("item.text in (", text, ")"), []) is ComparisonExpression { Right: ListRight { Items: [var item] } }
            ? (text, item)
            : null;
    }
}
