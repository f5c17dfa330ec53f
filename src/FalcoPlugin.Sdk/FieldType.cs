using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>The types a field can have.</summary>
public enum FieldType : uint
{
    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = FieldTypeCode.UInt64,

    /// <summary>UTF-8 text.</summary>
    String = FieldTypeCode.String,

    /// <summary>A duration in nanoseconds.</summary>
    RelTime = FieldTypeCode.RelTime,

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    AbsTime = FieldTypeCode.AbsTime,

    /// <summary>True or false.</summary>
    Bool = FieldTypeCode.Bool,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IPAddress = FieldTypeCode.IPAddress,

    /// <summary>An IPv4 or IPv6 network.</summary>
    IPNetwork = FieldTypeCode.IPNetwork,
}
