namespace K8sAudit.Runner.Web;

/// <summary>A response of the webserver.</summary>
internal sealed record WebPage(int Status, string ContentType, string Body);
