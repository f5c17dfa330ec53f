namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Finds the part of a line that a program puts text in front of.</summary>
/// <param name="line">A line without its end.</param>
/// <param name="payload">The part; it extends to the end of the line or to what the program puts behind it.</param>
internal delegate bool LineMatch(ReadOnlySpan<byte> line, out Range payload);

/// <summary>A text that other programs put before audit events.</summary>
/// <param name="Name">Its name in <c>ka.source.wrapper</c>.</param>
/// <param name="Writer">What writes it, for the documentation.</param>
/// <param name="Example">An example, in which <c>{…}</c> is the event.</param>
/// <param name="TryMatch">Recognizes it.</param>
internal sealed record LinePrefix(string Name, string Writer, string Example, LineMatch TryMatch)
{
    /// <summary>The name in UTF-8.</summary>
    public byte[] NameBytes { get; } = System.Text.Encoding.UTF8.GetBytes(Name);
}
