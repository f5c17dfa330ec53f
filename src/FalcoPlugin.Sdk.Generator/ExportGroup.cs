namespace FalcoPlugin.Sdk.Generator;

/// <summary>The exports that an interface implies.</summary>
internal sealed class ExportGroup(string interfaceName, string className, params ExportedMethod[] methods)
{
    /// <summary>The interface's metadata name.</summary>
    public string InterfaceName { get; } = interfaceName;

    /// <summary>The class in <c>FalcoPlugin.Sdk.Hosting</c> that implements the exports.</summary>
    public string ClassName { get; } = className;

    /// <summary>The exports.</summary>
    public ExportedMethod[] Methods { get; } = methods;
}
