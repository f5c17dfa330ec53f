using FalcoRules.Fields;

namespace FalcoRules.Operators;

/// <summary>Sets of field types, for the operator table.</summary>
[Flags]
internal enum FieldTypes
{
    None = 0,
    Numbers = (1 << FieldType.UInt64) | (1 << FieldType.Int64) | (1 << FieldType.RelTime) | (1 << FieldType.AbsTime),
    Strings = 1 << FieldType.String,
    Bool = 1 << FieldType.Bool,
    Addresses = (1 << FieldType.IPAddress) | (1 << FieldType.IPNetwork),
    Ordered = Numbers | Strings,
    Any = Ordered | Bool | Addresses,
}
