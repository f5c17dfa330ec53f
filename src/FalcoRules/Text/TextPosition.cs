namespace FalcoRules.Text;

/// <summary>A line and column in a text.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
public readonly record struct TextPosition(int Line, int Column)
{
    /// <summary><c>line:column</c></summary>
    public override string ToString() => $"{Line}:{Column}";
}
