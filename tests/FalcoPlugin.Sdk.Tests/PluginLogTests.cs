namespace FalcoPlugin.Sdk.Tests;

public class PluginLogTests
{
    [Theory]
    [InlineData("plain text, é and all", "plain text, é and all")]
    [InlineData("a\nforged line", @"a\x0aforged line")]
    [InlineData("\x1b[2Jcleared", @"\x1b[2Jcleared")]
    [InlineData("del\x7f", @"del\x7f")]
    [InlineData("\u009b2Jcleared", @"\x9b2Jcleared")]
    [InlineData("a\u2028forged line", @"a\x2028forged line")]
    public void A_message_cannot_forge_a_line_or_control_a_terminal(string message, string line)
    {
        var log = new RecordingLog();
        log.Warning(message);
        Assert.Equal([$"Warning: {line}"], log.Lines);
    }
}
