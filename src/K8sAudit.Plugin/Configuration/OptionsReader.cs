using System.Text.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Configuration;

/// <summary>Reads <c>init_config</c> as the host passes it: JSON, made from a YAML map or written by hand.</summary>
internal static class OptionsReader
{
    /// <summary>The options of a configuration; anything empty (no text, null, an empty text, list or map) means the defaults.</summary>
    /// <exception cref="PluginException">It is not a JSON object, or a value has the wrong type.</exception>
    public static K8sAuditOptions Read(string config, PluginLog log)
    {
        var options = Read(config, log, present: null);
        foreach (var request in PluginOptions.All.Where(option => option.TakesEffect == TakesEffect.WhileRunning && option.Json(options) != option.DefaultJson))
        {
            log.Warning(PluginMessages.IgnoredAtStart(request.Name));
        }

        return options with { Drain = false, DeliveredEvents = null };
    }

    /// <summary>
    /// The options of a configuration for a running plugin: the current ones where it contains a request of the host such as <c>drain</c>, otherwise all of
    /// them new.
    /// </summary>
    /// <inheritdoc cref="Read(string, PluginLog)"/>
    public static K8sAuditOptions ReadChange(string config, K8sAuditOptions present, PluginLog log) => Read(config, log, present);

    private static K8sAuditOptions Read(string config, PluginLog log, K8sAuditOptions? present)
    {
        if (string.IsNullOrWhiteSpace(config))
        {
            return new K8sAuditOptions();
        }

        using var document = Parse(config);
        try
        {
            return IsEmpty(document.RootElement) ? new K8sAuditOptions() : ReadObject(document.RootElement, present, log);
        }
        catch (InvalidOperationException e)
        {
            throw new PluginException(PluginMessages.ConfigIsNoText, e);
        }
    }

    private static JsonDocument Parse(string config)
    {
        try
        {
            return JsonDocument.Parse(config);
        }
        catch (JsonException e)
        {
            throw new PluginException(PluginMessages.ConfigIsNoJson((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1), e);
        }
    }

    private static bool IsEmpty(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => root.GetArrayLength() == 0,
        JsonValueKind.String => string.IsNullOrWhiteSpace(root.GetString()),
        _ => false,
    };

    private static K8sAuditOptions ReadObject(JsonElement root, K8sAuditOptions? present, PluginLog log)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new PluginException(PluginMessages.ConfigIsNoObject(Shown(root)));
        }

        var options = present is not null && root.EnumerateObject().Any(IsRequest) ? present : new K8sAuditOptions();
        foreach (var property in root.EnumerateObject())
        {
            options = ReadOption(options, property, log);
        }

        return options;
    }

    private static bool IsRequest(JsonProperty property) =>
        PluginOptions.All.Any(option => option.Name == property.Name && option.TakesEffect == TakesEffect.WhileRunning);

    private static K8sAuditOptions ReadOption(K8sAuditOptions options, JsonProperty property, PluginLog log)
    {
        var option = PluginOptions.All.FirstOrDefault(o => o.Name == property.Name);
        if (option is null)
        {
            log.Warning(PluginMessages.UnknownOption(property.Name, NearestOption.Of(property.Name, PluginOptions.All.Select(o => o.Name))));
            return options;
        }

        if (option.TakesEffect == TakesEffect.Never)
        {
            log.Info(PluginMessages.HasNoEffect(option.Name));
        }

        return option.Set(options, property.Value, log)
            ?? throw new PluginException(PluginMessages.WrongType(option.Name, Shown(property.Value), option.Kind.Expectation));
    }

    private static string Shown(JsonElement value)
    {
        const int longest = 60;
        var text = value.GetRawText();
        return text.Contains(PluginOptions.PemStart, StringComparison.Ordinal) ? "the content of a PEM file"
            : text.Length <= longest ? text
            : text[..longest] + "…";
    }
}
