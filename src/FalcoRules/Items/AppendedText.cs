using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>A text to which later items append. It is put together only when it is read, so that thousands of additions cost no more than their length.</summary>
internal sealed class AppendedText(MappedText first)
{
    private readonly List<MappedText> _parts = [first];

    /// <summary>All of it.</summary>
    public MappedText Whole
    {
        get
        {
            if (_parts.Count > 1)
            {
                var whole = MappedText.Join(_parts);
                _parts.Clear();
                _parts.Add(whole);
            }

            return _parts[0];
        }
    }

    /// <summary>Puts a text behind it with a space between, as <c>append</c> does it.</summary>
    public void Append(MappedText text)
    {
        _parts.Add(MappedText.At(" ", text.Origin(new TextSpan(0, 0))));
        _parts.Add(text);
    }
}
