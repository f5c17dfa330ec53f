namespace FalcoRules.Formatting;

/// <summary>A part of a formatted output.</summary>
/// <param name="Text">The text: constant, or the value of a field.</param>
/// <param name="IsField">Whether it is the value of a field or transformer.</param>
/// <param name="HasValue">Whether the field has a value in the event; true for constant text.</param>
public readonly record struct OutputSegment(string Text, bool IsField, bool HasValue);
