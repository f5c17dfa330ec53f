using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Arrays and the items of lists.</summary>
internal readonly ref partial struct DocumentReader
{
    private static readonly byte[] _string = "string"u8.ToArray();

    // Reads the elements of an array, from behind its opening bracket.
    private int ReadElements(int position, ElementContext context, int depth)
    {
        position = SkipWhiteSpace(position);
        if (At(position) == ']')
        {
            return position + 1;
        }

        while (position < _text.Length)
        {
            var end = _text[position] is (byte)',' or (byte)']' ? RejectMissing(position, context) : ReadElement(position, context, depth);
            if (end < 0)
            {
                return end;
            }

            position = SkipWhiteSpace(end);
            switch (At(position))
            {
                case (byte)']':
                    return position + 1;
                case (byte)',':
                    position = SkipWhiteSpace(position + 1);
                    break;
                case (byte)'{':
                    RejectMissing(position, context);
                    break;
                default:
                    if (position < _text.Length)
                    {
                        return ~position;
                    }

                    break;
            }
        }

        RejectIncomplete(_text.Length, context, depth);
        return _text.Length;
    }

    private int ReadElement(int start, ElementContext context, int depth)
    {
        if (context is ElementContext.Items or ElementContext.AuditItems)
        {
            return ReadValue(start, context, depth);
        }

        var before = _result.Mark();
        var end = ReadValue(start, context, depth);
        if (_result.IsIncomplete && depth <= 1)
        {
            ContinueAtElement(start, context, depth, in before);
        }

        return end;
    }

    private int ReadValue(int start, ElementContext context, int depth)
    {
        var end = At(start) switch
        {
            (byte)'{' => ReadObject(start, context, depth),
            (byte)'[' when context == ElementContext.Array && depth < MaxArrayDepth => ReadElements(start + 1, ElementContext.Array, depth + 1),
            _ => RejectValue(start, context),
        };
        return end >= 0 ? end : Recover(start, ~end, context, depth);
    }

    // A value that cannot be an event.
    private int RejectValue(int start, ElementContext context)
    {
        var end = JsonScanner.SkipValue(_text, start);
        if (end >= 0 && !(context == ElementContext.Array && TryReadStringElement(start, end)))
        {
            RejectOrIgnore(start, context == ElementContext.AuditItems);
        }

        return end;
    }

    // Tools that take the text out of wrappers leave an array of strings.
    private bool TryReadStringElement(int start, int end)
    {
        if (_text[start] != '"' || Facts.Depth == WrapperFacts.MaxDepth || !_owner.Wrappers.TrySpend(end - start))
        {
            return false;
        }

        var before = _result.Mark();
        Facts.Enter(_string, default);
        ReadString(new JsonRange(start, end - start, -1));
        Facts.Leave();
        if (_result.HasMoreThan(in before))
        {
            return true;
        }

        _result.RollBack(in before);
        return false;
    }

    // An element or a comma is missing.
    private int RejectMissing(int position, ElementContext context)
    {
        if (IsAmongEvents(context))
        {
            Reject(RejectionReason.InvalidJson, position);
        }

        return position;
    }

    // Whether the list is one of audit events, so that an element of it that cannot be read may have been one, whatever is left of it.
    private bool IsAmongEvents(ElementContext context) =>
        context == ElementContext.AuditItems || (context != ElementContext.Document && _result.Events.Length > 0);

    // An invalid element does not affect the others if it is certain where it ends.
    private int Recover(int start, int error, ElementContext context, int depth)
    {
        if (IsCut(error))
        {
            RejectIncomplete(start, context, depth);
            return _text.Length;
        }

        if (!IsOpening(At(start)) || !MatchingBrackets.TryFindEnd(_text, start, out var end) || end <= error)
        {
            return ~error;
        }

        RejectOrIgnore(IsAmongEvents(context) || AuditMarks.OccurIn(_text[start..end]), RejectionReason.InvalidJson, error, start);
        return end;
    }

    // When the text continues, an element is read again from its start if it is damaged, or incomplete at a deeper level: its events must not count twice.
    private void ContinueAtElement(int start, ElementContext context, int depth, in ReadMark before)
    {
        var found = _result.Continuation;
        if (found.Offset == start || (found.Kind == ContinuationKind.Nested && depth == 1))
        {
            _result.ContinueAt(new Continuation(start, KindOf(context, depth)), in before);
        }
    }

    private void RejectIncomplete(int offset, ElementContext context, int depth)
    {
        if (!_result.IsIncomplete)
        {
            var claimsToBeAudit = IsAmongEvents(context) || AuditMarks.OccurIn(_text[offset..]);
            _result.RejectIncomplete(new Continuation(offset, KindOf(context, depth)), Locate(offset), claimsToBeAudit);
        }
    }

    private void RejectOrIgnore(int start, bool claimsToBeAudit)
    {
        if (claimsToBeAudit)
        {
            Reject(RejectionReason.NotAnEvent, start);
        }
        else
        {
            Ignore(OtherContent.Json, start);
        }
    }

    private static ContinuationKind KindOf(ElementContext context, int depth) => context switch
    {
        _ when depth > 1 => ContinuationKind.Nested,
        ElementContext.Items => ContinuationKind.Items,
        ElementContext.AuditItems => ContinuationKind.AuditItems,
        ElementContext.Array => ContinuationKind.Array,
        _ => ContinuationKind.Documents,
    };
}
