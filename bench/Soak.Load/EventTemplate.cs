using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Soak.Load;

/// <summary>A batch of real events of an audit log, each with an auditID of its own: copied and numbered, so that making it costs next to nothing.</summary>
internal sealed partial class EventTemplate
{
    /// <summary>How long an event's number is, which follows the prefix in its auditID.</summary>
    public const int Digits = 12;

    private readonly byte[] _body;
    private readonly int[] _numbers;

    public EventTemplate(string file, int events, string prefix)
    {
        var lines = File.ReadLines(file).Where(line => line.Length > 1000).Take(events).ToArray();
        var texts = Enumerable.Range(0, events)
            .Select(i => AuditId().Replace(lines[i % lines.Length], $"\"auditID\":\"{prefix}-{new string('0', Digits)}\"", 1));
        _body = Encoding.UTF8.GetBytes($$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', texts)}}]}""");
        _numbers = [.. Find(Encoding.UTF8.GetBytes($"\"auditID\":\"{prefix}-"))];
        Events = events;
    }

    public int Events { get; }

    /// <summary>The batch with the numbers of its events.</summary>
    public byte[] Number(long batch)
    {
        var body = _body.AsSpan().ToArray();
        for (var i = 0; i < _numbers.Length; i++)
        {
            Utf8Formatter.TryFormat(batch * Events + i, body.AsSpan(_numbers[i], Digits), out _, new System.Buffers.StandardFormat('D', Digits));
        }

        return body;
    }

    [GeneratedRegex("\"auditID\":\"[^\"]*\"")]
    private static partial Regex AuditId();

    private IEnumerable<int> Find(byte[] text)
    {
        for (var at = _body.AsSpan().IndexOf(text); at >= 0;)
        {
            yield return at + text.Length;
            var next = _body.AsSpan(at + 1).IndexOf(text);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }
}
