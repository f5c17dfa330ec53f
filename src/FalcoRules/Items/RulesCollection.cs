namespace FalcoRules.Items;

/// <summary>The definitions of all files, merged in order.</summary>
internal sealed class RulesCollection
{
    private int _time;

    /// <summary>The lists.</summary>
    public DefinitionTable<ListDefinition> Lists { get; } = new();

    /// <summary>The macros.</summary>
    public DefinitionTable<MacroDefinition> Macros { get; } = new();

    /// <summary>The rules.</summary>
    public DefinitionTable<RuleDefinition> Rules { get; } = new();

    /// <summary>The newest engine version that a file requires; 0.0.0 if none does.</summary>
    public Version RequiredEngineVersion { get; set; } = new(0, 0, 0);

    /// <summary>The required plugins.</summary>
    public List<PluginRequirement> PluginRequirements { get; } = [];

    /// <summary>Whether every file was read to its end; if not, a missing name may be in the part that was not read.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Counts items, so that the order of definitions is known.</summary>
    public int Tick() => _time++;
}
