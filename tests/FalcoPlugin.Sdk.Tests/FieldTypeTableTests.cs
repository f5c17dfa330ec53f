using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Tests;

public class FieldTypeTableTests
{
    /// <summary>The codes and names of the header <c>plugin_types.h</c> and of libsinsp's <c>plugin.cpp</c>.</summary>
    [Theory]
    [InlineData(8, "uint64", ValueLayout.Number)]
    [InlineData(9, "string", ValueLayout.Text)]
    [InlineData(20, "reltime", ValueLayout.Number)]
    [InlineData(21, "abstime", ValueLayout.Number)]
    [InlineData(25, "bool", ValueLayout.Boolean)]
    [InlineData(40, "ipaddr", ValueLayout.Bytes)]
    [InlineData(41, "ipnet", ValueLayout.Bytes)]
    public void A_type_has_the_code_and_the_name_of_the_plugin_API(int code, string name, ValueLayout layout)
    {
        var row = FieldTypeTable.Get((FieldType)code);

        Assert.Equal((name, layout), (row.Name, row.Layout));
        Assert.Same(row, FieldTypeTable.Find(name));
    }

    [Fact]
    public void Every_type_has_one_row() => Assert.Equal(Enum.GetValues<FieldType>(), FieldTypeTable.All.Select(row => row.Type).Order());

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(42)]
    [InlineData(int.MaxValue)]
    public void An_unknown_code_is_an_error(int code) => Assert.Throws<ArgumentOutOfRangeException>(() => FieldTypeTable.Get((FieldType)code));

    [Theory]
    [InlineData("STRING")]
    [InlineData("int64")]
    [InlineData("")]
    public void An_unknown_name_is_not_found(string name) => Assert.Null(FieldTypeTable.Find(name));
}
