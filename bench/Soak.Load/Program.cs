// Posts audit events to a webhook at a rate and reports how they were acknowledged and, with --alerts, when their alerts came on standard input:
//
//   Soak.Load http://127.0.0.1:9765/k8s-audit --log samples/shop-cluster.jsonl --rate 12000 --seconds 60
//   k8saudit http://127.0.0.1:9765/k8s-audit -r rules.yaml | Soak.Load http://127.0.0.1:9765/k8s-audit --log samples/shop-cluster.jsonl --alerts
using System.CommandLine;
using System.Globalization;
using Soak.Load;

var url = new Argument<Uri>("url") { Description = "The webhook", CustomParser = result => new Uri(result.Tokens[0].Value) };
var log = new Option<FileInfo>("--log") { Description = "An audit log whose events of more than 1,000 bytes are posted", Required = true };
var rate = new Option<double>("--rate") { Description = "Events per second", DefaultValueFactory = _ => 12_000 };
var burst = new Option<double>("--burst") { Description = "The factor of the rate for two seconds in each minute", DefaultValueFactory = _ => 1 };
var seconds = new Option<double>("--seconds") { Description = "How long", DefaultValueFactory = _ => 60 };
var warmUp = new Option<double>("--warm-up") { Description = "Seconds before those, whose latencies do not count" };
var connections = new Option<int>("--connections") { Description = "How many at most", DefaultValueFactory = _ => 64 };
var batch = new Option<int>("--batch") { Description = "Events per request", DefaultValueFactory = _ => 400 };
var prefix = new Option<string>("--prefix") { Description = "What auditIDs begin with, before a number that counts up", DefaultValueFactory = _ => "main" };
var alerts = new Option<bool>("--alerts") { Description = "Wait for alerts on standard input, lines with the auditIDs" };

var command = new RootCommand("Posts audit events as API servers do.") { url, log, rate, burst, seconds, warmUp, connections, batch, prefix, alerts };
command.SetAction(RunAsync);
return await command.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
{
    var template = new EventTemplate(parsed.GetValue(log)!.FullName, parsed.GetValue(batch), parsed.GetValue(prefix)!);
    var pace = new Pace(parsed.GetValue(rate) / template.Events, parsed.GetValue(burst));
    var expected = parsed.GetValue(alerts) ? new Alerts(parsed.GetValue(prefix)!, template.Events) : null;
    var unmeasured = TimeSpan.FromSeconds(parsed.GetValue(warmUp));
    var load = new Load(parsed.GetValue(url)!, template, pace, unmeasured, unmeasured + TimeSpan.FromSeconds(parsed.GetValue(seconds)), expected);
    // The process that writes the alerts ends only after the load, so that no writer waits for the reader.
    var reader = new Thread(() => expected?.Read(Console.In)) { IsBackground = true };
    reader.Start();
    await load.RunAsync(parsed.GetValue(connections));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"acknowledged {load.Acknowledged} refused_requests {load.Refused} failed_requests {load.Failed} events_per_second {load.EventsPerSecond:0} {load.Latencies}"));
    if (expected is not null)
    {
        Console.WriteLine($"alerts {expected.Count} {expected.Latencies}");
    }

    return 0;
}
