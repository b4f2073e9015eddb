using System.Buffers.Binary;

namespace WorkOrders.Files.Content;

/// <summary>The records of an xls: whether it is a workbook, and whether one of its sheets holds macros of Excel 4.0.</summary>
internal static class OldWorkbook
{
    private const int Begin = 0x0809;
    private const int End = 0x000A;
    private const int Sheet = 0x0085;
    private const int Password = 0x002F;
    private const int MacroSheet = 0x0040;
    private const int Module = 0x0006;

    /// <summary>Xls, macros, or nothing of ours. One with a password throws <see cref="FileRefusedException"/>: its sheets can't be judged.</summary>
    public static ContentFinding Read(ReadOnlySpan<byte> stream)
    {
        // BIFF 8 or 5, the part with what all sheets share.
        if (KindAt(stream, 0) != 5 || BinaryPrimitives.ReadUInt16LittleEndian(stream[4..]) is not (0x0600 or 0x0500))
        {
            return ContentFinding.Nothing;
        }

        for (var at = 0; at + 4 <= stream.Length;)
        {
            var (record, length) = (BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]), BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]));
            if (at + 4 + length > stream.Length)
            {
                break;
            }

            var body = stream.Slice(at + 4, length);
            if (record == Password)
            {
                // Excel opens one kind of password by itself: it hides macros from programs that look for them.
                throw new FileRefusedException("文件加了密，请去掉密码后再上传");
            }

            if (record == End)
            {
                return new ContentFinding(FileKind.Xls);
            }

            if (record == Sheet && (length < 6 || body[5] is 1 or 6 || KindAt(stream, BinaryPrimitives.ReadUInt32LittleEndian(body)) is MacroSheet or Module))
            {
                return ContentFinding.Macros;
            }

            at += 4 + length;
        }

        return ContentFinding.Nothing;
    }

    // What begins there: 5 the workbook, 0x10 a sheet, 0x20 a chart; null when nothing does.
    private static int? KindAt(ReadOnlySpan<byte> stream, uint at) =>
        at + 8L <= stream.Length && BinaryPrimitives.ReadUInt16LittleEndian(stream[(int)at..]) == Begin
            ? BinaryPrimitives.ReadUInt16LittleEndian(stream[((int)at + 6)..])
            : null;
}
