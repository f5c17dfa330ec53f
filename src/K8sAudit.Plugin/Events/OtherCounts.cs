namespace K8sAudit.Plugin.Events;

/// <summary>How much of a text does not claim to be an audit event, by kind.</summary>
internal struct OtherCounts
{
    public int Texts;
    public int Values;

    // One more than the offset of the first of them; 0 if there is none.
    private int _firstPlusOne;
    private OtherContent _firstKind;

    public readonly int Total => Texts + Values;

    /// <summary>The first of them; null if there is none.</summary>
    public readonly (OtherContent Kind, int Offset)? First => _firstPlusOne == 0 ? null : (_firstKind, _firstPlusOne - 1);

    /// <summary>What was added since an earlier state.</summary>
    public readonly OtherCounts Since(in OtherCounts earlier)
    {
        var since = this;
        since.Texts -= earlier.Texts;
        since.Values -= earlier.Values;
        return since;
    }

    /// <summary>Adds all that was counted elsewhere.</summary>
    public void Add(in OtherCounts others)
    {
        Texts += others.Texts;
        Values += others.Values;
        if (_firstPlusOne == 0)
        {
            (_firstPlusOne, _firstKind) = (others._firstPlusOne, others._firstKind);
        }
    }

    /// <summary>Takes back the last text that was added.</summary>
    public void RemoveText()
    {
        Texts--;
        _firstPlusOne = Total == 0 ? 0 : _firstPlusOne;
    }

    public void Add(OtherContent kind, int offset)
    {
        if (_firstPlusOne == 0)
        {
            (_firstKind, _firstPlusOne) = (kind, offset + 1);
        }

        if (kind == OtherContent.Text)
        {
            Texts++;
        }
        else
        {
            Values++;
        }
    }
}
