using System.Collections.Immutable;

namespace FalcoRules.Fuzz;

/// <summary>Code that accepts any bytes and must not throw, hang or use unlimited memory.</summary>
/// <param name="Name">Its name on the command line, and of its folder in the corpus.</param>
/// <param name="Run">Runs one input; throws if the tested code fails a check.</param>
public sealed record FuzzTarget(string Name, Action<byte[]> Run)
{
    /// <summary>All targets.</summary>
    public static ImmutableArray<FuzzTarget> All { get; } =
    [
        new("conditions", ConditionTarget.Run),
        new("rules", RulesTarget.Run),
        new("operators", OperatorTarget.Run),
    ];

    /// <summary>The target of that name; null if there is none.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
