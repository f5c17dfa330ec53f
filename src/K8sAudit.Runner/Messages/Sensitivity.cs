namespace K8sAudit.Runner.Messages;

/// <summary>How much of a key's value messages and <c>--support</c> show.</summary>
internal enum Sensitivity
{
    /// <summary>All of it, except user names, passwords and tokens in addresses, parameters and headers.</summary>
    Shown,

    /// <summary>Nothing.</summary>
    Secret,

    /// <summary>A URL without its path and query: the path often is the secret.</summary>
    Url,

    /// <summary>A shell command without its arguments.</summary>
    Command,

    /// <summary>A string for the plugin: a JSON or YAML mapping is shown without its secrets, any other string is hidden.</summary>
    PluginText,

    /// <summary>A string for the plugin that is an address, or a mapping, which is shown without its secrets.</summary>
    PluginAddress,
}
