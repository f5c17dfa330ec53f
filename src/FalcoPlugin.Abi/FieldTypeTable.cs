using System.Collections.Immutable;

namespace FalcoPlugin.Abi;

/// <summary>All field types of the plugin API.</summary>
public static class FieldTypeTable
{
    /// <summary>The types, in the order in which messages list them.</summary>
    public static ImmutableArray<FieldTypeInfo> All { get; } =
    [
        new(FieldType.String, "string", "CHARBUF", "a string", "strings", ValueLayout.Text, IsOrdered: true),
        new(FieldType.UInt64, "uint64", "UINT64", "a number", "numbers", ValueLayout.Number, IsOrdered: true),
        new(FieldType.RelTime, "reltime", "RELTIME", "a duration", "durations", ValueLayout.Number, IsOrdered: true),
        new(FieldType.AbsTime, "abstime", "ABSTIME", "a time", "times", ValueLayout.Number, IsOrdered: true),
        new(FieldType.Bool, "bool", "BOOL", "a boolean", "booleans", ValueLayout.Boolean, IsOrdered: false),
        new(FieldType.IPAddress, "ipaddr", "IPADDR", "an IP address", "IP addresses", ValueLayout.Bytes, IsOrdered: false),
        new(FieldType.IPNetwork, "ipnet", "IPNET", "an IP network", "IP networks", ValueLayout.Bytes, IsOrdered: false),
    ];

    private static readonly FieldTypeInfo?[] _byCode = IndexByCode();

    /// <summary>The row of a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The plugin API has no type of that code.</exception>
    public static FieldTypeInfo Get(FieldType type) =>
        (uint)type < (uint)_byCode.Length && _byCode[(int)type] is { } row
            ? row
            : throw new ArgumentOutOfRangeException(nameof(type), type, "not a field type of the plugin API");

    /// <summary>The row with that <see cref="FieldTypeInfo.Name"/>; null if there is none.</summary>
    public static FieldTypeInfo? Find(string name) => All.FirstOrDefault(row => row.Name == name);

    private static FieldTypeInfo?[] IndexByCode()
    {
        var rows = new FieldTypeInfo?[All.Max(row => (int)row.Type) + 1];
        foreach (var row in All)
        {
            rows[(int)row.Type] = row;
        }

        return rows;
    }
}
