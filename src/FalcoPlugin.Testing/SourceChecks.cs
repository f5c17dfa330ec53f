using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>Streams of an event source.</summary>
internal static class SourceChecks
{
    public static IEnumerable<ConformanceCheck> Of(PluginCase plugin, string input) =>
    [
        new("A second open after close starts from the beginning", () => ReadTwice(plugin, input)),
        new("Two streams are independent", () => ReadTwoStreams(plugin, input)),
        new("An event is laid out as the host reads it", () => ReadLayout(plugin, input)),
        .. plugin.InvalidInput is { } invalid
            ? new[] { new ConformanceCheck("A source that cannot be opened is an error with a message", () => OpenInvalid(plugin, invalid)) }
            : [],
    ];

    private static void ReadTwice(PluginCase plugin, string input)
    {
        using var client = new PluginClient(plugin.Load());
        var state = client.Init(plugin.Config);
        ExpectEqual(client.ReadAll(state, input), client.ReadAll(state, input), "after a second open");
        client.Destroy(state);
    }

    private static void ReadTwoStreams(PluginCase plugin, string input)
    {
        using var client = new PluginClient(plugin.Load());
        var one = client.Init(plugin.Config);
        var two = client.Init(plugin.Config);
        var streamOfOne = client.Open(one, input);
        var streamOfTwo = client.Open(two, input);
        var fromOne = new List<byte[]>();
        var result = client.Next(one, streamOfOne, fromOne);
        var fromTwo = client.ReadToEnd(two, streamOfTwo);
        client.Close(two, streamOfTwo);
        client.Destroy(two);
        if (result != ReturnCode.EndOfFile)
        {
            fromOne.AddRange(client.ReadToEnd(one, streamOfOne));
        }

        ExpectEqual(fromTwo, fromOne, "of another stream");
        client.Close(one, streamOfOne);
        client.Destroy(one);
    }

    private static void OpenInvalid(PluginCase plugin, string input)
    {
        using var client = new PluginClient(plugin.Load());
        var state = client.Init(plugin.Config);
        var stream = client.Open(state, input, out var result);
        Expect.Equal(ReturnCode.Failure, result, $"the result of opening {input}");
        Expect.Equal(0, stream, "the stream of a source that cannot be opened");
        Expect.True(client.LastError(state).Length > 0, $"there is no message that says why {input} cannot be opened");
        client.Destroy(state);
    }

    private static unsafe void ReadLayout(PluginCase plugin, string input)
    {
        using var client = new PluginClient(plugin.Load());
        var state = client.Init(plugin.Config);
        foreach (var e in client.ReadAll(state, input))
        {
            fixed (byte* pointer = e)
            {
                Expect.True(EventLayout.TryGetPayload(pointer, out var payload), "an event has no payload that a host finds");
                Expect.Equal(e.Length, payload.Length + EventLayout.PayloadOffset, "the length of an event");
                Expect.Equal(0u, EventLayout.PluginId(pointer), "the plugin ID of an event, which the host writes");
            }
        }

        client.Destroy(state);
    }

    private static void ExpectEqual(List<byte[]> expected, List<byte[]> found, string where)
    {
        Expect.Equal(expected.Count, found.Count, $"the number of events {where}");
        for (var i = 0; i < expected.Count; i++)
        {
            Expect.True(
                expected[i].AsSpan(EventLayout.PayloadOffset).SequenceEqual(found[i].AsSpan(EventLayout.PayloadOffset)), $"event {i} {where} is another one");
        }
    }
}
