using FalcoRules.Fields;

namespace FalcoRules.Syntax;

/// <summary>Sets of field types, for the operator table.</summary>
[Flags]
internal enum FieldTypes
{
    None = 0,
    Numbers = (1 << FieldType.UInt64) | (1 << FieldType.Int64) | (1 << FieldType.RelTime) | (1 << FieldType.AbsTime),
    Text = 1 << FieldType.Text,
    Bool = 1 << FieldType.Bool,
    Addresses = (1 << FieldType.IPAddress) | (1 << FieldType.IPNetwork),
    Ordered = Numbers | Text,
    Any = Ordered | Bool | Addresses,
}
