namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The values that were extracted for a field with or without an argument.</summary>
internal unsafe struct ExtractedField
{
    /// <summary>The number of the event that they were extracted from. They are invalid for any other event.</summary>
    public long Event;

    /// <summary>An array of the C form of the field's type.</summary>
    public void* Result;

    /// <summary>The number of values.</summary>
    public ulong Count;

    /// <summary>Where each value is in the event, in bytes from the start of its header; 0 if it is computed. Null for hosts that do not ask for it.</summary>
    public uint* Offsets;

    /// <summary>The length of each value in the event, in bytes; 0 if it is computed. Null for hosts that do not ask for it.</summary>
    public uint* Lengths;
}
