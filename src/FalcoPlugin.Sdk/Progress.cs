namespace FalcoPlugin.Sdk;

/// <summary>How far an event stream has been read.</summary>
/// <param name="Fraction">From 0 to 1; 0 if the end is not known.</param>
/// <param name="Text">The same as text, with what the number alone does not tell.</param>
public readonly record struct Progress(double Fraction, string Text)
{
    /// <summary>The progress of input that does not end: the fraction 0 and an empty text.</summary>
    public static Progress None { get; } = new(0, "");
}
