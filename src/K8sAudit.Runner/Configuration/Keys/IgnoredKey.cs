using K8sAudit.Runner.Configuration.Tree;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A key of Falco's that has no effect here; see <see cref="Key{T}.Ignored"/>.</summary>
internal sealed class IgnoredKey<T>(string name, string reason) : Key<T>(name, "") where T : class, new()
{
    public override string TypeName => "";

    public override string IgnoredBecause => reason;

    public override T Read(T target, ConfigurationNode node, string path) => target;
}
