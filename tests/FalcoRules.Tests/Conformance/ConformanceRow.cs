namespace FalcoRules.Tests.Conformance;

/// <summary>One row of a table: the input, the expected result, and the source of the expectation.</summary>
/// <param name="Id">Identifies the row.</param>
/// <param name="Authority">The documentation, test or source of Falco that its expectation follows.</param>
/// <param name="Columns">The values of the row by key; a single value is a list of one.</param>
public sealed record ConformanceRow(string Id, string Authority, IReadOnlyDictionary<string, IReadOnlyList<string>> Columns)
{
    /// <summary>Whether the row has the column.</summary>
    public bool Has(string column) => Columns.ContainsKey(column);

    /// <summary>The only value of a column.</summary>
    public string Text(string column) => Assert.Single(List(column));

    /// <summary>All values of a column; empty if the row does not have it.</summary>
    public IReadOnlyList<string> List(string column) => Columns.GetValueOrDefault(column, []);
}
