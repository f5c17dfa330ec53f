using System.Collections.Immutable;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using FalcoRules;
using FalcoRules.Fields;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Benchmarks;

/// <summary>Rules without a host: the default ones, and events whose values were read beforehand.</summary>
public static class Rules
{
    private static readonly FieldDefinition[] _fields =
    [
        .. AuditFields.All.ToArray()
            .Select(field => new FieldDefinition(field.Name, field.Type, "", "k8saudit") { IsList = field.IsList, Argument = field.Argument }),
        new("jevt.value", FieldType.String, "", "json") { Argument = FieldArgumentKind.Required | FieldArgumentKind.Key },
        new("jevt.obj", FieldType.String, "", "json"),
    ];

    /// <summary>The default rules, and rules of one's own behind them.</summary>
    public static RuleProgram Load(string more = "")
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "k8s_audit_rules.yaml")) + more;
        var result = RulesLoader.Load([new SourceText("rules", text)], new RulesEnvironment
        {
            Sources = [new EventSource("k8s_audit", _fields)],
            Plugins = [new PluginVersion("k8saudit", "0.99.0"), new PluginVersion("json", "0.99.0")],
        });
        return result.Ruleset?.Program("k8s_audit")
            ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Select(diagnostic => diagnostic.Render())));
    }

    /// <summary>The values of an event's fields, as a plugin would give them.</summary>
    public static unsafe byte[][][] Read(byte[] json, ImmutableArray<FieldReference> slots)
    {
        var source = new AuditEvent();
        var values = new FieldValues();
        fixed (byte* payload = json)
        {
            source.Load(new PluginEvent(payload, json.Length, 0, 1));
            byte[][][] read = [.. slots.Select(slot => Read(source, json.Length, slot, values))];
            values.Free();
            return read;
        }
    }

    private static unsafe byte[][] Read(AuditEvent source, int length, FieldReference slot, FieldValues values)
    {
        if (Array.Find(AuditFields.All.ToArray(), field => field.Name == slot.Field.Name) is not { } field)
        {
            return [];
        }

        values.BeginEvent(length);
        field.Extract(source, new FieldArgument(slot.Argument is not null, slot.Index, Encoding.UTF8.GetBytes(slot.Argument ?? "")), values);
        var array = values.FinishField(field.Type);
        return [.. Enumerable.Range(0, values.Count).Select(i => Read(field.Type, array, i))];
    }

    // A number as its eight bytes.
    private static unsafe byte[] Read(FieldType type, void* array, int index) => FieldTypeTable.Get(type).Layout switch
    {
        ValueLayout.Text => System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(((byte**)array)[index]).ToArray(),
        ValueLayout.Bytes => new ReadOnlySpan<byte>(((ByteBuffer*)array)[index].Bytes, (int)((ByteBuffer*)array)[index].Length).ToArray(),
        ValueLayout.Boolean => BitConverter.GetBytes((ulong)((uint*)array)[index]),
        _ => BitConverter.GetBytes(((ulong*)array)[index]),
    };
}
