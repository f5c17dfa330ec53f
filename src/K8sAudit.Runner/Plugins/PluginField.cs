using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace K8sAudit.Runner.Plugins;

/// <summary>A field as a plugin declares it.</summary>
/// <param name="Id">Its position in the plugin's list.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Description">What it is.</param>
internal sealed record PluginField(uint Id, string Name, FieldType Type, string Description)
{
    public bool IsList { get; init; }

    public bool AddOutput { get; init; }

    public FieldArgumentKind Argument { get; init; }

    /// <summary>The field as rules see it.</summary>
    public FieldDefinition ToDefinition(NativePlugin plugin) => new(Name, Type, Description, plugin.Name)
    {
        IsList = IsList,
        Argument = Argument,
        AddOutput = AddOutput,
        Handle = new PluginFieldHandle(plugin, this),
    };
}
