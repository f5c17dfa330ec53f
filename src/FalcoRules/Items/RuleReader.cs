using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>
/// Reads a <c>rule</c> item into the collection. It is one of four things: a change of keys that <c>override</c> names, an addition
/// (<c>append: true</c>), a switch (<c>enabled</c> alone), or a definition.
/// </summary>
internal sealed class RuleReader
{
    /// <summary>The source of rules without a source.</summary>
    private const string DefaultSource = "syscall";

    private static readonly ItemKey[] _definingKeys = [ItemKinds.Condition, ItemKinds.Output, ItemKinds.Description, ItemKinds.Priority];
    private static readonly ItemKey[] _appendKeys =
    [
        ItemKinds.Rule,
        ItemKinds.Source,
        ItemKinds.Append,
        ItemKinds.Override,
        ItemKinds.Condition,
        ItemKinds.Exceptions,
    ];
    private static readonly ItemKey[] _switchKeys = [ItemKinds.Rule, ItemKinds.Source, ItemKinds.Append, ItemKinds.Override, ItemKinds.Enabled];

    private readonly ItemFields _fields;
    private readonly RulesCollection _collection;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly string _name;

    private RuleReader(string name, ItemFields fields, RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        _name = name;
        _fields = fields;
        _collection = collection;
        _diagnostics = diagnostics;
    }

    private SourceSpan NameLocation => _fields.ValueLocation(ItemKinds.Rule);

    /// <summary>Reads one item; if it is invalid, its name is recorded as broken.</summary>
    public static void Read(YamlMapping item, RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, ItemKinds.RuleItem, diagnostics);
        if (!fields.TryGet(ItemKinds.Rule, out var name))
        {
            return;
        }

