using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Converts a row of a table, which is an array of values, to an object with the names of the columns.</summary>
internal static class TableRow
{
    /// <summary>The maximum number of columns that are read; the tables of Azure Monitor have about 60.</summary>
    public const int MaxColumns = 128;

    /// <summary>Finds the names of the columns: strings, or objects with <c>name</c> or <c>ColumnName</c>.</summary>
    /// <param name="json">A text.</param>
    /// <param name="columns">The range of the valid value that lists them.</param>
    /// <param name="names">Receives the ranges of the names, with quotes.</param>
    /// <param name="count">The number of names.</param>
    /// <returns>False if the value does not list names.</returns>
    public static bool TryReadNames(ReadOnlySpan<byte> json, JsonRange columns, Span<JsonRange> names, out int count)
    {
        count = 0;
        if (json[columns.Start] != '[')
        {
            return false;
        }

        byte[] scratch = [];
        var position = JsonScanner.SkipWhiteSpace(json, columns.Start + 1);
        while (json[position] != ']' && count < names.Length)
        {
            var end = JsonScanner.SkipValue(json, position);
            var name = new JsonRange(position, end - position, -1);
            if (!name.IsString(json)
                && !JsonMember.TryFind(json, name, "name"u8, ref scratch, out name)
                && !JsonMember.TryFind(json, new JsonRange(position, end - position, -1), "ColumnName"u8, ref scratch, out name))
            {
                return false;
            }

            if (!name.IsString(json))
            {
                return false;
            }

            names[count++] = name;
            position = Next(json, end);
        }

        return count > 0;
    }

    /// <summary>An upper bound of the length of the object.</summary>
    public static int MaxLength(int rowLength, ReadOnlySpan<JsonRange> names)
    {
        var length = rowLength + 2;
        foreach (var name in names)
        {
            length = checked(length + name.Length + 2);
        }

        return length;
    }

    /// <summary>Converts a row.</summary>
    /// <returns>False if the row is not an array.</returns>
    public static bool TryConvert(ReadOnlySpan<byte> json, JsonRange row, ReadOnlySpan<JsonRange> names, Span<byte> target, out int length)
    {
        length = 0;
        if (json[row.Start] != '[')
        {
            return false;
        }

        Append("{"u8, target, ref length);
        var position = JsonScanner.SkipWhiteSpace(json, row.Start + 1);
        for (var column = 0; json[position] != ']' && column < names.Length; column++)
        {
            var end = JsonScanner.SkipValue(json, position);
            Append(column == 0 ? default : ","u8, target, ref length);
            Append(names[column].Of(json), target, ref length);
            Append(":"u8, target, ref length);
            Append(json[position..end], target, ref length);
            position = Next(json, end);
        }

        Append("}"u8, target, ref length);
        return true;
    }

    private static int Next(ReadOnlySpan<byte> json, int end)
    {
        var position = JsonScanner.SkipWhiteSpace(json, end);
        return json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
    }

    private static void Append(ReadOnlySpan<byte> text, Span<byte> target, ref int length)
    {
        text.CopyTo(target[length..]);
        length += text.Length;
    }
}
