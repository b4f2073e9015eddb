using System.Buffers.Binary;

namespace WorkOrders.Files.Content;

/// <summary>Checks the structure of an audio file.</summary>
internal static class Sound
{
    // Layer III bit rates in kbit/s: MPEG 1, then MPEG 2 and 2.5.
    private static readonly int[] Rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Frequencies = [44_100, 48_000, 32_000];

    /// <summary>A format chunk, then a data chunk. A wrong data length is accepted, because an interrupted recording has one.</summary>
    public static bool IsWav(ReadOnlySpan<byte> file)
    {
        var hasFormat = false;
        for (var at = 12L; at + 8 <= file.Length;)
        {
            var chunk = file.Slice((int)at, 8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("data"u8))
            {
                return hasFormat && at + 8 < file.Length;
            }

            hasFormat |= chunk.StartsWith("fmt "u8) && length is >= 14 and <= 1024;
            at += 8L + length + (length & 1);
        }

        return false;
    }

    /// <summary>Three consecutive layer III frames, after the ID3 tag if there is one.</summary>
    public static bool IsMp3(Stream content, ReadOnlySpan<byte> head)
    {
        long at = 0;
        if (head.StartsWith("ID3"u8))
        {
            // The tag size uses seven bits of each byte; the optional footer adds another 10 bytes.
            at = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]) + ((head[5] & 0x10) != 0 ? 10 : 0);
        }

        at = SkipPadding(content, at);
        Span<byte> frame = stackalloc byte[4];
        for (var frames = 0; frames < 3; frames++)
        {
            if (at + 4 > content.Length)
            {
                return false;
            }

            content.Position = at;
            content.ReadExactly(frame);
            if (FrameLength(BinaryPrimitives.ReadUInt32BigEndian(frame)) is not { } length)
            {
                return false;
            }

            at += length;
        }

        return true;
    }

    private static long SkipPadding(Stream content, long at)
    {
        const int most = 4096;
        content.Position = Math.Min(at, content.Length);
        for (var i = 0; i < most && content.ReadByte() == 0; i++)
        {
            at++;
        }

        return at;
    }

    private static int? FrameLength(uint header)
    {
        var version = header >> 19 & 3;
        var (rate, frequency) = ((int)(header >> 12 & 15), (int)(header >> 10 & 3));
        if (header >> 21 != 0x7FF || version == 1 || (header >> 17 & 3) != 1 || rate is 0 or 15 || frequency == 3)
        {
            return null;
        }

        var isFirst = version == 3;
        var hertz = Frequencies[frequency] >> (isFirst ? 0 : version == 2 ? 1 : 2);
        return (isFirst ? 144 : 72) * 1000 * (isFirst ? Rates1 : Rates2)[rate] / hertz + (int)(header >> 9 & 1);
    }
}