        new RuleReader(name.Text, fields, collection, diagnostics).Read();
        if (fields.HasErrors)
        {
            collection.Rules.MarkBroken(name.Text);
        }
    }

    private void Read()
    {
        var appends = AppendFlag.Read(_fields);
        var overrides = Overrides.Read(_fields);
        if (_fields.HasErrors)
        {
            return;
        }

        if (!overrides.IsEmpty)
        {
            Change(overrides.Append, overrides.Replace);
        }
        else if (appends)
        {
            WarnOfIgnoredKeys(_appendKeys, "append: true");
            Change([.. _appendKeys.Where(key => key.MayAppend && _fields.Has(key))], []);
        }
        else if (!_definingKeys.Any(_fields.Has))
        {
            Switch();
        }
        else
        {
            Define();
        }
    }

    private void Change(HashSet<ItemKey> appended, HashSet<ItemKey> replaced)
    {
        if (appended.Count + replaced.Count == 0)
        {
            _fields.Fail(DiagnosticCodes.Validate, NameLocation, ItemMessages.NothingAppended);
        }
        else if (Previous(SourceOfChange(appended, replaced)) is { } rule)
        {
            Append(rule, appended);
            Replace(rule, replaced);
            rule.LastChanged = _collection.Tick();
        }
        else if (!_fields.HasErrors)
        {
            FailUndefined();
        }
    }

    /// <summary>Falco checks the source of a change only if it changes the condition or has <c>append: true</c>.</summary>
    private string SourceOfChange(HashSet<ItemKey> appended, HashSet<ItemKey> replaced)
    {
        var matters = appended.Contains(ItemKinds.Condition) || replaced.Contains(ItemKinds.Condition) || !_fields.Has(ItemKinds.Override);
        return matters ? _fields.Get(ItemKinds.Source, "") : "";
    }

    private void Append(RuleDefinition rule, HashSet<ItemKey> keys)
    {
        if (keys.Contains(ItemKinds.Condition) && _fields.TryGet(ItemKinds.Condition, out var condition))
        {
            rule.Condition.Append(condition);
        }

        if (keys.Contains(ItemKinds.Output) && _fields.TryGet(ItemKinds.Output, out var output))
        {
            rule.Output.Append(output.Trim());
        }

        if (keys.Contains(ItemKinds.Description) && _fields.TryGet(ItemKinds.Description, out var description))
        {
            rule.Description.Append(description);
        }

        if (keys.Contains(ItemKinds.Tags) && _fields.TryGet(ItemKinds.Tags, out var tags))
        {
            rule.Tags.UnionWith(tags.Select(tag => tag.Value));
        }

        if (keys.Contains(ItemKinds.Exceptions))
        {
            ExceptionMerger.Append(rule.Exceptions, ExceptionReader.Read(_fields, true, _diagnostics), _fields);
        }
    }

    private void Replace(RuleDefinition rule, HashSet<ItemKey> keys)
    {
        T Value<T>(ItemKey<T> key, T old) => keys.Contains(key) ? _fields.Get(key, old) : old;

        AppendedText Text(ItemKey<MappedText> key, AppendedText old) => keys.Contains(key) && _fields.TryGet(key, out var text) ? new AppendedText(text) : old;
        rule.Condition = Text(ItemKinds.Condition, rule.Condition);
        rule.Description = Text(ItemKinds.Description, rule.Description);
        rule.Output = keys.Contains(ItemKinds.Output) ? new AppendedText(Text(ItemKinds.Output, rule.Output).Whole.Trim()) : rule.Output;
        rule.Priority = Value(ItemKinds.Priority, rule.Priority);
        rule.Enabled = Value(ItemKinds.Enabled, rule.Enabled);
        rule.SkipIfUnknownFilter = Value(ItemKinds.SkipIfUnknownFilter, rule.SkipIfUnknownFilter);
        rule.Capture = Value(ItemKinds.Capture, rule.Capture);
        rule.CaptureDuration = Value(ItemKinds.CaptureDuration, rule.CaptureDuration);
        rule.Tags = keys.Contains(ItemKinds.Tags) ? ReadTags() : rule.Tags;
        rule.Exceptions = keys.Contains(ItemKinds.Exceptions) ? ReadExceptions() : rule.Exceptions;
        CheckUnusedValue();
    }

    private void Switch()
    {
        if (!_fields.TryGet(ItemKinds.Enabled, out var enabled))
        {
            if (!_fields.HasErrors)
            {
                _fields.Fail(DiagnosticCodes.YamlValidate, NameLocation, ItemMessages.IncompleteRule);
            }

            return;
        }

        _fields.Warn(DiagnosticCodes.DeprecatedItem, _fields.KeyLocation(ItemKinds.Enabled), ItemMessages.EnabledIsDeprecated);
        WarnOfIgnoredKeys(_switchKeys, "'enabled' alone");
        if (_collection.Rules.Find(_name) is { } rule)
        {
            rule.Enabled = enabled;
        }
        else
        {
            FailUndefined();
        }
    }

    private void Define()
    {
        _fields.Require();
        var source = _fields.Get(ItemKinds.Source, "") is { Length: > 0 } named ? named : DefaultSource;
        Previous(source);
        var isWhole = _fields.TryGet(ItemKinds.Condition, out var condition)
            & _fields.TryGet(ItemKinds.Output, out var output)
            & _fields.TryGet(ItemKinds.Description, out var description)
            & _fields.TryGet(ItemKinds.Priority, out var priority);
        var rule = !isWhole ? null : new RuleDefinition(_name, NameLocation)
        {
            Source = source,
            SourcePlace = _fields.Has(ItemKinds.Source) ? _fields.ValueLocation(ItemKinds.Source) : NameLocation,
            Condition = new AppendedText(condition!),
            Output = new AppendedText(output!.Trim()),
            Description = new AppendedText(description!),
            Priority = priority,
        };
        var tags = ReadTags();
        var exceptions = ReadExceptions();
        var enabled = _fields.Get(ItemKinds.Enabled, true);
        var skips = _fields.Get(ItemKinds.SkipIfUnknownFilter, false);
        var capture = _fields.Get(ItemKinds.Capture, false);
        var duration = _fields.Get(ItemKinds.CaptureDuration, 0u);
        CheckUnusedValue();
        if (rule is null || _fields.HasErrors)
        {
            return;
        }

        rule.Tags = tags;
        rule.Exceptions = exceptions;
        rule.Enabled = enabled;
        rule.SkipIfUnknownFilter = skips;
        rule.Capture = capture;
        rule.CaptureDuration = duration;
        _collection.Rules.Define(rule, _collection.Tick());
    }

    private SortedSet<string> ReadTags() => new(_fields.Get(ItemKinds.Tags, []).Select(tag => tag.Value), StringComparer.Ordinal);

    private List<ExceptionDefinition> ReadExceptions() => ExceptionMerger.Define(ExceptionReader.Read(_fields, false, _diagnostics), _fields);

    /// <summary>The key concerns system calls only and is not used here, but an invalid value is reported.</summary>
    private void CheckUnusedValue() => _fields.TryGet(ItemKinds.WarnEventTypes, out _);

    /// <summary>The rule of that name so far; a different source is an error.</summary>
    private RuleDefinition? Previous(string source)
    {
        var rule = _collection.Rules.Find(_name);
        if (rule is not null && source.Length > 0 && rule.Source != source)
        {
            var location = _fields.Has(ItemKinds.Source) ? _fields.ValueLocation(ItemKinds.Source) : NameLocation;
            _fields.Fail(DiagnosticCodes.Validate, location, ItemMessages.OtherSource(rule, source));
            return null;
        }

        return rule;
    }

    private void FailUndefined()
    {
        if (!_collection.Rules.IsBroken(_name) && _collection.IsComplete)
        {
            _fields.Fail(DiagnosticCodes.Validate, NameLocation, ItemMessages.NothingToAppendTo("rule", _name, _collection.Rules.Suggestions));
        }
    }

    private void WarnOfIgnoredKeys(ItemKey[] meant, string because)
    {
        foreach (var key in _fields.Present().Except(meant))
        {
            _fields.Warn(DiagnosticCodes.UnknownKey, _fields.KeyLocation(key), ItemMessages.IgnoredKey(key.Name, because));
        }
    }
}
