using System.Net;
using K8sAudit.Plugin.Sources.Webhook.Access;
using Microsoft.AspNetCore.Http;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Access;

public sealed class FirstBatchLogTests
{
    private readonly RecordingLog _log = new();
    private readonly FirstBatchLog _batches;

    public FirstBatchLogTests() => _batches = new FirstBatchLog(Intake(_log));

    [Fact]
    public void The_first_batch_of_each_client_is_logged_with_its_program()
    {
        Report("10.0.0.5", "kube-apiserver/v1.32.0 (linux/amd64) kubernetes/70d3cc9");
        Report("10.0.0.5", "kube-apiserver/v1.32.0 (linux/amd64) kubernetes/70d3cc9");
        Report("10.0.0.6", "");

        Assert.Equal(["Info: first audit events from 10.0.0.5 (kube-apiserver/v1.32.0)", "Info: first audit events from 10.0.0.6"], _log.Lines);
    }

    [Fact]
    public void What_a_client_calls_itself_is_short_and_printable()
    {
        Report("10.0.0.5", "\u001b[31m" + new string('x', 1000));

        Assert.Equal($"Info: first audit events from 10.0.0.5 ([31m{new string('x', 59)})", _log.Lines[0]);
    }

    [Fact]
    public void The_number_of_clients_is_bounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            Report($"10.0.{i / 256}.{i % 256}", "");
        }

        Assert.Equal(256, _log.Lines.Count);
    }

    private void Report(string address, string program)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = program;
        _batches.Report(ClientAddress.Of(new IPEndPoint(IPAddress.Parse(address), 0)), address, context.Request);
    }
}
