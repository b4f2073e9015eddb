using System.Buffers;
using System.IO.Compression;

namespace WorkOrders.Files.Content;

/// <summary>
/// Refuses a PDF with scripts, actions that start a program or send or fetch something, or embedded files. Looks for their names in the whole
/// file, also written with # escapes, and in its object streams, which are inflated within a budget. What can't be looked into is refused too.
/// </summary>
internal static class PdfNames
{
    private const int MostInflated = 64 * 1024 * 1024;
    private const int Piece = 64 * 1024;

    // What a stream costs of the budget that turns out not to hold objects.
    private const int CostOfOther = 4 * 1024;
    private const int CostOfTorn = 16 * 1024;

    // The longest name that matters, and how far away its value is looked for: spaces and comments may stand between.
    private const int LongestName = 16;
    private const int FarthestValue = 1024;

    private static readonly string[] Harmful =
    [
        "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "FileAttachment", "SubmitForm", "ImportData", "GoToR", "GoToE", "RichMedia", "XFA",
    ];

    // Packed with one of these, objects have no names to be found.
    private static readonly string[] TextFilters = ["ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "RunLengthDecode", "RL", "Crypt"];

    // Besides those that end in Decode.
    private static readonly string[] OtherFilters = ["AHx", "A85", "LZW", "Fl", "RL", "CCF", "DCT", "Crypt", "Predictor"];

    private static readonly SearchValues<byte> NumberSigns = SearchValues.Create("0123456789+-."u8);
    private static readonly SearchValues<byte> SpaceSigns = SearchValues.Create(Spaces);

    public static void Check(byte[] file, CancellationToken gone)
    {
        var (ofObjects, ofOthers) = (0, 0);
        for (var from = 0; from < file.Length;)
        {
            gone.ThrowIfCancellationRequested();
            var to = NextStream(file, from);
            var head = file.AsSpan(from, to - from);
            var data = from == 0 ? 0 : Math.Max(0, head.IndexOf("endstream"u8));
            Look(file.AsSpan(from), to - from, data, file.Length);
            from = to + "stream".Length;
            if (to < file.Length && Has(head, "ObjStm"))
            {
                CheckObjects(head, file, from, ref ofObjects, gone);
            }
            else if (to < file.Length && Has(head, "First") && Has(head, "N"))
            {
                TryObjects(head, file, from, ref ofOthers, gone);
            }
        }
    }

    private static FileRefusedException Closed() => new("PDF 加了密，或有无法检查的部分，请另存为普通的 PDF 后再上传");

    /// <summary>The next word stream behind a dictionary; only spaces and comments stand between. The word alone may stand in any text.</summary>
    private static int NextStream(ReadOnlySpan<byte> file, int from)
    {
        var (isBehind, isComment) = (false, false);
        for (var at = from; at < file.Length; at++)
        {
            var one = file[at];
            if (isBehind && one == 's' && file[at..].StartsWith("stream"u8))
            {
                return at;
            }

            if (one is (byte)'\r' or (byte)'\n')
            {
                (isBehind, isComment) = (isBehind || isComment, false);
            }
            else if (!IsSpace(one))
            {
                // What looks like a comment may also stand in a text: both are followed.
                isComment |= isBehind && one == '%';
                isBehind = one == '>' && at > from && file[at - 1] == '>';
            }
        }

        return file.Length;
    }

    // An object stream: it holds objects in compressed form. Its dictionary has no texts, in which another one could be hidden.
    private static void CheckObjects(ReadOnlySpan<byte> head, byte[] file, int start, ref int inflated, CancellationToken gone)
    {
        var own = head[(head.LastIndexOf("obj"u8) + 1)..];
        if (own.IndexOfAny("()"u8) >= 0 || Filters(own) is not { } filters)
        {
            throw Closed();
        }

        try
        {
            if (filters == 0 ? !BeginsWithNumbers(file.AsSpan(start)) : !Inflate(file, start, ref inflated, gone))
            {
                throw Closed();
            }
        }
        catch (InvalidDataException)
        {
            throw Closed();
        }
    }

    // Readers may take a stream for one if it has no type that can be seen, but a number of objects and a first offset, which may also stand in
    // an object before it. Most are something else, of any size.
    private static void TryObjects(ReadOnlySpan<byte> head, byte[] file, int start, ref int inflated, CancellationToken gone)
    {
        var own = head[(head.LastIndexOf("obj"u8) + 1)..];
        if (Has(head, TextFilters) || Count(head, "FlateDecode") + Count(head, "Fl") > 1
            || (Has(own, "First") && Has(own, "N") && Has(own, "Predictor")))
        {
            throw Closed();
        }

        try
        {
            Inflate(file, start, ref inflated, gone);
        }
        catch (InvalidDataException)
        {
            // Not compressed: the names were looked for where they stand. It costs something even if it breaks off at once.
            inflated += CostOfTorn;
        }
    }

    /// <summary>
    /// Looks into the objects. False when they aren't objects. When the budget is used up, of which it takes also what turns out to be corrupt,
    /// the file is refused.
    /// </summary>
    private static bool Inflate(byte[] file, int start, ref int inflated, CancellationToken gone)
    {
        if (inflated > MostInflated)
        {
            throw Closed();
        }

        for (; start < file.Length && IsSpace(file[start]); start++)
        {
        }

        using var packed = new MemoryStream(file, start, file.Length - start);
        using var stream = new WatchedStream(new ZLibStream(packed, CompressionMode.Decompress), gone);
        var buffer = new byte[Piece];
        var kept = stream.ReadAtLeast(buffer.AsSpan(0, FarthestValue), 64, throwOnEndOfStream: false);
        if (kept > 0 && !BeginsWithNumbers(buffer.AsSpan(0, kept)))
        {
            inflated += CostOfOther;
            return false;
        }

        inflated += kept;
        for (var read = kept; read > 0; inflated += read)
        {
            if (inflated > MostInflated)
            {
                throw Closed();
            }

            // A name may begin in one piece and end, or have its value, in the next.
            var filled = buffer.AsSpan(0, kept);
            var rest = Math.Min(2 * FarthestValue, kept);
            Look(filled, kept, 0, kept - rest);
            filled[^rest..].CopyTo(buffer);
            read = stream.Read(buffer.AsSpan(rest));
            kept = rest + read;
        }

        Look(buffer.AsSpan(0, kept), kept, 0, kept);
        return true;
    }

    /// <summary>Looks for the names that begin before <paramref name="to"/>.</summary>
    /// <param name="part">Also what follows them.</param>
    /// <param name="to">The end of the names.</param>
    /// <param name="data">Up to here it may be the data of a stream, in which three bytes stand by chance: there they need their value.</param>
    /// <param name="again">From here on names are looked at again, with all that follows them.</param>
    private static void Look(ReadOnlySpan<byte> part, int to, int data, int again)
    {
        Span<char> name = stackalloc char[LongestName];
        for (var at = 0; Next(part[..to], ref at, name) is >= 0 and var length;)
        {
            // The piece may end within the name.
            if (at == part.Length && again < at)
            {
                continue;
            }

            ReadOnlySpan<char> one = name[..length];
            if (IsHarmful(one) || (one is "JS" or "EF" && at >= data))
            {
                throw Refused(one);
            }

            if (one is not ("JS" or "EF" or "AA" or "URI" or "OpenAction"))
            {
                continue;
            }

            // Farther away than anybody writes it is as good as hidden.
            var value = part.Slice(at, Math.Min(FarthestValue, part.Length - at));
            var begins = SkipSpaces(value);
            var isHarmful = begins == value.Length
                ? value.Length == FarthestValue
                : PdfValues.IsHarmful(one, value[begins..], isCut: at >= again);
            if (isHarmful)
            {
                throw Refused(one);
            }
        }
    }

    /// <summary>A name that is harmful wherever it stands.</summary>
    internal static bool IsHarmful(ReadOnlySpan<char> name)
    {
        foreach (var harmful in Harmful)
        {
            if (name.SequenceEqual(harmful))
            {
                return true;
            }
        }

        return false;
    }

    private static FileRefusedException Refused(ReadOnlySpan<char> name) =>
        new("PDF 里有脚本、启动程序的动作或嵌入的文件（{0}），请去掉后再上传", $"/{name}");

    private static int Count(ReadOnlySpan<byte> part, string wanted)
    {
        Span<char> name = stackalloc char[LongestName];
        var count = 0;
        for (var at = 0; Next(part, ref at, name) is >= 0 and var length;)
        {
            count += name[..length].SequenceEqual(wanted) ? 1 : 0;
        }

        return count;
    }

    private static bool Has(ReadOnlySpan<byte> part, params ReadOnlySpan<string> wanted)
    {
        Span<char> name = stackalloc char[LongestName];
        for (var at = 0; Next(part, ref at, name) is >= 0 and var length;)
        {
            foreach (var one in wanted)
            {
                if (name[..length].SequenceEqual(one))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>1 for exactly one FlateDecode, 0 for none; null for any other filter.</summary>
    private static int? Filters(ReadOnlySpan<byte> dictionary)
    {
        Span<char> name = stackalloc char[LongestName];
        var (filters, flates) = (0, 0);
        for (var at = 0; Next(dictionary, ref at, name) is >= 0 and var length;)
        {
            ReadOnlySpan<char> one = name[..length];
            filters += one is "Filter" ? 1 : 0;
            flates += one is "FlateDecode" ? 1 : 0;
            if (one is not "FlateDecode" && (one.EndsWith("Decode") || OtherFilters.Contains(one.ToString())))
            {
                return null;
            }
        }

        return filters <= 1 && flates == filters ? filters : null;
    }

    // Object streams begin with the number of the first object and its place. Comments and more spaces than were read may stand before them.
    private static bool BeginsWithNumbers(ReadOnlySpan<byte> part)
    {
        var rest = part.TrimStart(Spaces);
        var end = rest.IndexOfAnyExcept(NumberSigns);
        return rest is [] or [(byte)'%', ..] || end < 0 || (end > 0 && (rest[end] == '%' || IsSpace(rest[end])) && IsNumber(rest[end..].TrimStart(Spaces)));

        static bool IsNumber(ReadOnlySpan<byte> part) => part.IsEmpty || part[0] == '%' || NumberSigns.Contains(part[0]);
    }

    /// <summary>The length of the spaces and comments at the beginning.</summary>
    internal static int SkipSpaces(ReadOnlySpan<byte> part)
    {
        for (var at = 0; ;)
        {
            var next = part[at..].IndexOfAnyExcept(SpaceSigns);
            if (next < 0)
            {
                return part.Length;
            }

            at += next;
            if (part[at] != '%')
            {
                return at;
            }

            var line = part[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (line < 0)
            {
                return part.Length;
            }

            at += line;
        }
    }

    /// <summary>Decodes the next name and returns its length; 0 for a longer one, -1 at the end.</summary>
    internal static int Next(ReadOnlySpan<byte> part, ref int at, Span<char> name)
    {
        var slash = part[at..].IndexOf((byte)'/');
        if (slash < 0)
        {
            return -1;
        }

        at += slash + 1;
        var length = 0;
        for (; at < part.Length && IsRegular(part[at]); at++)
        {
            var one = (char)part[at];
            if (one == '#' && at + 2 < part.Length && Uri.IsHexDigit((char)part[at + 1]) && Uri.IsHexDigit((char)part[at + 2]))
            {
                one = (char)((Uri.FromHex((char)part[at + 1]) * 16) + Uri.FromHex((char)part[at + 2]));
                at += 2;
            }

            if (length == name.Length)
            {
                return 0;
            }

            name[length++] = one;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Spaces => "\0\t\n\f\r "u8;

    internal static bool IsSpace(byte one) => Spaces.Contains(one);

    private static bool IsRegular(byte one) => one > ' ' && "()<>[]{}/%"u8.IndexOf(one) < 0;
}
