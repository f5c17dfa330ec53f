namespace FalcoPlugin.Sdk;

/// <summary>How far an event stream has been read.</summary>
/// <param name="Fraction">From 0 to 1; 0 if the end is not known.</param>
/// <param name="Text">The progress for display, with details that the number does not show.</param>
public readonly record struct Progress(double Fraction, string Text)
{
    /// <summary>The progress of endless input: the fraction 0 and an empty string.</summary>
    public static Progress None { get; } = new(0, "");
}
