using System.Buffers.Binary;

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

    /// <summary>IHDR first, then contiguous blocks up to IEND at the end of the file.</summary>
    public static bool IsWholePng(Stream content)
    {
        Span<byte> block = stackalloc byte[8];
        Span<byte> size = stackalloc byte[8];
        var isFirst = true;
        for (long at = PngSignature.Length; at + 12 <= content.Length; isFirst = false)
        {
            content.Position = at;
            content.ReadExactly(block);
            if (isFirst && !block[4..].SequenceEqual("IHDR"u8))
            {
                return false;
            }

            if (isFirst)
            {
                content.ReadExactly(size);
                CheckSize(BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size[4..]));
            }

            at += 12L + BinaryPrimitives.ReadUInt32BigEndian(block);
            if (block[4..].SequenceEqual("IEND"u8))
            {
                return at == content.Length;
            }
        }

        return false;
    }

    /// <summary>A frame segment before the first scan, and an end marker after it. Phones append their own data after the end marker.</summary>
    public static bool IsJpg(Stream content)
    {
        Span<byte> segment = stackalloc byte[4];
        Span<byte> frame = stackalloc byte[5];
        var hasFrame = false;
        for (long at = 2; at + 4 <= content.Length;)
        {
            content.Position = at;
            content.ReadExactly(segment);
            if (segment[0] != 0xFF)
            {
                return false;
            }

            if (segment[1] == 0xFF)
            {
                at++;
                continue;
            }

            if (segment[1] == 0xDA)
            {
                return hasFrame && HasEnd(content);
            }

            // C0 to CF are frames, except C4 (tables), C8 (reserved) and CC (arithmetic coding).
            if (segment[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                hasFrame = true;
                content.ReadExactly(frame);
                CheckSize(BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
            if (length < 2)
            {
                return false;
            }

            at += 2 + length;
        }

        return false;
    }

    private static void CheckSize(long width, long height)
    {
        if (width * height > MostPixels)
        {
            throw new FileRefusedException("图片有 {0} × {1} 像素，最多 {2} 百万像素", width, height, MostPixels / 1_000_000);
        }
    }

    private static bool HasEnd(Stream content)
    {
        var buffer = new byte[32 * 1024];
        var wasMark = false;
        while (content.Read(buffer) is > 0 and var read)
        {
            foreach (var one in buffer.AsSpan(0, read))
            {
                if (wasMark && one == 0xD9)
                {
                    return true;
                }

                wasMark = one == 0xFF;
            }
        }

        return false;
    }
}
