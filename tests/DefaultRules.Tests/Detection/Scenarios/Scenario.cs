namespace DefaultRules.Tests.Detection.Scenarios;

/// <summary>
/// A few requests that belong together, written for this project in the YAML files of this folder: a way to use a technique, or what a healthy cluster does.
/// </summary>
/// <param name="Topic">The name of the file without its extension.</param>
/// <param name="Name">What is done, unique within the file.</param>
/// <param name="Technique">The technique, by its number and short name; empty for what is harmless.</param>
/// <param name="Events">The audit events, in order.</param>
internal sealed record Scenario(string Topic, string Name, string Technique, IReadOnlyList<string> Events)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Directory.EnumerateFiles(DetectionFile.PathOf("Scenarios"), "*.yaml")
            .Where(file => Path.GetFileName(file) != Identity.File)
            .Order(StringComparer.Ordinal)
            .SelectMany(Read),
    ];

    /// <summary>The name of the scenario among all.</summary>
    public string FullName => $"{Topic}: {Name}";

    public bool IsHarmless => Technique.Length == 0;

    private static IEnumerable<Scenario> Read(string file)
    {
        var topic = Path.GetFileNameWithoutExtension(file);
        return DetectionFile.Yaml(file).AsArray().Select(item => new Scenario(
            topic,
            (string)item!["scenario"]!,
            item["technique"] is { } number ? TechniqueOf(number.ToString()) : "",
            [.. item["events"]!.AsArray().Select(request => RequestEvent.Json(request!.AsObject()))]));
    }

    private static string TechniqueOf(string number) =>
        Detection.Technique.All.Keys.Single(id => id.StartsWith($"{number.PadLeft(3, '0')}-", StringComparison.Ordinal));
}
