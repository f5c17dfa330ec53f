using FalcoRules.Evaluation;

namespace FalcoRules.Explanations;

/// <summary>An item of a list in a comparison that names the list.</summary>
/// <param name="List">The name of the list.</param>
/// <param name="Item">The item.</param>
/// <param name="Predicate">The comparison with this item alone.</param>
internal sealed record ListItemPart(string List, string Item, Predicate Predicate);
