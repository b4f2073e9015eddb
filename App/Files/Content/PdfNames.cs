using System.IO.Compression;

namespace WorkOrders.Files.Content;

/// <summary>
/// Refuses a PDF with scripts, actions that start a program, or embedded files. Looks for their names in the whole file, also written with
/// # escapes, and in its object streams, which are inflated within a budget. What can't be looked into is refused too.
/// </summary>
internal static class PdfNames
{
    private const int MostInflated = 64 * 1024 * 1024;
    private const int Piece = 64 * 1024;

    // The longest name that matters, and the longest way to write one.
    private const int LongestName = 16;
    private const int LongestWritten = 64;

    private static readonly string[] Harmful = ["JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "FileAttachment"];

    // Three bytes stand in the data of a stream by chance. A script's action has the longer name too.
    private static readonly string[] HarmfulOutsideData = ["JS", "EF"];

    // Besides those that end in Decode.
    private static readonly string[] OtherFilters = ["AHx", "A85", "LZW", "Fl", "RL", "CCF", "DCT", "Crypt", "Predictor"];

    public static void Check(Stream content, CancellationToken gone)
    {
        var file = new byte[content.Length];
        content.Position = 0;
        content.ReadExactly(file);
        var (ofObjects, ofOthers) = (0, 0);
        for (var from = 0; from < file.Length;)
        {
            gone.ThrowIfCancellationRequested();
            var to = NextStream(file, from);
            var head = file.AsSpan(from, to - from);
            var data = from == 0 ? 0 : Math.Max(0, head.IndexOf("endstream"u8));
            Look(head[..data], isData: true);
            Look(head[data..], isData: false);
            from = to + "stream".Length;
            if (to < file.Length && Has(head, "ObjStm"))
            {
                CheckObjects(head, file, from, ref ofObjects, gone);
            }
            else if (to < file.Length && Has(head, "First") && Has(head, "N"))
            {
                TryObjects(file, from, ref ofOthers, gone);
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

    // Readers may take a stream for one if it has no type, but a number of objects and a first offset. Most are something else, of any size.
    private static void TryObjects(byte[] file, int start, ref int inflated, CancellationToken gone)
    {
        try
        {
            Inflate(file, start, ref inflated, gone);
        }
        catch (InvalidDataException)
        {
            // Not compressed: the names were looked for where they stand. It costs something even if it breaks off at once.
            inflated += Piece;
        }
    }

    /// <summary>Looks into the objects. False when they aren't objects, or more than the budget, of which it takes also what turns out to be corrupt.</summary>
    private static bool Inflate(byte[] file, int start, ref int inflated, CancellationToken gone)
    {
        if (inflated > MostInflated)
        {
            return false;
        }

        for (; start < file.Length && IsSpace(file[start]); start++)
        {
        }

        using var packed = new MemoryStream(file, start, file.Length - start);
        using var stream = new WatchedStream(new ZLibStream(packed, CompressionMode.Decompress), gone);
        var buffer = new byte[Piece];
        var kept = stream.ReadAtLeast(buffer, LongestWritten, throwOnEndOfStream: false);
        inflated += kept;
        if (kept > 0 && !BeginsWithNumbers(buffer.AsSpan(0, kept)))
        {
            return false;
        }

        for (var read = kept; read > 0; inflated += read)
        {
            if (inflated > MostInflated)
            {
                return false;
            }

            // A name may begin in one piece and end in the next.
            var filled = buffer.AsSpan(0, kept);
            Look(filled, isData: false);
            var rest = Math.Min(LongestWritten, kept);
            filled[^rest..].CopyTo(buffer);
            read = stream.Read(buffer.AsSpan(rest));
            kept = rest + read;
        }

        return true;
    }

    private static void Look(ReadOnlySpan<byte> part, bool isData)
    {
        Span<char> name = stackalloc char[LongestName];
        for (var at = 0; Next(part, ref at, name) is >= 0 and var length;)
        {
            foreach (var harmful in Harmful)
            {
                Refuse(name[..length], harmful);
            }

            foreach (var harmful in isData ? [] : HarmfulOutsideData)
            {
                Refuse(name[..length], harmful);
            }
        }
    }

    private static void Refuse(ReadOnlySpan<char> name, string harmful)
    {
        if (name.SequenceEqual(harmful))
        {
            throw new FileRefusedException("PDF 里有脚本、启动程序的动作或嵌入的文件（{0}），请去掉后再上传", "/" + harmful);
        }
    }

    private static bool Has(ReadOnlySpan<byte> part, string wanted)
    {
        Span<char> name = stackalloc char[LongestName];
        for (var at = 0; Next(part, ref at, name) is >= 0 and var length;)
        {
            if (name[..length].SequenceEqual(wanted))
            {
                return true;
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

    // Object streams begin with the number of the first object and its place.
    private static bool BeginsWithNumbers(ReadOnlySpan<byte> part)
    {
        var rest = part.TrimStart(Spaces);
        var number = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return number > 0 && IsSpace(rest[number]) && rest[number..].TrimStart(Spaces) is [>= (byte)'0' and <= (byte)'9', ..];
    }

    /// <summary>Decodes the next name and returns its length; 0 for a longer one, -1 at the end.</summary>
    private static int Next(ReadOnlySpan<byte> part, ref int at, Span<char> name)
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

    private static bool IsSpace(byte one) => Spaces.Contains(one);

    private static bool IsRegular(byte one) => one > ' ' && "()<>[]{}/%"u8.IndexOf(one) < 0;
}
