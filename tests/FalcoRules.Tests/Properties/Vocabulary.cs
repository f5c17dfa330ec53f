using System.Net;
using System.Numerics;
using FalcoPlugin.Abi;

namespace FalcoRules.Tests.Properties;

/// <summary>The few values of random conditions and events, so that conditions often match.</summary>
internal static class Vocabulary
{
    /// <summary>Strings as conditions represent them: a lone surrogate from U+DC80 on is a byte that is not UTF-8.</summary>
    public static readonly string[] Texts =
    [
        "", "a", "b", "ab", "abc", "A", "aB", "é", "É", "a\uDCFFb", "\uDCFF", "10", "2", "5", "hello", "aGVsbG8=", "aGVsbG8", "YQ==", "YR==", "a b", "it's", "say \"x\"", "x=1", "(x)", "*", "[a", "\\", "a\\",
        "not", "and", "oneof", "val", "tolower(x)", "t.text", "/", "/a", "/a/b", "/a/b/c", "/ab//c/", "a/b", "-n", "-nx", "-nt", "-t", "-tv", "--", "--n", "-", "?", "\u0001", "\t", "a\nb", "\u007f", "😀", "<NA>", "0x1F",
    ];

    public static readonly string[] Globs =
    [
        "*", "a*", "*b", "?", "??", "[a-c]*", "[!a]", "[^a]?", "a\\*", "\\", "/a/*", "*a*b*", "[[:alpha:]]*", "[[:digit:]]", "[a", "[]a]", "[]", "*[", "A*",
        "é", "**", "[b-a]", "[a-]",
    ];

    public static readonly string[] Regexes =
    [
        "a.*", ".*", "[a-c]+", "(a|b)*c?", "/a/.*", "[^a]", ".{1,3}", "\\*", "a|bc|", "(ab?)+", "[A-Z]", "é", "[0-9]+", ".", "x=1", "a b", "(-n.)|(--)",
    ];

    public static readonly string[] Paths = ["/", "/a", "/a/", "/a/*", "/*/b", "/a/?/c", "a", "/ab", "/[a]/b", "//a//b", "*", ""];

    public static readonly string[] Hexadecimals = ["61", "6162", "FF", "ff62", "", "2F61", "C3"];

    public static readonly string[] OptionTexts = ["n", "nt:", ":nt:", "t:n", "", "x", "nxtv"];

    public static readonly BigInteger[] Unsigned = [0, 1, 2, 5, 31, long.MaxValue, new BigInteger(long.MaxValue) + 1, ulong.MaxValue];


    public static readonly IPAddress[] Addresses =
        [
            .. new[]
            {
                "10.0.0.1", "10.0.0.2", "10.255.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "fd00::1", "fd00:1::1", "2001:db8::1",
            }.Select(IPAddress.Parse),
        ];

    public static readonly string[] Networks =
    [
        "10.0.0.0/8", "10.0.0.0/30", "10.0.0.1/32", "0.0.0.0/0", "10.0.0.3/31", "::/0", "::1/128", "fd00::/15", "fd00::/33", "2001:db8::/32",
    ];

    /// <summary>All forms in which conditions name fields, by the type of the values.</summary>
    public static readonly (string Name, string? Argument, FieldType Type, bool IsList)[] Fields =
    [
        ("t.text", null, FieldType.String, false), ("t.other",
            null,
            FieldType.String,
            false), ("t.key", "a", FieldType.String, false), ("t.key", "a b", FieldType.String, false), ("t.key", "", FieldType.String, false),
        ("t.key",
            "x=\"1\"]",
            FieldType.String,
            false), ("t.first", "0", FieldType.String, false), ("t.first",
                "12",
                FieldType.String,
                false), ("t.any", null, FieldType.String, false), ("t.any", "01", FieldType.String, false),
        ("t.list",
            null,
            FieldType.String,
            true), ("t.more", null, FieldType.String, true), ("t.item", null, FieldType.String, true), ("t.item", "1", FieldType.String, true),
        ("t.num", null, FieldType.UInt64, false), ("t.num2", null, FieldType.UInt64, false), ("t.nums", null, FieldType.UInt64, true),
        ("t.flag", null, FieldType.Bool, false), ("t.flag2", null, FieldType.Bool, false), ("t.flags", null, FieldType.Bool, true), ("t.rel",
            null,
            FieldType.RelTime,
            false), ("t.abs", null, FieldType.AbsTime, false),
        ("t.ip", null, FieldType.IPAddress, false), ("t.ip2",
            null,
            FieldType.IPAddress,
            false), ("t.ips", null, FieldType.IPAddress, true), ("t.net", null, FieldType.IPNetwork, false), ("t.nets", null, FieldType.IPNetwork, true),
    ];
}
