using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FalcoRules.Formatting;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>
/// Parses an output (libsinsp, eventformatter.cpp): <c>%field</c>, <c>%field[argument]</c>, <c>%transformer(field)</c>, each with a width
/// before it if need be, and besides <c>%(transformer(field))</c> and <c>%%</c>. A <c>*</c> at the start means nothing: every output is
/// written even where fields have no value.
/// </summary>
internal sealed class OutputReader
{
    private const int MaxWidth = 4096;

    private readonly MappedText _source;
    private readonly string _text;
    private readonly Scanner _scanner;
    private readonly OperandParser _operands;
    private readonly OutputFieldBinder _binder;
    private readonly ImmutableArray<OutputPiece>.Builder _pieces = ImmutableArray.CreateBuilder<OutputPiece>();
    private readonly StringBuilder _pending = new();

    public OutputReader(MappedText source, OutputFieldBinder binder)
    {
        _source = source;
        _text = source.Text;
        _scanner = new Scanner(source);
        _operands = new OperandParser(_scanner);
        _binder = binder;
    }

    /// <summary>Returns the pieces of the output.</summary>
    /// <exception cref="SyntaxException">A percent sign is not followed by a field, a transformer or a percent sign.</exception>
    public ImmutableArray<OutputPiece> Read()
    {
        _scanner.Take("*");
        while (!_scanner.AtEnd)
        {
            ReadText();
            if (!_scanner.AtEnd)
            {
                ReadPercent();
            }
        }

        EndText();
        return _pieces.ToImmutable();
    }

    private void ReadText()
    {
        var end = _text.IndexOf('%', _scanner.Position);
        end = end < 0 ? _text.Length : end;
        _pending.Append(_text, _scanner.Position, end - _scanner.Position);
        _scanner.Position = end;
    }

    private void ReadPercent()
    {
        var start = _scanner.Position++;
        if (_scanner.Take("%"))
        {
            _pending.Append('%');
            return;
        }

        var width = ReadWidth(start);
        if (_binder.Bind(ReadOperand()) is { } field)
        {
            EndText();
            OutputPiece piece = new FieldPiece(field);
            _pieces.Add(width is null ? piece : new PaddedPiece(piece, width.Value));
        }
    }

    private int? ReadWidth(int start)
    {
        var digits = _scanner.Position;
        while (char.IsAsciiDigit(_scanner.Current))
        {
            _scanner.Position++;
        }

        if (_scanner.Position == digits)
        {
            return null;
        }

        var isWidth = int.TryParse(_text.AsSpan(digits, _scanner.Position - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var width);
        return isWidth && width <= MaxWidth
            ? (width == 0 ? null : width)
            : throw _scanner.Error(start, SyntaxMessages.WidthTooLarge(MaxWidth));
    }

    private Operand ReadOperand()
    {
        if (_scanner.Take("("))
        {
            _scanner.TakeBlanks();
            var inner = _operands.TryParse() ?? throw _scanner.Expected(SyntaxMessages.FieldAfterPercent);
            _scanner.TakeBlanks();
            return _scanner.Take(")") ? inner : throw _scanner.Expected(SyntaxMessages.ClosePercent);
        }

        var start = _scanner.Position;
        return _scanner.TakeFieldName() is { } name
            ? ReadField(start, name)
            : _operands.TryParse() ?? throw NoField();
    }

    private SyntaxException NoField()
    {
        var start = _scanner.Position;
        return _scanner.TakeIdentifier() is { } name && _scanner.Current == '('
            ? _scanner.Error(start, SyntaxMessages.NotATransformer(name))
            : new SyntaxException(_source.Origin(new TextSpan(start - 1, 1)), SyntaxMessages.NoFieldAfterPercent);
    }

    // Whatever does not belong to a field is text, as in Falco: "%ka.uri.param" without a key is the field ka.uri and ".param". If there is no such field, the
    // error is about the longest name.
    private FieldOperand ReadField(int start, string name)
    {
        var lengths = _binder.KnownLengths(name).DefaultIfEmpty(name.Length).ToList();
        foreach (var length in lengths)
        {
            if (TryReadField(start, name[..length]) is { } operand)
            {
                return operand;
            }
        }

        _scanner.Position = start + lengths[0];
        return _binder.KnownLengths(name).Any()
            ? _operands.ParseField(start, name[..lengths[0]])
            : new FieldOperand(_scanner.From(start), name, Argument: null);
    }

    private FieldOperand? TryReadField(int start, string name)
    {
        var end = start + name.Length;
        _scanner.Position = end;
        try
        {
            var operand = _operands.ParseField(start, name);
            if (_binder.Accepts(operand))
            {
                return operand;
            }
        }
        catch (SyntaxException)
        {
            // "%user[unfinished" is a field and text.
        }

        _scanner.Position = end;
        var plain = new FieldOperand(_scanner.From(start), name, Argument: null);
        return _binder.Accepts(plain) ? plain : null;
    }

    private void EndText()
    {
        if (_pending.Length > 0)
        {
            _pieces.Add(new TextPiece(_pending.ToString()));
            _pending.Clear();
        }
    }
}
