using System.Buffers.Binary;
using System.Text;

namespace WorkOrders.Files.Content;

/// <summary>
/// Checks the structure of an image from the first block to the last. One that would fill the memory of a browser throws
/// <see cref="FileRefusedException"/>.
/// </summary>
internal static class Pictures
{
    private const long MostPixels = 120_000_000;

    public static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ReadOnlySpan<byte> JpgSignature => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> SevenZip => [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C];

    /// <summary>IHDR first, then contiguous blocks up to IEND at the end of the file, and no web page in them.</summary>
    public static bool IsWholePng(ReadOnlySpan<byte> file)
    {
        for (long at = PngSignature.Length; at + 12 <= file.Length;)
        {
            var block = file.Slice((int)at, 8);
            var isFirst = at == PngSignature.Length;
            if (isFirst && (!block[4..].SequenceEqual("IHDR"u8) || file.Length < at + 16))
            {
                return false;
            }

            if (isFirst)
            {
                CheckSize(BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));
            }

            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(block);
            if (block[4..].SequenceEqual("IEND"u8))
            {
                return at == file.Length && !HasPage(file);
            }
        }

        return false;
    }

    /// <summary>A frame segment before the first scan, and an end marker after the last. Nothing in it or behind it is another kind of file.</summary>
    public static bool IsJpg(ReadOnlySpan<byte> file)
    {
        var (hasFrame, hasScan) = (false, false);
        for (var at = 2; at < file.Length;)
        {
            // Before a marker stand any number of FF. Scans end with nothing but a marker; some cameras leave a few bytes there.
            var mark = file[at..].IndexOf((byte)0xFF);
            var fill = mark < 0 || (mark > 0 && !hasScan) ? -1 : file[(at + mark)..].IndexOfAnyExcept((byte)0xFF);
            if (fill < 0)
            {
                return false;
            }

            at += mark + fill;
            var marker = file[at++];
            if (marker == 0xD9)
            {
                return hasScan && !HasOtherFile(file, at);
            }

            // Markers that stand alone: restarts, and 01.
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7) || (marker == 0 && hasScan))
            {
                continue;
            }

            // C0 to CF are frames, except C4 (tables), C8 (reserved) and CC (arithmetic coding).
            var isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (at + (isFrame ? 7 : 2) > file.Length || (marker == 0xDA && !hasFrame) || marker is 0 or 0xD8)
            {
                return false;
            }

            if (isFrame)
            {
                hasFrame = true;
                CheckSize(BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 3)..]));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2)
            {
                return false;
            }

            // What follows a scan's segment is coded: FF in it has 00 or a restart behind it, which are passed above.
            hasScan |= marker == 0xDA;
            at += length;
        }

        return false;
    }

    /// <summary>
    /// What stands behind the end marker is not only zeros: telephones put a film, depths, a second picture or their own data there, each
    /// maker in another form, and so many that a list of known ones would refuse ordinary photos. Only what a program would take for a file
    /// of its own is looked for.
    /// </summary>
    private static bool HasOtherFile(ReadOnlySpan<byte> file, int end)
    {
        var rest = file[end..].TrimStart((byte)0);
        return rest.StartsWith("MZ"u8)
            || rest.IndexOf("PK\x05\x06\0\0\0\0"u8) >= 0
            || rest.IndexOf("Rar!\x1A\x07"u8) >= 0
            || rest.IndexOf(SevenZip) >= 0
            || rest.IndexOf("%PDF-"u8) >= 0
            || file[..Math.Min(file.Length, 1024)].IndexOf("%PDF-"u8) >= 0
            || HasPage(file);
    }

    // Also in the notes inside of a picture. Descriptions there are XML, but none of these.
    private static bool HasPage(ReadOnlySpan<byte> file)
    {
        for (var rest = file; rest.IndexOf((byte)'<') is >= 0 and var at; rest = rest[(at + 1)..])
        {
            var tag = rest[(at + 1)..];
            if (!tag.IsEmpty && (tag[0] | 0x20) is 'h' or 's' or 'i' or 'b' or '!' && (Is(tag, "html"u8) || Is(tag, "script"u8)
                || Is(tag, "!doctype"u8) || Is(tag, "svg"u8) || Is(tag, "iframe"u8) || Is(tag, "body"u8)))
            {
                return true;
            }
        }

        return false;

        static bool Is(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> wanted) =>
            tag.Length >= wanted.Length && Ascii.EqualsIgnoreCase(tag[..wanted.Length], wanted);
    }

    private static void CheckSize(long width, long height)
    {
        if (width * height > MostPixels)
        {
            throw new FileRefusedException("图片有 {0} × {1} 像素，最多 {2} 百万像素", width, height, MostPixels / 1_000_000);
        }
    }
}
