using System.Text.Json;

namespace K8sAudit.Plugin.Configuration;

/// <summary>The table of all options. The reader, the schema and docs/configuration.md derive from it.</summary>
internal static class PluginOptions
{
    /// <summary>The largest size that can be configured, in bytes: 1 GiB, because an array holds no more than two.</summary>
    public const int LargestSize = 1 << 30;

    public static IReadOnlyList<PluginOption> All { get; } =
    [
        Path("sslCertificate", "PEM file with the private key, the certificate and any intermediate certificates of the `https://` webhook",
            TakesEffect.AtNextOpen, o => o.SslCertificate, (o, value) => o with { SslCertificate = value }),
        Size("maxEventSize", "Largest size of a single audit event, in bytes; a larger one is rejected and counted, the others of its batch are not",
            TakesEffect.AtOnce, o => o.MaxEventSize, (o, value) => o with { MaxEventSize = value }),
        Size("webhookMaxBatchSize", "Largest size of the body of a webhook POST request, in bytes; a larger one is answered with 413",
            TakesEffect.AtOnce, o => o.WebhookMaxBatchSize, (o, value) => o with { WebhookMaxBatchSize = value }),
        Flag("useAsync", "Accepted for compatibility and without effect: extraction needs no thread of its own",
            TakesEffect.Never, o => o.UseAsync, (o, value) => o with { UseAsync = value }),
    ];

    private static PluginOption Path(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, string> get, Func<K8sAuditOptions, string, K8sAuditOptions> set) =>
        new(name, OptionKind.Path, description, effect, get,
            (options, value, _) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? set(options, text) : null);

    private static PluginOption Size(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, int> get, Func<K8sAuditOptions, int, K8sAuditOptions> set) =>
        new(name, OptionKind.Size, description, effect, options => get(options), (options, value, log) =>
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetUInt64(out var size) || size == 0)
            {
                return null;
            }

            if (size > LargestSize)
            {
                log.Warning(Messages.SizeIsCapped(name, value.GetRawText(), LargestSize));
            }

            return set(options, (int)Math.Min(size, LargestSize));
        });

    private static PluginOption Flag(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, bool> get, Func<K8sAuditOptions, bool, K8sAuditOptions> set) =>
        new(name, OptionKind.Flag, description, effect, options => get(options),
            (options, value, _) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? set(options, value.GetBoolean()) : null);
}
