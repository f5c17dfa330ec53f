using K8sAudit.Plugin.Sources.Webhook.Access;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Access;

public sealed class ConnectionCapacityTests
{
    [Theory]
    [InlineData(1024, null, 1024)]
    [InlineData(1024, 65536L, 1024)]
    [InlineData(1024, 1216L, 1024)]
    [InlineData(1024, 1024L, 832)]
    [InlineData(1024, 256L, 64)]
    [InlineData(1024, 100L, 16)]
    [InlineData(8, 100L, 8)]
    public void Connections_leave_descriptors_to_outputs_and_files(int configured, long? descriptors, int capacity) =>
        Assert.Equal(capacity, ConnectionCapacity.Of(configured, descriptors));
}
