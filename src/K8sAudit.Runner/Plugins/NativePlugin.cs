using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using FalcoPlugin.Abi;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>
/// A plugin's library, loaded and checked as Falco's loader does (<c>plugin_loader.c</c>, libsinsp's <c>plugin.cpp</c>): the required API version
/// first, then symbols, description, capabilities, identity and fields. It has no state before <see cref="PluginInstance.Create"/>.
/// </summary>
internal sealed unsafe class NativePlugin : IDisposable
{
    /// <summary>The event source that belongs to the host's own system calls.</summary>
    private const string ReservedSource = "syscall";

    private readonly nint _library;
    private volatile bool _isKept;

    private readonly LibraryFile _file;

    private NativePlugin(string path, LibraryFile file, nint library)
    {
        Path = path;
        _file = file;
        _library = library;
        Api = new PluginApi(library);
        CheckApiVersion();
        CheckSymbols();
        Name = NativeText.Read(Api.GetName());
        Description = NativeText.Read(Api.GetDescription());
        Contact = NativeText.Read(Api.GetContact());
        Version = ReadVersion();
        Capabilities = ReadCapabilities();
        (Id, EventSource) = ReadIdentity();
        if (Can(PluginCapabilities.Extraction))
        {
            Fields = ReadFields();
            ExtractSources = ReadExtractSources();
        }
    }

    /// <summary>The library's path.</summary>
    public string Path { get; }

    public PluginApi Api { get; }

    public string Name { get; }

    public string Description { get; }

    public string Contact { get; }

    /// <summary>The plugin's own version, <c>major.minor.patch</c>.</summary>
    public string Version { get; }

    public PluginCapabilities Capabilities { get; }

    /// <summary>The plugin's number; 0 for one without an event source of its own.</summary>
    public uint Id { get; }

    /// <summary>The event source of its events; empty for none.</summary>
    public string EventSource { get; }

    /// <summary>The fields that it reads; empty without the capability.</summary>
    public ImmutableArray<PluginField> Fields { get; } = [];

    /// <summary>The event sources whose events it reads fields from; empty for all.</summary>
    public ImmutableArray<string> ExtractSources { get; } = [];

    /// <summary>Loads and checks a library.</summary>
    /// <exception cref="PluginFailedException">The library cannot be loaded, or breaks the contract; the message names the path.</exception>
    public static NativePlugin Load(string path) => Load(path, path);

    /// <summary>
    /// Loads a library that has taken the place of one that is loaded. The loader takes the same path for the same library, and a .NET library cannot be
    /// unloaded, so the new one is loaded as a copy, beside the old one.
    /// </summary>
    /// <exception cref="PluginFailedException">It cannot be copied or loaded, or breaks the contract.</exception>
    public static NativePlugin LoadBeside(string path)
    {
        try
        {
            var folder = Directory.CreateTempSubdirectory("k8saudit-");
            try
            {
                var copy = System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(path));
                File.Copy(path, copy);
                return Load(path, copy);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        catch (Exception e) when (e is PluginFailedException or IOException or UnauthorizedAccessException)
        {
            throw new PluginFailedException(RunnerMessages.CannotLoadBeside(path, e.Message));
        }
    }

    private static NativePlugin Load(string path, string copy)
    {
        var library = nint.Zero;
        LibraryFile? file = null;
        try
        {
            file = LibraryFile.Open(path);
            library = NativeLibrary.Load(copy);
            return new NativePlugin(path, file, library);
        }
        catch (Exception e) when (e is PluginFailedException or DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            if (library != 0)
            {
                NativeLibrary.Free(library);
            }

            throw new PluginFailedException(RunnerMessages.CannotLoadPlugin(path, e.Message));
        }
    }

    /// <summary>Whether the file at its path is still the one that was loaded.</summary>
    public bool IsCurrent() => _file.IsCurrent();

    public bool Can(PluginCapabilities capability) => (Capabilities & capability) != 0;

    /// <summary>Whether it is a source of plugin events, with an event source of its own.</summary>
    public bool IsSource => Can(PluginCapabilities.Sourcing) && EventSource.Length > 0;

    /// <summary>Whether it reads fields of that source's events.</summary>
    public bool ExtractsFrom(string source) => Can(PluginCapabilities.Extraction) && (ExtractSources.IsEmpty || ExtractSources.Contains(source));

    /// <summary>The schema of its configuration; empty for none.</summary>
    public string InitSchema(out SchemaType type)
    {
        var read = SchemaType.None;
        var schema = Api.GetInitSchema == null ? "" : NativeText.Read(Api.GetInitSchema(&read));
        type = read;
        return schema;
    }

    /// <summary>Leaves the library loaded when this is disposed.</summary>
    public void KeepLoaded() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
        {
            NativeLibrary.Free(_library);
        }

        _file.Dispose();
    }

