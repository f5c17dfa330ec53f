using System.Text.RegularExpressions;

namespace Deploy.Tests;

/// <summary>The addresses of <c>packaging/project</c>.</summary>
internal static partial class Project
{
    public const string File = "packaging/project";

    private static readonly Dictionary<string, string> _settings = Setting().Matches(System.IO.File.ReadAllText(RepositoryFiles.PathOf(File)))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

    public static string Homepage { get; } = _settings["HOMEPAGE"];

    public static string Registry { get; } = _settings["REGISTRY"];

    /// <summary>The image, without its tag.</summary>
    public static string Image { get; } = $"{Registry}/{_settings["REPOSITORY"]}/k8saudit";

    /// <summary>The folder of the artifacts for falcoctl in the registry.</summary>
    public static string PluginsFolder { get; } = $"{_settings["REPOSITORY"]}/plugins";

    /// <summary>Where the artifacts for falcoctl are.</summary>
    public static string Plugins { get; } = $"{Registry}/{PluginsFolder}";

    /// <summary>What identifies the project: no other file than <see cref="File"/> and those that a test writes contain one.</summary>
    public static IEnumerable<string> Addresses { get; } =
    [
        Homepage[(Homepage.IndexOf("//", StringComparison.Ordinal) + 2)..],
        $"{Registry}/{_settings["REPOSITORY"]}",
        Mail().Match(_settings["MAINTAINER"]).Value,
    ];

    [GeneratedRegex("^(?<name>[A-Z]+)=(?<quote>'?)(?<value>.*)\\k<quote>$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex("(?<=<)[^>]+")]
    private static partial Regex Mail();
}
