namespace FalcoPlugin.Abi;

/// <summary>The type of a field's values (<c>ss_plugin_field_type</c>). <see cref="FieldTypeTable"/> has the names and the layout of each.</summary>
public enum FieldType : uint
{
    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = 8,

    /// <summary>UTF-8 string.</summary>
    String = 9,

    /// <summary>Duration in nanoseconds.</summary>
    RelTime = 20,

    /// <summary>Time in nanoseconds since the Unix epoch.</summary>
    AbsTime = 21,

    /// <summary>Boolean.</summary>
    Bool = 25,

    /// <summary>IPv4 (4 bytes) or IPv6 (16 bytes) address in network order.</summary>
    IPAddress = 40,

    /// <summary>IPv4 or IPv6 network: its address in network order.</summary>
    IPNetwork = 41,
}
