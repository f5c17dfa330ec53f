using System.Text;
using FalcoRules.Evaluation;

namespace FalcoRules.Tests.Evaluation;

public class BytesTableTests
{
    [Fact]
    public void Only_the_constants_of_the_table_are_found()
    {
        // Every length up to two words, and keys that differ in one byte in the middle, which the hash does not read.
        string[] keys =
        [
            .. Enumerable.Range(0, 40).Select(length => new string('a', length)),
            .. Enumerable.Range(0, 26).Select(i => $"aaaaaaaaaaaa{(char)('a' + i)}bbbbbbbbbbbb"),
        ];
        var table = new BytesTable<string>([.. keys.Select(key => KeyValuePair.Create(Encoding.UTF8.GetBytes(key), key))]);
        Assert.All(keys, key => Assert.Equal(key, table.Find(Encoding.UTF8.GetBytes(key))));
        Assert.All(keys, key => Assert.Null(table.Find(Encoding.UTF8.GetBytes($"{key}x"))));
    }

    [Fact]
    public void A_table_without_constants_finds_nothing() => Assert.Null(new BytesTable<string>([]).Find(""u8));
}
