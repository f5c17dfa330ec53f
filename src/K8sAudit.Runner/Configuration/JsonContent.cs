namespace K8sAudit.Runner.Configuration;

/// <summary>Which properties JSON alerts have: the <c>json_include_…_property</c> switches with Falco's defaults.</summary>
internal sealed record JsonContent
{
    public bool Output { get; init; } = true;

    public bool Message { get; init; }

    public bool OutputFields { get; init; } = true;

    public bool Tags { get; init; } = true;
}
