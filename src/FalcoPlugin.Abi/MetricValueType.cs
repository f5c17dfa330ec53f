namespace FalcoPlugin.Abi;

/// <summary>How a metric's value is stored (<c>ss_plugin_metric_value_type</c>).</summary>
public enum MetricValueType
{
    /// <summary>32-bit unsigned.</summary>
    UInt32 = 0,

    /// <summary>32-bit signed.</summary>
    Int32 = 1,

    /// <summary>64-bit unsigned.</summary>
    UInt64 = 2,

    /// <summary>64-bit signed.</summary>
    Int64 = 3,

    /// <summary>Double precision.</summary>
    Double = 4,

    /// <summary>Single precision.</summary>
    Single = 5,

    /// <summary>C <c>int</c>.</summary>
    Int = 6,
}
