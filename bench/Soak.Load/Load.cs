using System.Diagnostics;
using System.Net.Http.Headers;

namespace Soak.Load;

/// <summary>
/// Posts batches as they are due. As the API server does, one that is refused or gets no answer is sent again, the same bytes, until it is acknowledged.
/// </summary>
/// <param name="url">The webhook.</param>
/// <param name="template">What is posted.</param>
/// <param name="pace">When it is due.</param>
/// <param name="warmUp">The time at the beginning whose latencies do not count.</param>
/// <param name="length">The time after which nothing more is posted, warm-up included.</param>
/// <param name="alerts">Those that are waited for, if any.</param>
internal sealed class Load(Uri url, EventTemplate template, Pace pace, TimeSpan warmUp, TimeSpan length, Alerts? alerts)
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = new();
    private long _taken;
    private long _acknowledged;
    private long _refused;
    private long _failed;

    public Latencies Latencies { get; } = new();

    public long Acknowledged => _acknowledged * template.Events;

    public long Refused => _refused;

    public long Failed => _failed;

    public double EventsPerSecond => Acknowledged / _clock.Elapsed.TotalSeconds;

    public async Task RunAsync(int connections)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { Timeout = TimeSpan.FromSeconds(30) };
        _clock.Start();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => PostAllAsync(http))));
        _clock.Stop();
    }

    private async Task PostAllAsync(HttpClient http)
    {
        while (await NextAsync() is { } batch)
        {
            var body = template.Number(batch);
            while (!await TryPostAsync(http, batch, body))
            {
                await Task.Delay(_retryAfter);
            }
        }
    }

    // Null after the last one.
    private async Task<long?> NextAsync()
    {
        var batch = Interlocked.Increment(ref _taken) - 1;
        while (_clock.Elapsed < length && pace.WaitFor(batch, _clock.Elapsed.TotalSeconds) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait);
        }

        return _clock.Elapsed < length ? batch : null;
    }

    private async Task<bool> TryPostAsync(HttpClient http, long batch, byte[] body)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = _clock.Elapsed >= warmUp;
        if (counts)
        {
            alerts?.Expect(batch, start);
        }

        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await http.PostAsync(url, content);
            if (!response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _refused);
                return false;
            }

            Interlocked.Increment(ref _acknowledged);
            if (counts)
            {
                Latencies.AddSince(start);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Interlocked.Increment(ref _failed);
            return false;
        }
    }
}
