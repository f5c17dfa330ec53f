using System.Text.RegularExpressions;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Reads items that define a named value, which later items replace or append to: lists and macros.</summary>
internal sealed class NamedValueReader<TValue, TDefinition> where TDefinition : Definition
{
    public required ItemKind Kind { get; init; }

    public required ItemKey<MappedText> Name { get; init; }

    public required ItemKey<TValue> Value { get; init; }

    /// <summary>Names that can be written in a condition.</summary>
    public required Regex ValidName { get; init; }

    public required DiagnosticCode InvalidName { get; init; }

    public required Func<string, string> InvalidNameMessage { get; init; }

    public required Func<RulesCollection, DefinitionTable<TDefinition>> Table { get; init; }

    public required Func<string, SourceSpan, TValue, TDefinition> Define { get; init; }

    public required Action<TDefinition, TValue> Append { get; init; }

    /// <summary>Reads one item; if it is invalid, its name is recorded as broken.</summary>
    public void Read(YamlMapping item, RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, Kind, diagnostics);
        if (!fields.TryGet(Name, out var name))
        {
            return;
        }

        var location = fields.ValueLocation(Name);
        if (!ValidName.IsMatch(name.Text))
        {
            fields.Warn(InvalidName, location, InvalidNameMessage(name.Text));
        }

        fields.Require();
        var hasValue = fields.TryGet(Value, out var value);
        var overrides = Overrides.Read(fields);
        var appends = AppendFlag.Read(fields) | overrides.Append.Contains(Value);
        if (fields.HasErrors || !hasValue)
        {
            Table(collection).MarkBroken(name.Text);
        }
        else if (appends)
        {
            AppendTo(name.Text, value!, fields, collection);
        }
        else
        {
            Table(collection).Define(Define(name.Text, location, value!), collection.Tick(), isOverride: overrides.Replace.Contains(Value));
        }
    }

    private void AppendTo(string name, TValue value, ItemFields fields, RulesCollection collection)
    {
        var table = Table(collection);
        if (table.Find(name) is { } definition)
        {
            Append(definition, value);
            definition.LastChanged = collection.Tick();
        }
        else if (!table.IsBroken(name) && collection.IsComplete)
        {
            fields.Fail(DiagnosticCodes.Validate, fields.ValueLocation(Name), ItemMessages.NothingToAppendTo(Kind.Label, name, table.Suggestions));
            table.MarkBroken(name);
        }
    }
}
