using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>A tree without macros and list names in, a predicate and findings out: fields are looked up, types checked, slots given out.</summary>
internal static class ConditionCompiler
{
    /// <summary>Compiles a condition in which every macro and list is already resolved.</summary>
    /// <returns>The predicate; null where there is an error, which is then in <paramref name="diagnostics"/>.</returns>
    public static Predicate? Compile(Expression condition, EventSource source, SlotTable slots, ICollection<Diagnostic> diagnostics) => throw new NotImplementedException();
}
