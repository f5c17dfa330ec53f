namespace FalcoRules.Items;

/// <summary>What all files together define, merged in order.</summary>
internal sealed class RulesCollection
{
    private int _time;

    /// <summary>The lists.</summary>
    public DefinitionTable<ListDefinition> Lists { get; } = new();

    /// <summary>The macros.</summary>
    public DefinitionTable<MacroDefinition> Macros { get; } = new();

    /// <summary>The rules.</summary>
    public DefinitionTable<RuleDefinition> Rules { get; } = new();

    /// <summary>The newest engine that a file asks for; 0.0.0 where none does.</summary>
    public Version RequiredEngineVersion { get; set; } = new(0, 0, 0);

    /// <summary>The plugins that must be loaded.</summary>
    public List<PluginRequirement> PluginRequirements { get; } = [];

    /// <summary>Whether every file could be read to its end; where not, a name that is missing may well be in what was not read.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Counts items, so that definitions know what comes before them.</summary>
    public int Tick() => _time++;
}
