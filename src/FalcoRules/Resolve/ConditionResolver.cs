using System.Collections.Immutable;
using FalcoRules.Items;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Resolve;

/// <summary>
/// Replaces the names of macros and lists by their trees and items. A macro can use only what was defined before it, a rule can use everything.
/// An error in a macro is reported once, at its location, and not again for each use.
/// </summary>
internal sealed class ConditionResolver(
    RulesCollection collection, ListResolver lists, IReadOnlyCollection<string> sources, ICollection<Diagnostic> diagnostics)
{
    /// <summary>Maximum nesting depth of a condition with its macros expanded; Falco's limit for one condition.</summary>
    public const int MaxDepth = 1000;

    /// <summary>Maximum number of comparisons and operators of a condition with its macros expanded.</summary>
    public const int MaxNodes = 1_000_000;

    /// <summary>Maximum number of those, and of list items, in all conditions together.</summary>
    public const int MaxNodesOfAll = 5_000_000;

    private readonly Dictionary<string, Resolved?> _macros = [];
    private readonly List<string> _path = [];
    private readonly HashSet<string> _used = [];
    private int _nesting;
    private long _nodesOfRules;
    private long _itemsPut;

    /// <summary>Whether a rule or a macro uses the macro.</summary>
    public bool IsUsed(string macro) => _used.Contains(macro);

    /// <summary>Resolves a rule's condition.</summary>
    /// <returns>The tree without macros and list names; null if it has an error, which was reported.</returns>
    public Expression? ResolveRule(Expression condition, SourceSpan location)
    {
        if (Resolve(condition, int.MaxValue, location) is not { } resolved)
        {
            return null;
        }

        _nodesOfRules += resolved.Nodes;
        if (_nodesOfRules + _itemsPut <= MaxNodesOfAll)
        {
            return resolved.Tree;
        }

        diagnostics.AddError(DiagnosticCodes.Validate, location, ResolveMessages.ConditionsTooLarge(MaxNodesOfAll));
        return null;
    }

    /// <summary>Resolves every macro, so that errors in unused ones are found too. Does not count as a use.</summary>
    public void ResolveMacros()
    {
        foreach (var macro in collection.Macros.InOrder)
        {
            ResolveMacro(macro);
        }
    }

    /// <summary>Replaces the names of lists in a comparison that was resolved before without an error.</summary>
    public Expression ResolveComparison(Expression comparison) =>
        PutOne(comparison, new Scope(int.MaxValue), 1) ?? throw new ArgumentException($"{comparison} has an error", nameof(comparison));

    /// <summary>Marks the names in a condition as used although it is not compiled: a rule of a source that is not loaded.</summary>
    public void MarkUsed(Expression condition)
    {
        var names = ConditionNames.Of(condition);
        _used.UnionWith(names.Macros);
        foreach (var word in names.Words)
        {
            lists.Find(word);
        }
    }

    /// <summary>A macro's condition without macros and list names; null if something in it is wrong.</summary>
    public Expression? Macro(string name) => _macros.GetValueOrDefault(name)?.Tree;

    private Resolved? Resolve(Expression condition, int visibleBefore, SourceSpan location)
    {
        var scope = new Scope(visibleBefore);
        var tree = Put(condition, scope, 1);
        if (tree is not null && (scope.Depth > MaxDepth || scope.Nodes > MaxNodes))
        {
            diagnostics.AddError(DiagnosticCodes.Validate, location, ResolveMessages.ConditionTooLarge(MaxDepth, MaxNodes));
            return null;
        }

        return tree is null ? null : new Resolved(tree, scope.Nodes, scope.Depth);
    }

    /// <summary>
    /// Macros are resolved from inside the conditions that use them, so the limit applies to all of them together; otherwise the stack could overflow.
    /// </summary>
    private Expression? Put(Expression expression, Scope scope, int depth)
    {
        if (_nesting == MaxDepth)
        {
            diagnostics.AddError(DiagnosticCodes.Validate, expression.Location, ResolveMessages.ConditionTooLarge(MaxDepth, MaxNodes));
            return null;
        }

        _nesting++;
        scope.Count(1, depth);
        var tree = PutOne(expression, scope, depth);
        _nesting--;
        return tree;
    }

    private Expression? PutOne(Expression expression, Scope scope, int depth) => expression switch
    {
        AndExpression and => PutAll(and.Operands, scope, depth) is { } operands ? and with { Operands = operands } : null,
        OrExpression or => PutAll(or.Operands, scope, depth) is { } operands ? or with { Operands = operands } : null,
        NotExpression not => Put(not.Operand, scope, depth + 1) is { } operand ? not with { Operand = operand } : null,
        MacroExpression macro => PutMacro(macro, scope, depth),
        ExistsExpression exists => exists with { Left = Put(exists.Left) },
        ComparisonExpression comparison => PutLists(comparison),
        _ => expression,
    };

    /// <summary>All operands are resolved, so that all errors are found.</summary>
    private ImmutableArray<Expression>? PutAll(ImmutableArray<Expression> operands, Scope scope, int depth)
    {
        var results = operands.Select(operand => Put(operand, scope, depth + 1)).ToList();
        return results.Contains(null) ? null : [.. results.OfType<Expression>()];
    }

    private Expression? PutMacro(MacroExpression use, Scope scope, int depth)
    {
        if (_path.Contains(use.Name))
        {
            var cycle = _path.SkipWhile(name => name != use.Name).Append(use.Name);
            diagnostics.AddError(DiagnosticCodes.Validate, use.Location, ResolveMessages.MacroCycle(use.Name, cycle));
            return null;
        }

        if (collection.Macros.Find(use.Name) is not { } macro || macro.FirstDefined >= scope.VisibleBefore)
        {
            ReportUndefined(use);
            return null;
        }

        _used.Add(use.Name);
        if (ResolveMacro(macro) is not { } resolved)
        {
            return null;
        }

        scope.Count(resolved.Nodes, depth + resolved.Depth);
        return resolved.Tree;
    }

    private Resolved? ResolveMacro(MacroDefinition macro)
    {
        if (_macros.TryGetValue(macro.Name, out var known))
        {
            return known;
        }

        _path.Add(macro.Name);
        var resolved = ConditionParser.Parse(macro.Condition.Whole, diagnostics, lists.IsList) is { } condition
            ? Resolve(condition, macro.LastChanged, macro.Location)
            : null;
        _path.RemoveAt(_path.Count - 1);
        _macros[macro.Name] = resolved;
        return resolved;
    }

    private void ReportUndefined(MacroExpression use)
    {
        if (collection.Macros.Find(use.Name) is { } later)
        {
            var position = later.Location.Source.Position(later.Location.Span.Start);
            diagnostics.AddError(
                DiagnosticCodes.Validate,
                use.Location,
                ResolveMessages.MacroDefinedLater(use.Name, later.Location.Source.Name, position.Line));
        }
        else if (!collection.Macros.IsBroken(use.Name) && collection.IsComplete)
        {
            var message = sources.Contains(use.Name) ? ResolveMessages.SourceAsMacro(use.Name)
                : DefaultMacros.Names.Contains(use.Name) ? ResolveMessages.MacroOfDefaultRules(use.Name)
                : ResolveMessages.UndefinedMacro(
                    use.Name, collection.Lists.Find(use.Name) is not null, collection.Macros.Suggestions.Concat(DefaultMacros.Names));
            diagnostics.AddError(DiagnosticCodes.Validate, use.Location, message);
        }
    }

    private Expression? PutLists(ComparisonExpression comparison)
    {
        var right = comparison.Right switch
        {
            ListRight list => list with { Items = PutItems(list.Items) },
            ValueRight { Quoted: false } value when lists.Find(value.Text) is { } items => PutList(value, items, comparison),
            OperandRight operand => operand with { Operand = Put(operand.Operand) },
            _ => comparison.Right,
        };
        return right is null ? null : comparison with { Left = Put(comparison.Left), Right = right };
    }

    /// <summary>Falco inserts the items as text: several where a list is accepted; a list of one item is equal to a value.</summary>
    private RightSide? PutList(ValueRight value, ImmutableArray<ListItem> items, ComparisonExpression comparison)
    {
        if (comparison.TakesList)
        {
            return new ListRight(value.Location, items);
        }

        if (items.Length == 1 && OperatorTable.Get(comparison.Operator).Right == RightSideKind.Number && (items[0].Quoted || !Scanner.IsNumber(items[0].Text)))
        {
            diagnostics.AddError(DiagnosticCodes.CompileCondition, value.Location, SyntaxMessages.Expected(SyntaxMessages.Number, items[0].Text));
            return null;
        }

        if (items.Length == 1)
        {
            return new ValueRight(items[0].Location, items[0].Text, items[0].Quoted);
        }

        diagnostics.AddError(DiagnosticCodes.CompileCondition, value.Location, ResolveMessages.ListInPlaceOfValue(value.Text, items.Length));
        return null;
    }

    private ImmutableArray<ListItem> PutItems(ImmutableArray<ListItem> items)
    {
        var put = ImmutableArray.CreateBuilder<ListItem>(items.Length);
        foreach (var item in items)
        {
            put.AddRange(item.Quoted ? [item] : FindToPut(item.Text) ?? [item]);
        }

        return put.ToImmutable();
    }

    private Operand Put(Operand operand) => operand switch
    {
        TransformOperand transform => transform with { Arguments = PutArguments(transform.Arguments) },
        ListOperand list => list with { Items = PutArguments(list.Items) },
        _ => operand,
    };

    private ImmutableArray<Operand> PutArguments(ImmutableArray<Operand> arguments)
    {
        var put = ImmutableArray.CreateBuilder<Operand>(arguments.Length);
        foreach (var argument in arguments)
        {
            put.AddRange(argument is NameOperand name && FindToPut(name.Name) is { } items ? items.Select(AsOperand) : [Put(argument)]);
        }

        return put.ToImmutable();
    }

    /// <summary>The items of a list that are about to be copied. Beyond the limit none are copied, and the rule is rejected.</summary>
    private ImmutableArray<ListItem>? FindToPut(string name)
    {
        var items = _itemsPut > MaxNodesOfAll ? null : lists.Find(name);
        _itemsPut += items?.Length ?? 0;
        return items;
    }

    /// <summary>In a transformer's arguments an item is parsed as if it were written there; an invalid one was reported.</summary>
    private Operand AsOperand(ListItem item) =>
        (item.Quoted ? null : ConditionParser.ParseOperand(MappedText.At(item.Text, item.Location), diagnostics))
            ?? new LiteralOperand(item.Location, item.Text);

    /// <summary>A resolved condition and its size.</summary>
    private sealed record Resolved(Expression Tree, long Nodes, int Depth);

    /// <summary>One condition while it is resolved.</summary>
    private sealed class Scope(int visibleBefore)
    {
        public int VisibleBefore { get; } = visibleBefore;

        public long Nodes { get; private set; }

        public int Depth { get; private set; }

        public void Count(long nodes, int depth)
        {
            Nodes = Math.Min(Nodes + nodes, int.MaxValue);
            Depth = Math.Max(Depth, depth);
        }
    }
}
