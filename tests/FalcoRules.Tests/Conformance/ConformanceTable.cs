using YamlDotNet.RepresentationModel;

namespace FalcoRules.Tests.Conformance;

/// <summary>The tables beside this file, *.conformance.yaml.</summary>
internal static class ConformanceTable
{
    private static readonly Dictionary<string, IReadOnlyList<ConformanceRow>> _tables =
        Directory.EnumerateFiles(RepositoryFiles.PathOf("tests", "FalcoRules.Tests", "Conformance"), "*.conformance.yaml").ToDictionary(NameOf, Read);

    private static readonly Dictionary<string, ConformanceRow> _byId = All.ToDictionary(row => row.Id);

    /// <summary>The rows of all tables.</summary>
    public static IEnumerable<ConformanceRow> All => _tables.Values.SelectMany(rows => rows);

    /// <summary>The ids of one table's rows, for a theory.</summary>
    public static TheoryData<string> Ids(string table) => new(_tables[table].Select(row => row.Id));

    /// <summary>The row of that id.</summary>
    public static ConformanceRow Row(string id) => _byId[id];

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private static IReadOnlyList<ConformanceRow> Read(string path)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(path);
        stream.Load(reader);
        var table = (YamlMappingNode)stream.Documents[0].RootNode;
        var source = Value(table, "source");
        return [.. ((YamlSequenceNode)table.Children["rows"]).Select(row => ReadRow((YamlMappingNode)row, source))];
    }

    private static ConformanceRow ReadRow(YamlMappingNode row, string source) =>
        new(Value(row, "id"), $"{source}: {Value(row, "from")}", row.Children.ToDictionary(entry => Text(entry.Key), entry => Values(entry.Value)));

    private static string Value(YamlMappingNode mapping, string key) => Text(mapping.Children[key]);

    private static IReadOnlyList<string> Values(YamlNode node) => node is YamlSequenceNode list ? [.. list.Select(Text)] : [Text(node)];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
