namespace FalcoPlugin.Abi;

/// <summary>The type of an extracted field (<c>ss_plugin_field_type</c>).</summary>
public enum FieldTypeCode : uint
{
    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = 8,

    /// <summary>NUL-terminated UTF-8 text.</summary>
    String = 9,

    /// <summary>A duration in nanoseconds, as a 64-bit unsigned integer.</summary>
    RelTime = 20,

    /// <summary>Nanoseconds since the Unix epoch, as a 64-bit unsigned integer.</summary>
    AbsTime = 21,

    /// <summary>0 or 1, in 32 bits.</summary>
    Bool = 25,

    /// <summary>An IPv4 (4 bytes) or IPv6 (16 bytes) address in network order.</summary>
    IPAddress = 40,

    /// <summary>An IPv4 or IPv6 network in network order.</summary>
    IPNetwork = 41,
}
