using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>A named definition that later items may change.</summary>
/// <param name="name">The name.</param>
/// <param name="location">The location of its name.</param>
internal abstract class Definition(string name, SourceSpan location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The location of its name.</summary>
    public SourceSpan Location { get; } = location;

    /// <summary>When the name was first defined, counted in items.</summary>
    public int FirstDefined { get; set; }

    /// <summary>When it was last defined or changed. It can use what was defined before that.</summary>
    public int LastChanged { get; set; }
}
