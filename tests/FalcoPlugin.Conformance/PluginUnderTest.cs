using System.Reflection;

namespace FalcoPlugin.Conformance;

/// <summary>A plugin and the driver that calls it: a row of the suite.</summary>
public sealed record PluginUnderTest(string Name, bool Published)
{
    private static readonly Dictionary<string, Assembly> _assemblies = new()
    {
        ["k8saudit"] = typeof(K8sAudit.Plugin.K8sAuditPlugin).Assembly,
        ["json"] = typeof(JsonFields.Plugin.JsonPlugin).Assembly,
        ["counter"] = typeof(Counter.CounterPlugin).Assembly,
    };

    public static TheoryData<PluginUnderTest> All => Select("k8saudit", "json", "counter");

    public static TheoryData<PluginUnderTest> Sources => Select("k8saudit", "counter");

    public static TheoryData<PluginUnderTest> K8sAudit => Select("k8saudit");

    /// <summary>The case of the suite for it.</summary>
    public PluginCase Case => new(Exports)
    {
        Input = Name switch { "k8saudit" => Path.Combine(AppContext.BaseDirectory, "samples", "attack.jsonl"), "counter" => "250", _ => null },
        InvalidInput = "ftp://nowhere",
    };

    internal PluginClient Load() => new(Exports());

    private ExportedPlugin Exports() => Published ? ExportedPlugin.Load($"lib{Name}.so") : ExportedPlugin.Of(_assemblies[Name]);

    public override string ToString() => Published ? $"lib{Name}.so" : $"{Name} in process";

    private static TheoryData<PluginUnderTest> Select(params string[] names) =>
        [.. names.SelectMany(name => new[] { new PluginUnderTest(name, false), new PluginUnderTest(name, true) })];
}
