namespace FalcoRules.Layout;

/// <summary>A value of several lines: its first line belongs to the structure, the others move together.</summary>
/// <param name="First">The line where it begins, from 1.</param>
/// <param name="Last">Its last line.</param>
/// <param name="Kind">How its lines may move.</param>
/// <param name="StartsLine">Whether it is the first text of its first line.</param>
internal sealed record LineBlock(int First, int Last, LineBlockKind Kind, bool StartsLine);
