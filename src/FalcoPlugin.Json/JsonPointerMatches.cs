using FalcoPlugin.Sdk;

namespace FalcoPlugin.Json;

/// <summary>
/// Finds all values that a JSON pointer with wildcards selects: a token <c>*</c> selects all elements of an array or all members of an object, every other
/// token selects as <see cref="JsonPointer"/> does. One instance serves one document after the other and allocates only while its buffers grow.
/// </summary>
public sealed class JsonPointerMatches
{
    private readonly List<JsonMembers> _members = [];
    private byte[] _scratch = new byte[256];

    /// <summary>Adds the selected values in the order of the document; <c>null</c> adds no value.</summary>
    /// <param name="json">A document that <see cref="JsonScanner"/> accepted.</param>
    /// <param name="source">The range of the value in which the pointer begins.</param>
    /// <param name="pointer">The pointer, in UTF-8.</param>
    /// <param name="values">Receives the values.</param>
    public void AddTo(FieldValues values, ReadOnlySpan<byte> json, JsonRange source, ReadOnlySpan<byte> pointer)
    {
        if (pointer.IsEmpty)
        {
            values.AddJson(json, source);
            return;
        }

        Add(values, json, source.Start, pointer.StartsWith("/"u8) ? pointer[1..] : pointer, wildcards: 0);
    }

    private void Add(FieldValues values, ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> tokens, int wildcards)
    {
        var end = tokens.IndexOf((byte)'/');
        var token = end < 0 ? tokens : tokens[..end];
        if (!token.SequenceEqual("*"u8))
        {
            position = JsonPointer.Step(json, position, token, ref _scratch);
            AddBelow(values, json, position, tokens, end, wildcards);
        }
        else if (json[position] == '{')
        {
            AddMembers(values, json, position, tokens, end, wildcards);
        }
        else if (json[position] == '[')
        {
            AddElements(values, json, position, tokens, end, wildcards);
        }
    }

    private void AddBelow(FieldValues values, ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> tokens, int tokenEnd, int wildcards)
    {
        if (position >= 0 && tokenEnd < 0)
        {
            values.AddJson(json, new JsonRange(position, JsonScanner.SkipValue(json, position) - position, -1));
        }
        else if (position >= 0)
        {
            Add(values, json, position, tokens[(tokenEnd + 1)..], wildcards);
        }
    }

    private void AddMembers(FieldValues values, ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> tokens, int tokenEnd, int wildcards)
    {
        if (_members.Count == wildcards)
        {
            _members.Add(new JsonMembers());
        }

        var members = _members[wildcards];
        members.Read(json, new JsonRange(position, 0, -1));
        for (var i = 0; i < members.Count; i++)
        {
            AddBelow(values, json, members[i].Value.Start, tokens, tokenEnd, wildcards + 1);
        }
    }

    private void AddElements(FieldValues values, ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> tokens, int tokenEnd, int wildcards)
    {
        position = JsonScanner.SkipWhiteSpace(json, position + 1);
        while (json[position] != ']')
        {
            AddBelow(values, json, position, tokens, tokenEnd, wildcards + 1);
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipValue(json, position));
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }
    }
}
