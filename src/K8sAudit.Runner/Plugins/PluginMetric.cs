using System.Globalization;
using FalcoPlugin.Abi;

namespace K8sAudit.Runner.Plugins;

/// <summary>A metric as a plugin gives it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Counter or gauge.</param>
/// <param name="Value">Its value as text.</param>
internal sealed record PluginMetric(string Name, MetricKind Kind, string Value)
{
    public static PluginMetric Read(in NativeMetric metric, string name) => new(name, metric.Kind, metric.ValueType switch
    {
        MetricValueType.UInt32 => Text((uint)metric.Value),
        MetricValueType.Int32 or MetricValueType.Int => Text((int)metric.Value),
        MetricValueType.Int64 => Text((long)metric.Value),
        MetricValueType.Double => Text(BitConverter.UInt64BitsToDouble(metric.Value)),
        MetricValueType.Single => Text(BitConverter.UInt32BitsToSingle((uint)metric.Value)),
        _ => Text(metric.Value),
    });

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
