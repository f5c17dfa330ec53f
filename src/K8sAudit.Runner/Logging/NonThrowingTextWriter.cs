using System.Text;

namespace K8sAudit.Runner.Logging;

/// <summary>
/// A writer that drops what the inner writer fails to write: a full disk, a closed terminal. Messages go through it, from every
/// thread, and none of them may end what it tells of; Falco does not look at such errors either.
/// </summary>
internal sealed class NonThrowingTextWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // There is no other place to tell it.
        }
    }
}
