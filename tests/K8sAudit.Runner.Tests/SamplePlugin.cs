using System.Collections.Concurrent;

namespace K8sAudit.Runner.Tests;

/// <summary>The C plugin in Native/, compiled with the faults that a test needs; each variant once in a test run.</summary>
internal static class SamplePlugin
{
    private static readonly string _folder = Directory.CreateTempSubdirectory("k8saudit-sample-plugin-").FullName;
    private static readonly ConcurrentDictionary<string, Lazy<string>> _libraries = new();

    static SamplePlugin() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_folder, recursive: true);

    /// <summary>The path of the library, compiled with those definitions, as <c>NAME</c> or <c>NAME=value</c>.</summary>
    public static string Library(params string[] definitions) =>
        _libraries.GetOrAdd(
            string.Join('\n', definitions),
            key => new Lazy<string>(() => Compile(definitions, $"libsample{_libraries.Count}_{Guid.NewGuid():N}.so"))).Value;

    /// <summary>A definition whose value is a C string.</summary>
    public static string Text(string name, string value) => $"{name}=\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Compile(string[] definitions, string name)
    {
        var library = Path.Combine(_folder, name);
        var source = Path.Combine(AppContext.BaseDirectory, "Native", "sample_plugin.c");
        ChildProcess.Run("cc", ["-shared", "-fPIC", "-Wall", "-o", library, source, .. definitions.Select(definition => $"-D{definition}")]);
        return library;
    }
}
