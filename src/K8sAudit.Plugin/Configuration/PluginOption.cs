using System.Text.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Configuration;

/// <summary>One row of the option table.</summary>
/// <param name="Name">The key in <c>init_config</c>.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Description">What it does; shown by the schema and the documentation.</param>
/// <param name="TakesEffect">When a change is in force.</param>
/// <param name="Get">The value in some options.</param>
/// <param name="Set">The options with the value of a JSON element, or null where its type is wrong.</param>
internal sealed record PluginOption(
    string Name,
    OptionKind Kind,
    string Description,
    TakesEffect TakesEffect,
    Func<K8sAuditOptions, object?> Get,
    Func<K8sAuditOptions, JsonElement, PluginLog, K8sAuditOptions?> Set)
{
    /// <summary>The default, as JSON.</summary>
    public string DefaultJson => Json(new K8sAuditOptions());

    /// <summary>The value in some options, as JSON.</summary>
    public string Json(K8sAuditOptions options) => Get(options) switch
    {
        string text => $"\"{JsonEncodedText.Encode(text)}\"",
        string[] texts => $"[{string.Join(", ", texts.Select(text => $"\"{JsonEncodedText.Encode(text)}\""))}]",
        null => "null",
        bool flag => flag ? "true" : "false",
        var number => FormattableString.Invariant($"{number}"),
    };
}
