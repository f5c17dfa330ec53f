using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>What the value of a key is.</summary>
/// <param name="Name">The name of the type, for the documentation.</param>
/// <param name="Read">Reads a value; throws a <see cref="UserError"/> where it is another one.</param>
/// <param name="Show">The value as it is written in falco.yaml; empty for one that stands for none.</param>
internal sealed record ValueKind<TValue>(string Name, Func<ConfigurationNode, KeyPath, TValue> Read, Func<TValue, string> Show);
