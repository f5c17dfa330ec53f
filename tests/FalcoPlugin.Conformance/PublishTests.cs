using System.Diagnostics;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

/// <summary>The command with which docs/extend.md publishes a plugin, for a project outside of the repository.</summary>
public sealed class PublishTests : IDisposable
{
    private const string Sample = "samples/plugins/Counter";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_documented_command_publishes_a_plugin_outside_of_the_repository_as_one_library()
    {
        var command = File.ReadLines(RepositoryFiles.PathOf("docs", "extend.md"))
            .Single(line => line.StartsWith($"dotnet publish {Sample}", StringComparison.Ordinal))
            .Split('#')[0];
        CopySample();

        Run(command.Replace(Sample, "Counter", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);

        Assert.Equal([_folder["out/libcounter.so"]], Directory.EnumerateFileSystemEntries(_folder["out"]));
        using var client = new PluginClient(ExportedPlugin.Load(_folder["out/libcounter.so"]));
        Assert.Equal("counter", client.Text(Symbols.GetName));
        var state = client.Init();
        Assert.Equal(250, client.ReadAll(state, "250").Count);
        client.Destroy(state);
    }

    [Fact]
    public void A_plugin_overrides_the_defaults_that_the_targets_give_it()
    {
        _folder.Write("Plugin.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RuntimeIdentifier>linux-arm64</RuntimeIdentifier>
                <Nullable>disable</Nullable>
              </PropertyGroup>
              <Import Project="{RepositoryFiles.PathOf("eng", "FalcoPlugin.targets")}" />
              <PropertyGroup>
                <OptimizationPreference>Speed</OptimizationPreference>
              </PropertyGroup>
            </Project>
            """);

        var properties = Run(
            "msbuild",
            "Plugin.csproj",
            "-getProperty:RuntimeIdentifier",
            "-getProperty:Nullable",
            "-getProperty:OptimizationPreference",
            "-getProperty:ImplicitUsings");

        Assert.Equal(
            """{"Properties":{"RuntimeIdentifier":"linux-arm64","Nullable":"disable","OptimizationPreference":"Speed","ImplicitUsings":"enable"}}""",
            string.Concat(properties.Where(c => !char.IsWhiteSpace(c))));
    }

    // A project elsewhere imports the targets by their full path.
    private void CopySample()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.PathOf(Sample)))
        {
            _folder.Write(
                $"Counter/{Path.GetFileName(file)}",
                File.ReadAllText(file).Replace("../../../eng/", RepositoryFiles.PathOf("eng") + "/", StringComparison.Ordinal));
        }
    }

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder.Path };
        // The variables of the `dotnet test` that runs this test would select its MSBuild settings.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        return ChildProcess.Run(start).Output;
    }
}
