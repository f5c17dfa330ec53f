using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Configuration;

/// <summary>What a new configuration changes while the plugin runs.</summary>
internal static class OptionsChange
{
    /// <summary>Says of each option that has changed when the change is in force, and returns the new options.</summary>
    public static K8sAuditOptions Announce(K8sAuditOptions before, K8sAuditOptions after, PluginLog log)
    {
        foreach (var option in PluginOptions.All)
        {
            if (option.Json(before) != option.Json(after) && Message(option) is { } message)
            {
                log.Info(message);
            }
        }

        return after;
    }

    private static string? Message(PluginOption option) => option.TakesEffect switch
    {
        TakesEffect.AtOnce => PluginMessages.EffectiveAtOnce(option.Name),
        TakesEffect.AtNextOpen => PluginMessages.EffectiveAtNextOpen(option.Name),
        _ => null,
    };
}
