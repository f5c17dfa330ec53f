using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Tests.Prometheus;
using FalcoRules;

namespace Deploy.Tests.Grafana;

/// <summary>Writes the panels as a dashboard in the JSON that Grafana imports.</summary>
internal static class Dashboard
{
    private const int Width = 24;
    private const int PanelHeight = 8;
    private const int StatHeight = 4;

    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write() => new JsonObject
    {
        ["annotations"] = new JsonObject { ["list"] = new JsonArray() },
        ["description"] = "Kubernetes audit detection with k8saudit, or with Falco and the k8saudit plugin",
        ["editable"] = true,
        ["graphTooltip"] = 1,
        ["panels"] = new JsonArray([.. WritePanels()]),
        ["refresh"] = "30s",
        ["schemaVersion"] = 39,
        ["tags"] = new JsonArray("k8saudit", "falco", "audit"),
        ["templating"] = new JsonObject { ["list"] = new JsonArray(DataSource(), Variable("job", ""), Variable("instance", "{job=~\"$job\"}")) },
        ["time"] = new JsonObject { ["from"] = "now-6h", ["to"] = "now" },
        ["title"] = "Kubernetes audit detection",
        ["uid"] = "k8saudit",
    }.ToJsonString(_options) + "\n";

    private static IEnumerable<JsonNode> WritePanels()
    {
        var (id, y) = (1, 0);
        foreach (var group in Panels.Groups)
        {
            yield return Heading(group.Title, id++, y++);
            var width = Width / group.Panels.Length;
            var height = group.Panels[0].Type == "stat" ? StatHeight : PanelHeight;
            for (var i = 0; i < group.Panels.Length; i++)
            {
                yield return WritePanel(group.Panels[i], id++, Position(i * width, y, width, height));
            }

            y += height;
        }
    }

    private static JsonObject Heading(string title, int id, int y) => new()
    {
        ["collapsed"] = false, ["gridPos"] = Position(0, y, Width, 1), ["id"] = id, ["title"] = title, ["type"] = "row",
    };

    private static JsonObject WritePanel(Panel panel, int id, JsonObject position) => new()
    {
        ["datasource"] = SelectedDataSource(),
        ["description"] = panel.Description,
        ["fieldConfig"] = new JsonObject
        {
            ["defaults"] = new JsonObject { ["unit"] = panel.Unit, ["min"] = 0 },
            ["overrides"] = new JsonArray([.. panel.Queries[0].Legend == "{{priority}}" ? PriorityNames() : []]),
        },
        ["gridPos"] = position,
        ["id"] = id,
        ["targets"] = new JsonArray([.. panel.Queries.Select((query, index) => WriteQuery(query, index))]),
        ["title"] = panel.Title,
        ["type"] = panel.Type,
    };

    private static JsonObject WriteQuery(Query query, int index) => new()
    {
        ["datasource"] = SelectedDataSource(), ["expr"] = query.Expression, ["legendFormat"] = query.Legend, ["refId"] = $"{(char)('A' + index)}",
    };

    // The label has Falco's number of the priority.
    private static IEnumerable<JsonNode> PriorityNames() => Enum.GetValues<Priority>().Select(priority => new JsonObject
    {
        ["matcher"] = new JsonObject { ["id"] = "byName", ["options"] = $"{(int)priority}" },
        ["properties"] = new JsonArray(new JsonObject { ["id"] = "displayName", ["value"] = $"{priority}" }),
    });

    private static JsonObject DataSource() => new() { ["label"] = "Data source", ["name"] = "datasource", ["query"] = "prometheus", ["type"] = "datasource" };

    private static JsonObject Variable(string label, string selector) => new()
    {
        ["datasource"] = SelectedDataSource(),
        ["includeAll"] = true,
        ["multi"] = true,
        ["name"] = label,
        ["query"] = $"label_values({MetricNames.Plugin("events_received")}{selector}, {label})",
        ["refresh"] = 2,
        ["type"] = "query",
    };

    private static JsonObject SelectedDataSource() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    private static JsonObject Position(int x, int y, int width, int height) => new() { ["h"] = height, ["w"] = width, ["x"] = x, ["y"] = y };
}
