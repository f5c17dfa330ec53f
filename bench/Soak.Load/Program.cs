// Posts audit events to a webhook at a rate and reports how they were acknowledged.
//
//   Soak.Load URL EVENTS_PER_SECOND SECONDS CONNECTIONS AUDIT_LOG PREFIX
//
// As the API server does, a batch that is refused or gets no answer is sent again, the same bytes, until it is acknowledged.
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Soak.Load;

const int EventsPerBatch = 400;

if (args.Length != 6)
{
    Console.Error.WriteLine("usage: Soak.Load URL EVENTS_PER_SECOND SECONDS CONNECTIONS AUDIT_LOG PREFIX");
    return 2;
}

var (url, rate, seconds, connections) = (new Uri(args[0]), double.Parse(args[1], CultureInfo.InvariantCulture), double.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
var template = new EventTemplate(args[4], EventsPerBatch, args[5]);
var pace = new Pace(rate / EventsPerBatch);
using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { Timeout = TimeSpan.FromSeconds(30) };
var (taken, acknowledged, refused, failed) = (0L, 0L, 0L, 0L);
var latencies = new List<double>();
var clock = Stopwatch.StartNew();
await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(PostAsync)));
latencies.Sort();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"acknowledged {acknowledged * EventsPerBatch} refused_requests {refused} failed_requests {failed} events_per_second {acknowledged * EventsPerBatch / clock.Elapsed.TotalSeconds:0} p50_ms {At(0.5):0.0} p99_ms {At(0.99):0.0} max_ms {At(1):0.0}"));
return 0;

double At(double part) => latencies.Count == 0 ? 0 : latencies[(int)Math.Min(latencies.Count - 1, part * latencies.Count)];

async Task PostAsync()
{
    while (clock.Elapsed.TotalSeconds < seconds)
    {
        var batch = Interlocked.Increment(ref taken) - 1;
        while (pace.DueAt(clock.Elapsed.TotalSeconds) < batch)
        {
            if (clock.Elapsed.TotalSeconds >= seconds)
            {
                return;
            }

            await Task.Delay(5);
        }

        var body = template.Number(batch);
        while (!await TryPostAsync(body))
        {
            await Task.Delay(1000);
        }
    }
}

async Task<bool> TryPostAsync(byte[] body)
{
    var start = clock.Elapsed;
    try
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await http.PostAsync(url, content);
        if (!response.IsSuccessStatusCode)
        {
            Interlocked.Increment(ref refused);
            return false;
        }

        Interlocked.Increment(ref acknowledged);
        lock (latencies)
        {
            latencies.Add((clock.Elapsed - start).TotalMilliseconds);
        }

        return true;
    }
    catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
    {
        Interlocked.Increment(ref failed);
        return false;
    }
}
