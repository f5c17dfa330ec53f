using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>Something with a name that later items may change.</summary>
/// <param name="name">The name.</param>
/// <param name="place">Where it is named.</param>
internal abstract class Definition(string name, SourceSpan place)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is named.</summary>
    public SourceSpan Place { get; } = place;

    /// <summary>When the name was first defined, counted in items.</summary>
    public int FirstDefined { get; set; }

    /// <summary>When it was last defined or changed. It sees what was defined before that.</summary>
    public int LastChanged { get; set; }
}
