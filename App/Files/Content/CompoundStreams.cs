using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WorkOrders.Files.Content;

/// <summary>An entry in the directory of a compound file. That of the root has the small streams as its content.</summary>
internal sealed record CompoundEntry(string Name, bool IsRoot, uint First, uint Length);

/// <summary>Reads the streams of a compound file: large ones from its sectors, small ones from the short sectors in the root's stream.</summary>
internal sealed class CompoundStreams(Stream content, byte[] header, List<uint> table, List<CompoundEntry> entries, int sectorLength)
{
    private const int ShortLength = 64;
    private const uint Last = 0xFFFFFFFA;

    /// <summary>At most the beginning. A chain that ends before the stream does throws <see cref="InvalidDataException"/>.</summary>
    public byte[] Read(CompoundEntry entry, int most)
    {
        var length = (int)Math.Min(Math.Min(entry.Length, content.Length), most);
        if (entry.Length >= BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(56)))
        {
            return Large(entry.First, length);
        }

        var root = entries.Find(e => e.IsRoot) ?? throw new InvalidDataException("There is no root.");
        var all = Large(root.First, (int)Math.Min(root.Length, content.Length));
        var next = Large(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(60)), null);
        var stream = new byte[length];
        var at = entry.First;
        for (var filled = 0; filled < length; filled += ShortLength)
        {
            if ((at + 1L) * ShortLength > all.Length + (ShortLength - 1) || (at + 1L) * 4 > next.Length)
            {
                throw new InvalidDataException("The stream ends too early.");
            }

            var piece = all.AsSpan((int)at * ShortLength);
            piece[..Math.Min(piece.Length, Math.Min(ShortLength, length - filled))].CopyTo(stream.AsSpan(filled));
            at = BinaryPrimitives.ReadUInt32LittleEndian(next.AsSpan((int)at * 4));
        }

        return stream;
    }

    // Without a length, to the end of the chain. The file's own length ends a chain with a loop.
    private byte[] Large(uint first, int? length)
    {
        var stream = new List<byte>();
        var sector = new byte[sectorLength];
        for (var at = first; length is null ? at < Last && stream.Count < content.Length : stream.Count < length; at = table[(int)at])
        {
            if (at >= table.Count)
            {
                throw new InvalidDataException("The stream ends too early.");
            }

            CompoundFile.ReadSector(content, at, sector);
            stream.AddRange(sector);
        }

        return [.. CollectionsMarshal.AsSpan(stream)[..(length ?? stream.Count)]];
    }
}
