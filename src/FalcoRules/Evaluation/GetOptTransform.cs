namespace FalcoRules.Evaluation;

/// <summary>
/// <c>getopt()</c>: reads a list of arguments as getopt(3) does, up to the first that is not an option. Returns each option and its value, or, with a
/// selector, only the value of the last occurrence of that option (the option itself if it takes no value). <c>--long</c> options are skipped.
/// </summary>
internal sealed class GetOptTransform(int slot, ValueSource arguments, ValueSource options, byte? selector) : Transform(slot)
{
    /// <inheritdoc/>
    public override bool ReadInputs(EventValues values) => options.Count(values) != EventValues.NoValue && arguments.Count(values) != EventValues.NoValue;

    /// <inheritdoc/>
    public override bool Compute(EventValues values)
    {
        var known = new KnownOptions(options.Bytes(values, 0), stackalloc byte[256]);
        var selected = default(Found);
        var count = arguments.Count(values);
        for (var i = 0; i < count; i++)
        {
            var argument = arguments.Bytes(values, i);
            if (argument.StartsWith("--"u8) && argument.Length > 2)
            {
                continue;
            }

            if (argument.Length < 2 || argument[0] != '-' || argument.SequenceEqual("--"u8))
            {
                break;
            }

            i = ReadCluster(values, known, i, count, ref selected);
        }

        if (selector is null)
        {
            return true;
        }

        AddSelected(values, selected);
        return selected.Kind != FoundKind.None;
    }

    /// <summary>Reads the options of one argument, <c>-nt</c>, and returns the last argument that it read.</summary>
    private int ReadCluster(EventValues values, KnownOptions known, int position, int count, ref Found selected)
    {
        var argument = arguments.Bytes(values, position);
        for (var i = 1; i < argument.Length; i++)
        {
            var option = argument[i];
            if (!known.Has(option))
            {
                Add(values, "?"u8);
                continue;
            }

            if (!known.TakesValue(option))
            {
                Note(values, option, new Found(FoundKind.Option, position, i), ref selected);
                continue;
            }

            var attached = i + 1 < argument.Length;
            if (!attached && position + 1 >= count)
            {
                Note(values, option, new Found(FoundKind.Missing, position, i), ref selected);
                return position;
            }

            var found = attached ? new Found(FoundKind.Value, position, i + 1) : new Found(FoundKind.Value, position + 1, 0);
            Note(values, option, found, ref selected);
            return found.Argument;
        }

        return position;
    }

    private void Note(EventValues values, byte option, Found found, ref Found selected)
    {
        if (selector is not null)
        {
            selected = option == selector ? found : selected;
            return;
        }

        if (found.Kind == FoundKind.Missing)
        {
            Add(values, []);
            return;
        }

        Add(values, [option]);
        if (found.Kind == FoundKind.Value)
        {
            Add(values, arguments.Bytes(values, found.Argument)[found.Start..]);
        }
    }

    private void Add(EventValues values, ReadOnlySpan<byte> text)
    {
        if (selector is null)
        {
            AddText(values, text);
        }
    }

    private void AddSelected(EventValues values, Found selected)
    {
        var argument = selected.Kind is FoundKind.Option or FoundKind.Value ? arguments.Bytes(values, selected.Argument)[selected.Start..] : [];
        AddText(values, selected.Kind == FoundKind.Option ? argument[..1] : argument);
    }

    private static void AddText(EventValues values, ReadOnlySpan<byte> text)
    {
        text.CopyTo(values.Reserve(text.Length));
        values.AddReserved(text.Length);
    }

    private enum FoundKind
    {
        None,
        Option,
        Value,
        Missing,
    }

    private readonly record struct Found(FoundKind Kind, int Argument, int Start);

    /// <summary>The option letters, each looked up in one step; a colon after a letter means that the option takes a value.</summary>
    private readonly ref struct KnownOptions
    {
        private const byte IsOption = 1, HasValue = 2;
        private readonly Span<byte> _letters;

        /// <param name="text">The option letters as written.</param>
        /// <param name="letters">A buffer with a place for each byte.</param>
        public KnownOptions(ReadOnlySpan<byte> text, Span<byte> letters)
        {
            _letters = letters;
            letters.Clear();
            text = text.StartsWith(":"u8) ? text[1..] : text;
            for (var i = 0; i < text.Length; i++)
            {
                letters[text[i]] |= i + 1 < text.Length && text[i + 1] == ':' ? (byte)(IsOption | HasValue) : IsOption;
            }
        }

        public bool Has(byte option) => option != ':' && _letters[option] != 0;

        public bool TakesValue(byte option) => (_letters[option] & HasValue) != 0;
    }
}
