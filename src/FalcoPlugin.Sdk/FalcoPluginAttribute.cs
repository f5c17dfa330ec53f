namespace FalcoPlugin.Sdk;

/// <summary>
/// Marks the one class of an assembly that is the plugin. The generator writes exactly the <c>plugin_*</c> exports that the class's
/// interfaces imply.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FalcoPluginAttribute : Attribute;
