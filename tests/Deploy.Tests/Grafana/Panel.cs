namespace Deploy.Tests.Grafana;

/// <summary>A panel of the dashboard.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Type">Its type in Grafana: <c>stat</c>, <c>timeseries</c> or <c>bargauge</c>.</param>
/// <param name="Unit">The unit of its values in Grafana.</param>
/// <param name="Description">What it shows, and what to do about it.</param>
/// <param name="Queries">What it asks Prometheus for.</param>
internal sealed record Panel(string Title, string Type, string Unit, string Description, params Query[] Queries);

/// <summary>A query of a panel, with the legend of its series.</summary>
internal sealed record Query(string Expression, string Legend);

/// <summary>Panels under a heading.</summary>
internal sealed record PanelGroup(string Title, params Panel[] Panels);
