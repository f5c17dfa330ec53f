using K8sAudit.Plugin.Sources.Webhook.Memory;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Memory;

/// <summary>The memory that connections are read into.</summary>
public sealed class ReceiveBlocksTests : IDisposable
{
    private readonly ReceiveBlocks _blocks = new();

    public void Dispose() => _blocks.Dispose();

    [Fact]
    public void A_block_that_came_back_is_used_again()
    {
        var block = _blocks.Rent();
        block.Memory.Span.Fill(1);
        block.Dispose();
        Assert.Same(block, _blocks.Rent());
        Assert.Equal(ReceiveBlocks.BlockSize, block.Memory.Length);
    }

    [Fact]
    public void A_block_that_comes_back_twice_is_given_to_one_user()
    {
        var block = _blocks.Rent();
        block.Dispose();
        block.Dispose();
        Assert.NotSame(_blocks.Rent(), _blocks.Rent());
    }

    [Fact]
    public void What_only_a_burst_needed_is_given_up()
    {
        var burst = Enumerable.Range(0, 1000).Select(_ => _blocks.Rent()).ToArray();
        foreach (var block in burst)
        {
            block.Dispose();
        }

        _blocks.FreeUnused();
        var needed = _blocks.Rent();
        needed.Dispose();
        _blocks.FreeUnused();
        Assert.Same(needed, _blocks.Rent());
        Assert.DoesNotContain(_blocks.Rent(), burst);
    }

    [Fact]
    public void Blocks_outlive_the_server_that_used_them()
    {
        var pool = _blocks.Create();
        var block = pool.Rent();
        block.Dispose();
        pool.Dispose();
        Assert.Same(block, _blocks.Create().Rent());
    }

    [Fact]
    public void A_block_is_no_larger_than_the_pool_says() => Assert.Throws<ArgumentOutOfRangeException>(() => _blocks.Rent(_blocks.MaxBufferSize + 1));
}
