namespace FalcoRules.Layout;

/// <summary>A line of a formatted file.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="Source">The number of the line that it comes from, from 1; 0 for an inserted line.</param>
public readonly record struct FormattedLine(string Text, int Source);
