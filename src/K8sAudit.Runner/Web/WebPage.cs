namespace K8sAudit.Runner.Web;

/// <summary>An answer.</summary>
internal sealed record WebPage(int Status, string ContentType, string Body);
