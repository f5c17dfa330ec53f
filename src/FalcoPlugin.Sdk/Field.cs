using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>One row of a plugin's field table.</summary>
/// <param name="Name">The name in rules, <c>prefix.word.word</c>.</param>
/// <param name="Description">What the value is; shown by listings and the README.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Extract">Reads the value.</param>
public sealed record Field<TEvent>(string Name, string Description, FieldType Type, FieldExtractor<TEvent> Extract)
{
    /// <summary>Whether the field has a list of values; false by default.</summary>
    public bool IsList { get; init; }

    /// <summary>What the field takes in brackets; nothing by default.</summary>
    public FieldArgumentKind Argument { get; init; }

    /// <summary>A name for displays; empty (the default) to use <see cref="Name"/>.</summary>
    public string Display { get; init; } = "";

    /// <summary>Whether hosts are advised to add the field to alerts of its event source; false by default.</summary>
    public bool AddOutput { get; init; }
}
