using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>
/// A text to which later items append. It is joined only when it is read, so that the cost of thousands of additions is linear in their length.
/// </summary>
internal sealed class AppendedText(MappedText first)
{
    private readonly List<MappedText> _parts = [first];

    /// <summary>The whole text.</summary>
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

    /// <summary>Appends a text after a space, as <c>append</c> does.</summary>
    public void Append(MappedText text)
    {
        _parts.Add(MappedText.At(" ", text.Origin(new TextSpan(0, 0))));
        _parts.Add(text);
    }
}
