using System.Collections.Immutable;

namespace FalcoRules.Fuzz;

/// <summary>Something that takes any bytes and must neither throw, nor hang, nor grow without bound.</summary>
/// <param name="Name">As the command line and the corpus folder name it.</param>
/// <param name="Run">Takes one input; throws where something is wrong with what is tested.</param>
public sealed record FuzzTarget(string Name, Action<byte[]> Run)
{
    /// <summary>All targets.</summary>
    public static ImmutableArray<FuzzTarget> All { get; } = [new("conditions", ConditionTarget.Run), new("rules", RulesTarget.Run)];

    /// <summary>The target of that name; null where there is none.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
