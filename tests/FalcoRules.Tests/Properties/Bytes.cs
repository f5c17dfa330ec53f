using System.Text;

namespace FalcoRules.Tests.Properties;

/// <summary>Strings as the reference evaluator represents them: a character for each byte.</summary>
internal static class Bytes
{
    /// <summary>The bytes of a constant of a condition, in which a lone surrogate represents a byte that is not UTF-8.</summary>
    public static string Of(string constant)
    {
        var bytes = new StringBuilder();
        for (var i = 0; i < constant.Length; i++)
        {
            if (char.IsHighSurrogate(constant[i]))
            {
                bytes.Append(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(constant.Substring(i++, 2))));
            }
            else
            {
                bytes.Append(
                    char.IsLowSurrogate(constant[i])
                        ? ((char)(constant[i] - 0xDC00)).ToString()
                        : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(constant.Substring(i, 1))));
            }
        }

        return bytes.ToString();
    }

    /// <summary>Bytes as characters; what is not UTF-8 is U+FFFD.</summary>
    public static string Decode(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
}
