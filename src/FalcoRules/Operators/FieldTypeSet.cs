using FalcoPlugin.Abi;

namespace FalcoRules.Operators;

/// <summary>A set of field types, for the operator table.</summary>
internal readonly record struct FieldTypeSet
{
    // A bit for each code of a type.
    private readonly ulong _bits;

    private FieldTypeSet(Func<FieldTypeInfo, bool> isMember)
    {
        foreach (var row in FieldTypeTable.All.Where(isMember))
        {
            _bits |= 1ul << (int)row.Type;
        }
    }

    public static FieldTypeSet Any { get; } = new(_ => true);

    public static FieldTypeSet Ordered { get; } = new(row => row.IsOrdered);

    public static FieldTypeSet Strings { get; } = new(row => row.Type == FieldType.String);

    public bool Contains(FieldType type) => (_bits >> (int)type & 1) != 0;
}
