namespace FalcoRules.Fields;

/// <summary>The types of field values.</summary>
public enum FieldType
{
    /// <summary>64-bit unsigned integer.</summary>
    UInt64,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>A duration in nanoseconds.</summary>
    RelTime,

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    AbsTime,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IPAddress,

    /// <summary>An IPv4 or IPv6 network.</summary>
    IPNetwork,
}
