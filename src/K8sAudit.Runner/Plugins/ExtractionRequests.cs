using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace K8sAudit.Runner.Plugins;

/// <summary>
/// What is asked of plugins, laid out once in native memory: one request a slot, those of one plugin side by side, so that they can be asked for one
/// by one or all in one call. Names and arguments are NUL-terminated texts that live as long as this.
/// </summary>
internal sealed unsafe class ExtractionRequests : IDisposable
{
    private readonly ExtractField* _fields;
    private readonly ExtractField*[] _bySlot;
    private readonly PluginInstance?[] _plugins;
    private readonly int _count;

    public ExtractionRequests(ImmutableArray<FieldReference> slots, IReadOnlyList<PluginInstance> plugins)
    {
        _bySlot = new ExtractField*[slots.Length];
        _plugins = new PluginInstance?[slots.Length];
        _fields = (ExtractField*)NativeMemory.AllocZeroed((nuint)Math.Max(1, slots.Length), (nuint)sizeof(ExtractField));
        foreach (var plugin in plugins.Where(plugin => plugin.ExtractsPluginEvents))
        {
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (_plugins[slot] is null && slots[slot].Field.Handle is PluginFieldHandle handle && Own(handle, plugin.Plugin) is { } field)
                {
                    _plugins[slot] = plugin;
                    _bySlot[slot] = Write(_fields + _count++, field, slots[slot]);
                }
            }
        }
    }

    /// <summary>The plugin that reads a slot's field; null where none does.</summary>
    public PluginInstance? Plugin(int slot) => _plugins[slot];

    /// <summary>A slot's request, in and out.</summary>
    public ExtractField* Field(int slot) => _bySlot[slot];

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            NativeText.Free(_fields[i].Name);
            NativeText.Free(_fields[i].ArgumentKey);
        }

        NativeMemory.Free(_fields);
    }

    /// <summary>
    /// The plugin's field of that name. Where a changed library cannot be opened, the one of before reads on, for rules that know the new one.
    /// </summary>
    private static PluginField? Own(PluginFieldHandle handle, NativePlugin plugin) => handle.Plugin == plugin ? handle.Field
        : handle.Plugin.Name != plugin.Name ? null
        : plugin.Fields.FirstOrDefault(field => field.Name == handle.Field.Name && field.Type == handle.Field.Type && field.IsList == handle.Field.IsList);

    private static ExtractField* Write(ExtractField* target, PluginField field, FieldReference reference)
    {
        target->FieldId = field.Id;
        target->Name = NativeText.Allocate(field.Name);
        target->Type = field.Type;
        target->IsList = field.IsList ? 1u : 0;
        target->ArgumentPresent = reference.Argument is null ? 0u : 1;
        // A field may take an index and a key: then it gets the key always, and the index where the text is one (plugin_filtercheck.cpp).
        target->ArgumentKey = reference.Argument is { } key && field.Argument.HasFlag(FieldArgumentKind.Key) ? NativeText.Allocate(key) : null;
        target->ArgumentIndex = reference.Argument is not null && field.Argument.HasFlag(FieldArgumentKind.Index) ? reference.Index : ulong.MaxValue;
        return target;
    }
}
