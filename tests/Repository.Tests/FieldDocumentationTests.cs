using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using JsonFields.Plugin;
using K8sAudit.Plugin.Fields;

namespace Repository.Tests;

/// <summary>Tables in the documentation are generated from the code. A stale table fails this test and is rewritten; commit the change.</summary>
public class FieldDocumentationTests
{
    [Fact]
    public void The_documentation_of_fields_is_up_to_date() =>
        GeneratedDocument.AssertSection(
            "docs/reference/fields.md",
            "FIELDS",
            "## `k8saudit`\n\n" + FieldTable(AuditFields.All.ToArray().Select(Row)) + "\n## `json`\n\n" + FieldTable(JsonPlugin.Fields.ToArray().Select(Row)));

    private static string FieldTable(IEnumerable<(string Name, string Type, string Argument, string Description)> rows)
    {
        var table = new StringBuilder("| Field | Type | Argument | What it is |\n|---|---|---|---|\n");
        foreach (var (name, type, argument, description) in rows)
        {
            table.Append(null, $"| `{name}` | {type} | {argument} | {description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return table.ToString();
    }

    private static (string, string, string, string) Row<TEvent>(Field<TEvent> field) =>
        (field.Name, FieldTypeTable.Get(field.Type).Name + (field.IsList ? " (list)" : ""), ArgumentName(field.Argument), field.Description);

    private static string ArgumentName(FieldArgumentKind argument) => argument switch
    {
        FieldArgumentKind.None => "",
        FieldArgumentKind.Index => "index",
        FieldArgumentKind.Key => "key",
        FieldArgumentKind.Key | FieldArgumentKind.Required => "key, required",
        _ => argument.ToString(),
    };
}
