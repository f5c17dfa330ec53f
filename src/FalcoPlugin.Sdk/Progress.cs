namespace FalcoPlugin.Sdk;

/// <summary>How far a stream is.</summary>
/// <param name="Fraction">From 0 to 1; 0 where the end is not known.</param>
/// <param name="Text">The same for people, with what the number alone does not say.</param>
public readonly record struct Progress(double Fraction, string Text);
