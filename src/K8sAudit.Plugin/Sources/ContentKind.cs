using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources;

/// <summary>One kind of what an input has besides audit events, such as objects with the same keys.</summary>
/// <param name="one">What one of them is.</param>
/// <param name="several">What several of them are.</param>
/// <param name="details">What follows, such as the keys.</param>
/// <param name="hint">What they look like and what to do; empty if nothing is known.</param>
internal sealed class ContentKind(string one, string several, string details = "", string hint = "")
{
    /// <summary>How many there are.</summary>
    public long Count { get; set; }

    public string Hint => hint;

    public override string ToString() => $"{PluginMessages.Count(Count, one, several)}{details}";
}
