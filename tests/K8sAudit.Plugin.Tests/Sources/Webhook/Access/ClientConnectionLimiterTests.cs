using System.Net;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Sources.Webhook.Access;
using Microsoft.AspNetCore.Connections;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Access;

/// <summary>The number of connections in total and for each address.</summary>
public sealed class ClientConnectionLimiterTests
{
    private readonly SourceCounters _counters = new();

    [Fact]
    public void One_address_cannot_have_more_than_a_quarter_of_the_connections_without_delivering()
    {
        var limiter = Limiter(100);
        var others = Enumerable.Range(0, 5).Select(i => Open(limiter, $"192.0.2.{i}")).ToArray();
        var flood = Enumerable.Range(0, 60).Select(_ => Open(limiter, "198.51.100.7")).ToArray();
        Assert.All(others, connection => Assert.False(connection.IsAborted));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i < 35), flood.Select(connection => connection.IsAborted));
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_count_as_one()
    {
        var limiter = Limiter(100);
        var flood = Enumerable.Range(1, 60).Select(i => Open(limiter, $"2001:db8:1:2::{i}")).ToArray();
        Assert.Equal(35, flood.Count(connection => connection.IsAborted));
        Assert.False(Open(limiter, "2001:db8:1:3::1").IsAborted);
    }

    [Fact]
    public void Where_all_connections_are_open_one_of_the_address_with_the_most_of_them_is_replaced()
    {
        var limiter = Limiter(20);
        var first = Open(limiter, "192.0.2.1");
        var many = Enumerable.Range(0, 10).Select(_ => Open(limiter, "192.0.2.2")).ToArray();
        var others = Enumerable.Range(3, 9).Select(i => Open(limiter, $"192.0.2.{i}")).ToArray();
        Assert.False(Open(limiter, "192.0.2.99").IsAborted);
        Assert.Equal([true, .. Enumerable.Repeat(false, 9)], many.Select(connection => connection.IsAborted));
        Assert.All([first, .. others], connection => Assert.False(connection.IsAborted));
    }

    [Fact]
    public async Task A_connection_that_cannot_be_aborted_does_not_count()
    {
        var limiter = Limiter(1);
        var stubborn = Open(limiter, "192.0.2.1", throws: true);
        var failing = new FakeConnection("192.0.2.2");
        await Assert.ThrowsAsync<InvalidOperationException>(() => limiter.ServeAsync(failing, _ => Task.CompletedTask));
        stubborn.End();
        var next = Open(limiter, "192.0.2.3");
        Assert.False(next.IsAborted);
        next.End();
        Assert.False(Open(limiter, "192.0.2.4").IsAborted);
    }

    private static FakeConnection Open(ClientConnectionLimiter limiter, string address, bool throws = false)
    {
        var connection = new FakeConnection(address, throws);
        connection.Serving = limiter.ServeAsync(connection, c => ((FakeConnection)c).Ended);
        return connection;
    }

    private ClientConnectionLimiter Limiter(int max) => new(max, new RefusalLog(Intake(), PluginMessages.ClientRefused), _counters, TimeProvider.System);

    private sealed class FakeConnection : DefaultConnectionContext
    {
        private readonly TaskCompletionSource _end = new();
        private readonly bool _throws;

        public FakeConnection(string address, bool throws = false)
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1234);
            _throws = throws;
        }

        public Task Ended => _end.Task;

        public Task? Serving { get; set; }

        public bool IsAborted { get; private set; }

        public void End()
        {
            _end.TrySetResult();
            Serving!.GetAwaiter().GetResult();
        }

        public override void Abort(ConnectionAbortedException abortReason)
        {
            if (_throws)
            {
                throw new InvalidOperationException("it cannot be aborted");
            }

            IsAborted = true;
            _end.TrySetResult();
        }
    }
}
