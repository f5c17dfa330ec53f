using K8sAudit.Plugin.Sources;

namespace K8sAudit.Plugin.OpenParameters;

/// <summary>One row of the table of what can be opened.</summary>
/// <param name="Prefix">What open parameters of this kind begin with; empty for a bare path.</param>
/// <param name="Form">Their form, for people.</param>
/// <param name="Example">Open parameters that work.</param>
/// <param name="Description">What is opened.</param>
/// <param name="Open">Opens the stream.</param>
internal sealed record OpenScheme(string Prefix, string Form, string Example, string Description, Func<SourceContext, string, SourceStream> Open);
