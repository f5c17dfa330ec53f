using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Formatting;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Gives the fields and transformers of an output slots, and collects the fields for <c>output_fields</c>.</summary>
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

    /// <summary>Adds an entry; the last one of a name counts.</summary>
    public void Add(OutputField field) => _fields[field.Name] = field;

    /// <summary>Binds what stands in an output; null where there is an error, which was noted.</summary>
    public TypedSource? Bind(Operand operand)
    {
        if (_operandBinder.Bind(operand) is not { } bound)
        {
            return null;
        }

        AddFields(operand);
        return bound;
    }

    /// <summary>How much of a name is a field's: text may follow a field without a blank. 0 where no part of it is.</summary>
    public int KnownLength(string name)
    {
        for (var length = Math.Min(name.Length, _longestName); length > 0; length--)
        {
            if (_source.Find(name[..length]) is not null)
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Whether what stands in brackets behind a field is text, because the field does not take it and can do without.</summary>
    public bool IsTextInBrackets(FieldOperand operand) =>
        _source.Find(operand.Name) is { } field
        && FieldBinder.ArgumentError(field, operand.Argument) is not null
        && !NeedsArgument(operand);

    /// <summary>Whether a field cannot do without an argument.</summary>
    public bool NeedsArgument(FieldOperand operand) =>
        _source.Find(operand.Name) is { } field && (field.Argument & FieldArgumentKind.Required) != 0;

    private void AddFields(Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field: AddField(field); break;
            // As in Falco, a transformer has no entry of its own; the fields that it is made of have.
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
