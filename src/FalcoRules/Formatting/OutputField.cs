using System.Text.Json;
using FalcoRules.Evaluation;

namespace FalcoRules.Formatting;

/// <summary>One entry of <c>output_fields</c>.</summary>
public sealed class OutputField
{
    /// <summary>The key.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>Writes the value as JSON in the form that Falco gives it: a string, a number, a truth value, null for no value, an array for a list.</summary>
    public void WriteValue(EventValues values, Utf8JsonWriter output) => throw new NotImplementedException();
}
