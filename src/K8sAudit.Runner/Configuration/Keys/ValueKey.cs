using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A key with a value of some kind; see <see cref="Key{T}.Value"/>.</summary>
internal sealed class ValueKey<T, TValue>(
    string name,
    ValueKind<TValue> kind,
    string description,
    Func<T, TValue> get,
    Func<T, TValue, T> set,
    string? defaultText,
    bool isRequired,
    Sensitivity sensitivity) : Key<T>(name, description) where T : class, new()
{
    public override string TypeName => kind.Name;

    public override string DefaultText => defaultText ?? (isRequired ? "" : kind.Show(get(new T())));

    public override bool IsRequired => isRequired;

    public override Sensitivity Sensitivity => sensitivity;

    public override T Read(T target, ConfigurationNode node, string path) => set(target, kind.Read(node, new KeyPath(path, sensitivity)));
}
