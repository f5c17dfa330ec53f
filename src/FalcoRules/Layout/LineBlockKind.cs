namespace FalcoRules.Layout;

/// <summary>How the lines of a value may move.</summary>
internal enum LineBlockKind
{
    /// <summary>Text in quotes, plain text or a flow collection: the indentation has no meaning.</summary>
    Free,

    /// <summary>
    /// Text after <c>&gt;</c> or <c>|</c>: the indentation of a line relative to the first one has a meaning, and so have blanks at the ends of lines.
    /// </summary>
    Text,

    /// <summary>The same with a number after <c>&gt;</c> or <c>|</c>: the indentation is relative to the key.</summary>
    TextWithIndentation,
}
