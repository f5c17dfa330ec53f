using FalcoRules.Binding;
using FalcoRules.Evaluation;

namespace FalcoRules.Tests.Evaluation;

public class AllocationTests
{
    [Theory]
    [InlineData("t.text = abc and t.other != x")]
    [InlineData("t.text in (a, b, abc) and not t.other in (a, b)")]
    [InlineData("t.text icontains B or t.other contains x")]
    [InlineData("t.text glob 'a*[c-d]' and t.other iglob *C")]
    [InlineData("t.text pmatch (/etc, /a*/b) or t.other pmatch (/x)")]
    [InlineData("t.text regex '[a-c]+'")]
    [InlineData("t.text = val(t.other) or t.text != val(t.other)")]
    [InlineData("tolower(t.text) = abc and len(t.text) = 3 and basename(t.other) exists")]
    [InlineData("join('-', (t.text, t.other)) = x or concat(t.text, t.other) = y or b64(t.text) = z")]
    [InlineData("getopt((t.text, t.other), 'ab:')[a] = x")]
    [InlineData("t.text = anyof (a, b) or t.text contains allof (x, y)")]
    public void Evaluating_an_event_does_not_allocate(string condition)
    {
        var slots = new SlotTable();
        var predicates = new[] { AssertCondition.Compile(condition, slots, [])!, AssertCondition.Compile($"not ({condition})", slots, [])! };
        var values = new SameEvent(slots.ToArray().Length);

        // Buffers that grow once grow here.
        for (var i = 0; i < 100; i++)
        {
            Judge(values, predicates);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Judge(values, predicates);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Judge(SameEvent values, Predicate[] predicates)
    {
        values.Next();
        foreach (var predicate in predicates)
        {
            predicate.Test(values);
        }
    }

    private sealed class SameEvent(int slotCount) : EventValues(slotCount)
    {
        public void Next() => Clear();

        protected override void Read(int slot) => Add("abc"u8);
    }
}
