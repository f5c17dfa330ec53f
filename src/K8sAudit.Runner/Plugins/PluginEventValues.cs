using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Plugins;

/// <summary>The values of one source's events: asked of the plugins, or known to the host itself. One thread uses it.</summary>
internal sealed unsafe class PluginEventValues : EventValues, IDisposable
{
    /// <summary>Memory for the table functions that newer plugins look for; state tables are not offered, so all of it is null.</summary>
    private const int TableReaderBytes = 256;

    private readonly CurrentEvent _current;
    private readonly HostField?[] _hostFields;
    private readonly ExtractionRequests _requests;
    private readonly ExtractInput* _input;
    private readonly void* _tableReader;

    public PluginEventValues(ImmutableArray<FieldReference> slots, IReadOnlyList<PluginInstance> plugins, CurrentEvent current)
        : base(slots.Length)
    {
        _current = current;
        _hostFields = [.. slots.Select(slot => slot.Field.Handle as HostField)];
        _requests = new ExtractionRequests(slots, plugins);
        _tableReader = NativeMemory.AllocZeroed(TableReaderBytes);
        _input = (ExtractInput*)NativeMemory.AllocZeroed((nuint)sizeof(ExtractInput));
        _input->FieldCount = 1;
        _input->TableReaderExtended = (nint)_tableReader;
        _input->GetOwnerLastError = (nint)(delegate* unmanaged[Cdecl]<void*, byte*>)&PluginInstance.OwnerLastError;
    }

    /// <summary>Goes on to the next event; it must stay where it is until the call after this one.</summary>
    public void MoveTo(byte* source)
    {
        _current.MoveTo(source);
        Clear();
    }

    public void Dispose()
    {
        _requests.Dispose();
        NativeMemory.Free(_input);
        NativeMemory.Free(_tableReader);
    }

    protected override void Read(int slot)
    {
        if (_hostFields[slot] is { } field)
        {
            ReadHost(field);
        }
        else if (_requests.Plugin(slot) is { } plugin)
        {
            ReadPlugin(plugin, _requests.Field(slot));
        }
    }

    private void ReadHost(HostField field)
    {
        if (field.Number is { } number)
        {
            Add(number(_current));
        }
        else if (field.Text!(_current) is { IsEmpty: false } text)
        {
            Add(text);
        }
    }

    private void ReadPlugin(PluginInstance plugin, ExtractField* field)
    {
        field->Result = null;
        field->ResultLength = 0;
        _input->Owner = plugin.Owner;
        _input->Fields = field;
        if (plugin.Api.ExtractFields(plugin.State, _current.Input, _input) == ReturnCode.Success && field->Result != null)
        {
            AddAll(field);
        }
    }

    private void AddAll(ExtractField* field)
    {
        var layout = FieldTypeTable.Get(field->Type).Layout;
        for (ulong i = 0; i < field->ResultLength; i++)
        {
            switch (layout)
            {
                case ValueLayout.Text:
                    AddText(((byte**)field->Result)[i]);
                    break;
                case ValueLayout.Boolean:
                    Add((ulong)(((uint*)field->Result)[i] != 0 ? 1 : 0));
                    break;
                case ValueLayout.Bytes:
                    ref var buffer = ref ((ByteBuffer*)field->Result)[i];
                    Add(new ReadOnlySpan<byte>(buffer.Bytes, checked((int)buffer.Length)));
                    break;
                default:
                    Add(Unsafe.ReadUnaligned<ulong>((ulong*)field->Result + i));
                    break;
            }
        }
    }

    private void AddText(byte* text)
    {
        if (text != null)
        {
            Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        }
    }
}
