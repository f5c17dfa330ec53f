using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Looks fields up and checks their arguments.</summary>
internal sealed class FieldBinder(EventSource source, SlotTable slots, DiagnosticReporter reporter)
{
    /// <summary>The event source whose fields are known.</summary>
    public EventSource Source => source;

    /// <summary>Gives the field a slot; null where there is an error, which was noted.</summary>
    public TypedSource? Bind(FieldOperand operand)
    {
        if (source.Find(operand.Name) is not { } field)
        {
            reporter.UnknownField(operand.Location, BindingMessages.UnknownField(operand.Name, source));
            return null;
        }

        if (ArgumentError(field, operand.Argument) is { } message)
        {
            reporter.Error(operand.Location, message);
            return null;
        }

        return Bind(new FieldReference(field, operand.Argument));
    }

    /// <summary>Gives a field that is known to be right a slot.</summary>
    public TypedSource Bind(FieldReference reference) =>
        new(new ValueSource(slots.Slot(reference)), reference.Field.Type, reference.Field.IsList) { MinimumDigits = reference.Field.MinimumDigits };

    /// <summary>What is wrong with a field's argument; null where nothing is.</summary>
    public static string? ArgumentError(FieldDefinition field, string? argument)
    {
        var takes = field.Argument & (FieldArgumentKind.Index | FieldArgumentKind.Key);
        if (argument is null)
        {
            return (field.Argument & FieldArgumentKind.Required) != 0 ? BindingMessages.ArgumentMissing(field) : null;
        }

        return takes switch
        {
            FieldArgumentKind.None => BindingMessages.ArgumentNotAllowed(field, argument),
            FieldArgumentKind.Index when !IsIndex(argument) => BindingMessages.ArgumentNotAnIndex(field, argument),
            _ => null,
        };
    }

    private static bool IsIndex(string argument) =>
        argument.Length > 0 && argument.All(char.IsAsciiDigit) && (argument.Length == 1 || argument[0] != '0') && ulong.TryParse(argument, out _);
}
