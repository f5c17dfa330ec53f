using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>One metric (<c>ss_plugin_metric</c>); the value is a union of eight bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct NativeMetric
{
    /// <summary>NUL-terminated name.</summary>
    public byte* Name;

    /// <summary>Counter or gauge.</summary>
    public MetricKind Kind;

    /// <summary>The value's bits, interpreted according to <see cref="ValueType"/>.</summary>
    public ulong Value;

    /// <summary>Which member of the union is set.</summary>
    public MetricValueType ValueType;
}