    private void CheckApiVersion()
    {
        if (Api.GetRequiredApiVersion == null)
        {
            throw new PluginFailedException(RunnerMessages.MissingSymbol(Symbols.GetRequiredApiVersion));
        }

        var text = NativeText.Read(Api.GetRequiredApiVersion());
        if (!ApiVersion.TryParse(text, out var required))
        {
            throw new PluginFailedException($"plugin provided an invalid required API version: '{text}'");
        }

        if (ApiVersion.Newest.Refuses(required) is { } reason)
        {
            throw new PluginFailedException(
                $"plugin required API version '{required}' not compatible with the host's API version '{ApiVersion.Newest}': {reason}");
        }
    }

    private void CheckSymbols()
    {
        if (Symbols.Required.FirstOrDefault(symbol => !Api.Has(symbol)) is { } missing)
        {
            throw new PluginFailedException(RunnerMessages.MissingSymbol(missing));
        }
    }

    private string ReadVersion()
    {
        var text = NativeText.Read(Api.GetVersion());
        return ApiVersion.TryParse(text.Split('-', '+')[0], out _)
            ? text
            : throw new PluginFailedException($"plugin provided an invalid version string: '{text}'; expected major.minor.patch");
    }

    private PluginCapabilities ReadCapabilities()
    {
        List<string> broken = [];
        var capabilities = CapabilityRules.Read(Api.Has, broken);
        if ((capabilities & PluginCapabilities.Sourcing) != 0 && (HasId() != HasEventSource()))
        {
            broken.Add(RunnerMessages.IncompleteIdentity);
        }

        return broken.Count > 0 ? throw new PluginFailedException($"broken plugin capabilities: {string.Join(", ", broken)}")
            : capabilities == PluginCapabilities.None ? throw new PluginFailedException("plugin does not implement any capability")
            : capabilities;
    }

    private bool HasId() => Api.GetId != null && Api.GetId() != 0;

    private bool HasEventSource() => Api.GetEventSource != null && NativeText.Read(Api.GetEventSource()).Length > 0;

    private (uint Id, string Source) ReadIdentity()
    {
        if (!Can(PluginCapabilities.Sourcing) || !HasId())
        {
            return (0, "");
        }

        var source = NativeText.Read(Api.GetEventSource());
        return source == ReservedSource
            ? throw new PluginFailedException($"plugin can't implement the reserved event source '{source}'")
            : (Api.GetId(), source);
    }

    private ImmutableArray<PluginField> ReadFields()
    {
        var json = Api.GetFields();
        return json == null
            ? throw new PluginFailedException(RunnerMessages.InPlugin(Name, "get_fields returned a null string"))
            : PluginFieldsReader.Read(Name, NativeText.Read(json));
    }

    private ImmutableArray<string> ReadExtractSources()
    {
        var json = Api.GetExtractEventSources == null ? "" : NativeText.Read(Api.GetExtractEventSources());
        var sources = json.Length == 0 ? [] : ReadTexts(json, Symbols.GetExtractEventSources);
        // A source plugin reads its own events, whatever other sources it names.
        return EventSource.Length == 0 || sources.Contains(EventSource) ? sources : sources.Add(EventSource);
    }

    private ImmutableArray<string> ReadTexts(string json, string symbol)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(entry => entry.GetString() ?? "").Where(text => text.Length > 0)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new PluginFailedException(RunnerMessages.InPlugin(Name, $"'{symbol}' did not return a JSON array of strings"));
        }
    }
}
