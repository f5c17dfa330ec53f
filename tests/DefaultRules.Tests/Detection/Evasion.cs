namespace DefaultRules.Tests.Detection;

/// <summary>A way to do something so that a rule overlooks it.</summary>
/// <param name="Name">Its number and what is done.</param>
/// <param name="Expectation">An alert, a record (of any priority), or, in parentheses, nothing because it has no effect.</param>
/// <param name="Events">Its events.</param>
internal sealed record Evasion(string Name, string Expectation, IReadOnlyList<string> Events)
{
    public static IReadOnlyList<Evasion> All { get; } =
    [
        .. DetectionFile.Lines("evasions.jsonl").Select(line =>
            new Evasion($"{line.GetProperty("n").GetInt32()} {line.GetProperty("name").GetString()}", line.GetProperty("expect").GetString()!, line.Events())),
    ];

    public bool HasEffect => !Expectation.StartsWith('(');

    /// <summary>Whether an alert of the priority INFO is enough.</summary>
    public bool IsRecord => Expectation.Contains("record", StringComparison.Ordinal) || Expectation.Contains("INFO", StringComparison.Ordinal);
}
