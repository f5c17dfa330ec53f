using System.Collections.Immutable;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Formatting;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Assigns slots to the fields and transformers of an output, and collects the fields for <c>output_fields</c>.</summary>
internal sealed class OutputFieldBinder
{
    private readonly EventSource _source;
    private readonly FieldBinder _fieldBinder;
    private readonly OperandBinder _operandBinder;
    private readonly SortedDictionary<string, OutputField> _fields = new(StringComparer.Ordinal);
    private readonly int _longestName;

    public OutputFieldBinder(EventSource source, SlotTable slots, DiagnosticReporter reporter)
    {
        _source = source;
        _fieldBinder = new FieldBinder(source, slots, reporter);
        _operandBinder = new OperandBinder(_fieldBinder, slots, reporter);
        _longestName = source.Fields.Select(field => field.Name.Length).DefaultIfEmpty().Max();
    }

    /// <summary>All fields, sorted by name as Falco sorts them.</summary>
    public ImmutableArray<OutputField> Fields => [.. _fields.Values];

    /// <summary>Adds an entry; the last one with a name wins.</summary>
    public void Add(OutputField field) => _fields[field.Name] = field;

    /// <summary>Binds a field or transformer of an output; null if there is an error, which is reported.</summary>
    public TypedSource? Bind(Operand operand)
    {
        if (_operandBinder.Bind(operand) is not { } bound)
        {
            return null;
        }

        AddFields(operand);
        return bound;
    }

    /// <summary>The lengths of the prefixes that are names of fields, the longest first: text may follow a field without a space.</summary>
    public IEnumerable<int> KnownLengths(string name)
    {
        for (var length = Math.Min(name.Length, _longestName); length > 0; length--)
        {
            if (_source.Find(name[..length]) is not null)
            {
                yield return length;
            }
        }
    }

    /// <summary>Whether the field accepts the argument, or its absence.</summary>
    public bool Accepts(FieldOperand operand) => _source.Find(operand.Name) is { } field && FieldBinder.ArgumentError(field, operand.Argument) is null;

    private void AddFields(Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field: AddField(field); break;
            // As in Falco, a transformer has no entry of its own; the fields in its arguments have.
            case TransformOperand transform: Array.ForEach([.. transform.Arguments], AddFields); break;
            case ListOperand list: Array.ForEach([.. list.Items], AddFields); break;
            default: break;
        }
    }

    private void AddField(FieldOperand operand)
    {
        var field = _source.Find(operand.Name)!;
        var shown = field.JsonField is null ? null : _source.Find(field.JsonField);
        var reference = shown is null ? new FieldReference(field, operand.Argument) : new FieldReference(shown, null);
        Add(new OutputField(ExpressionPrinter.Print(operand), _fieldBinder.Bind(reference)));
    }
}
