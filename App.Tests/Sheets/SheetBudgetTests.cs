using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WorkOrders.Files;
using WorkOrders.Sheets;

namespace WorkOrders.Tests.Sheets;

/// <summary>A workbook that would fill the memory or take hours is refused in words, before much of it is read.</summary>
public sealed class SheetBudgetTests
{
    private const string TooLarge = "文件展开后太大，请删去多余的工作表、图片和格式后再上传";
    private const string Damaged = "文件已损坏，没有读完，请重新保存后再上传";
    private const string TextTooLong = "单元格 {0} 的文字超过 {1} 个字符，请缩短后再上传";
    private const string SharedTooLong = "有一个单元格的文字超过 {0} 个字符，请缩短后再上传";
    private const string OutsideTooLong = "工作表里单元格以外的文字（例如页眉、页脚）超过 {0} 个字符，请缩短后再上传";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Shared = "xl/sharedStrings.xml";
    private const int Megabyte = 1024 * 1024;

    // Below the size from which a part is judged by its ratio.
    private static readonly string Long = new('x', 8 * Megabyte);

    [Fact]
    public async Task Half_a_megabyte_that_unpacks_to_half_a_gigabyte_is_refused_four_times_at_once_without_being_unpacked()
    {
        var shared = Bomb(Shared, $"<sst xmlns='{Main}'><si><t>", 560, "</t></si></sst>", CompressionLevel.Optimal);
        var cell = $"<worksheet xmlns='{Main}'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>";
        var inline = Bomb(Sheet, cell, 520, "</t></is></c></row></sheetData></worksheet>", CompressionLevel.Fastest);

        await Task.WhenAll(new[] { shared, inline, shared, inline }.Select(file => Task.Run(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reason = Refusal(file);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * Megabyte);
            Assert.Contains(reason.Reason, (string[])[TooLarge, TextTooLong]);
        })));
    }

    [Fact]
    public void A_text_that_no_cell_can_have_is_named_and_not_held_in_memory()
    {
        var cell = $"<c r='A7'><v>1</v></c><c r='C7' t='inlineStr'><is><t>{Long}</t></is></c>";
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='7'>{cell}</row>")), TextTooLong, "C7", 32_767);
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='7'><c r='C7'><f>{Long}</f><v>1</v></c></row>")), TextTooLong, "C7", 32_767);
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='7'><c r='C7'>{new string(' ', 8 * Megabyte)}<v>1</v></c></row>")), TextTooLong, "C7", 32_767);
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='7'>{Long}</row>")), OutsideTooLong, 32_767);
        var header = Cells("<row r='7'><c r='C7'><v>1</v></c></row>", $"<headerFooter><oddHeader>{Long}</oddHeader></headerFooter>");
        RefusedEarly(Rewritten(Sheet, header), OutsideTooLong, 32_767);
        RefusedEarly(Rewritten(Shared, $"<sst xmlns='{Main}'><si><t>一</t></si><si><t>{Long}</t></si></sst>"), SharedTooLong, 32_767);
        RefusedEarly(Rewritten(Shared, $"<sst xmlns='{Main}'><si><r><t>{Long}</t></r></si></sst>"), SharedTooLong, 32_767);

        // MiniExcel finds the part under this name too.
        RefusedEarly(Rewritten(Shared, $"<sst xmlns='{Main}'><si><t>{Long}</t></si></sst>", "xl/SharedStrings.xml"), SharedTooLong, 32_767);
    }

    [Theory]
    [InlineData(32_767, null)]
    [InlineData(32_768, "C7")]
    public void The_longest_text_of_a_cell_is_that_of_a_spreadsheet_program(int length, string? refused)
    {
        var text = new string('长', length - 1) + "_x0041_";
        foreach (var file in new[]
        {
            Rewritten(Sheet, Cells($"<row r='7'><c r='C7' t='inlineStr'><is><t>{text}</t></is></c></row>")),
            UploadFile.Rewritten(
                new MemoryStream(Rewritten(Shared, $"<sst xmlns='{Main}'><si><t>{text}</t></si></sst>")),
                Sheet,
                _ => Cells("<row r='7'><c r='C7' t='s'><v>0</v></c></row>")).ToArray(),
        })
        {
            using var stream = new MemoryStream(file);
            if (refused is null)
            {
                Assert.Equal(length, SheetReader.Open(stream).Rows().Single().Cells[2].Text!.Length);
            }
            else
            {
                Refused(Assert.Throws<FileRefusedException>(() => SheetReader.Open(stream).Rows().Count()).Reason, TextTooLong, refused, 32_767);
            }
        }
    }

    [Fact]
    public void What_a_reader_would_hold_as_a_whole_ends_the_reading()
    {
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='1' spans='{Long}'/>")), Damaged);
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='1'><{Long}/></row>")), Damaged);
        RefusedEarly(Rewritten(Sheet, Cells($"<row r='1'><c r='A1'><v><![CDATA[{Long}]]></v></c></row>")), Damaged);
        RefusedEarly(Rewritten(Sheet, Cells($"<!--{Long}-->")), Damaged);
        RefusedEarly(Rewritten(Sheet, Cells($"<?x {Long}?>")), Damaged);
        RefusedEarly(Rewritten(Sheet, Cells(string.Concat(Enumerable.Repeat("<a>", 10_000)))), Damaged);
        RefusedEarly(Rewritten(Shared, $"<sst xmlns='{Main}'><si><t><![CDATA[{Long}]]></t></si></sst>"), Damaged);
        RefusedEarly(Rewritten(Shared, $"<!DOCTYPE sst [<!ENTITY a '{Long}'>]><sst xmlns='{Main}'/>"), Damaged);
        var styles = string.Concat(Enumerable.Repeat("<xf/>", 200_001));
        RefusedEarly(Rewritten("xl/styles.xml", $"<styleSheet xmlns='{Main}'><cellXfs>{styles}</cellXfs></styleSheet>"), TooLarge);
    }

    [Theory]
    [InlineData("A1:XFD1048576", null)]
    [InlineData("A1", null)]
    [InlineData("A1:XFE1", Damaged)]
    [InlineData("A1:A1048577", Damaged)]
    [InlineData("A1:AAAAAAAA1", Damaged)]
    [InlineData("", Damaged)]
    public void A_dimension_beyond_a_sheet_is_refused(string dimension, string? reason)
    {
        const string rows = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>";
        var file = Rewritten(Sheet, $"<worksheet xmlns='{Main}'><dimension ref='{dimension}'/>{rows}</worksheet>");
        using var stream = new MemoryStream(file);
        if (reason is null)
        {
            Assert.Single(SheetReader.Open(stream).Rows());
        }
        else
        {
            Refused(Refusal(file), reason);
        }
    }

    [Fact]
    public void Rows_and_columns_beyond_their_number_are_refused()
    {
        const string two = "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'/></row><row r='9'><c r='A9'><v>1</v></c></row>";
        using var rows = new MemoryStream(Rewritten(Sheet, Cells(two)));
        Assert.Equal(2, SheetReader.Open(rows, mostRows: 2).Rows().Count());
        Refused(Assert.Throws<FileRefusedException>(() => SheetReader.Open(rows, mostRows: 1)).Reason, "有内容的行超过 {0} 行，请分成几个文件", 1);
        Refused(Refusal(Rewritten(Sheet, Cells("<row r='1'><c r='XFE1'><v>1</v></c></row>"))), Damaged);
    }

    [Fact]
    public void Sizes_that_the_directory_belittles_are_found_out()
    {
        var file = Rewritten(Sheet, Cells($"<row r='1'><c r='A1'><v>1</v></c></row>{new string(' ', 20_000)}"));
        Lie(file, Sheet, 1_000);
        Refused(Refusal(file), Damaged);
        var exaggerating = Rewritten(Sheet, Cells("<row r='1'><c r='A1'><v>1</v></c></row>"));
        Lie(exaggerating, Sheet, 700 * Megabyte);
        Refused(Refusal(exaggerating), TooLarge);
    }

    [Fact]
    public void More_parts_than_a_workbook_has_are_refused_before_the_directory_is_read()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i <= 2_000; i++)
            {
                zip.CreateEntry($"{i}");
            }
        }

        Refused(Refusal(file.ToArray()), TooLarge);
    }

    [Theory]
    [InlineData("../evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData("xl/../../evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData("xl/%2e%2e/evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData("/etc/passwd", "文件里有路径不安全的条目：{0}")]
    [InlineData("C:/evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData(@"xl\evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData("XL/Workbook.xml", "文件里有重名的条目：{0}")]
    [InlineData("xl/embeddings/oleObject1.bin", "文件里嵌有别的文件（{0}），请删去后再上传")]
    [InlineData("xl/Embeddings/", "文件里嵌有别的文件（{0}），请删去后再上传")]
    [InlineData("xl/externalLinks/externalLink1.xml", "文件引用了别的工作簿（{0}），请断开链接后再上传")]
    public void A_part_that_can_hurt_is_named(string name, string reason) => Refused(Refusal(With(name)), reason, name);

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    public void Macros_are_refused_also_under_another_type(string name) => Refused(Refusal(With(name)), "文件带有宏，请另存为 .xlsx 工作簿后再上传");

    [Fact]
    public void Of_two_sheets_with_one_name_none_is_read()
    {
        var file = UploadFile.Rewritten(
            new UploadFile(null).Build(), "xl/workbook.xml", text => text.Replace("name=\"空\"", "name=\"单\"", StringComparison.Ordinal));

        Refused(Refusal(file.ToArray()), "文件不是 .xlsx 工作簿，请下载模版填写后上传");
    }

    [Theory]
    [InlineData(Sheet)]
    [InlineData(Shared)]
    public void Reading_a_part_ends_when_the_person_leaves(string part)
    {
        var file = Many(part);
        using var gone = new CancellationTokenSource();
        using var stream = new LeavingStream(file, gone) { After = file.Length + (file.Length / 2) };

        Assert.Throws<OperationCanceledException>(() => SheetReader.Open(stream, cancellation: gone.Token));
        Assert.InRange(stream.Taken, file.Length, 2 * file.Length);
    }

    [Theory]
    [InlineData(Sheet)]
    [InlineData(Shared)]
    public void Reading_the_rows_ends_when_the_person_leaves(string part)
    {
        var file = Many(part);
        using var gone = new CancellationTokenSource();
        using var stream = new LeavingStream(file, gone);
        var reader = SheetReader.Open(stream, cancellation: gone.Token);
        var before = stream.Taken;
        stream.After = before + (file.Length / 2);

        Assert.Throws<OperationCanceledException>(() => reader.Rows().Count());
        Assert.InRange(stream.Taken - before, file.Length / 2, file.Length);
    }

    // Texts that hardly compress, so that the part is read in many pieces.
    private static byte[] Many(string part)
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, 20_000).Select(_ => $"{random.NextInt64():X}").ToList();
        return part == Sheet
            ? Rewritten(Sheet, Cells(string.Concat(texts.Select((t, i) => $"<row r='{i + 1}'><c r='A{i + 1}' t='inlineStr'><is><t>{t}</t></is></c></row>"))))
            : Rewritten(Shared, $"<sst xmlns='{Main}'>{string.Concat(texts.Select(t => $"<si><t>{t}</t></si>"))}</sst>");
    }

    private static void RefusedEarly(byte[] file, string reason, params object[] arguments)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Refusal(file), reason, arguments);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6 * Megabyte);
    }

    private static Outcome Refusal(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return Assert.Throws<FileRefusedException>(() => SheetReader.Open(stream)).Reason;
    }

    private static string Cells(string rows, string after = "") => $"<worksheet xmlns='{Main}'><sheetData>{rows}</sheetData>{after}</worksheet>";

    private static byte[] Rewritten(string part, string text, string? renamed = null)
    {
        using var file = UploadFile.Rewritten(new UploadFile(null).Build(), part, _ => renamed is null ? text : null);
        return renamed is null ? file.ToArray() : With(renamed, text, file.ToArray());
    }

    private static byte[] With(string name, string text = "", byte[]? file = null)
    {
        using var stream = new MemoryStream();
        stream.Write(file ?? new UploadFile(null).Build().ToArray());
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            UploadFile.Add(zip, name, text);
        }

        return stream.ToArray();
    }

    private static byte[] Bomb(string part, string before, int megabytes, string after, CompressionLevel level)
    {
        using var bomb = new MemoryStream();
        using (var from = new ZipArchive(new UploadFile(null).Build()))
        using (var to = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.Where(e => e.FullName != part))
            {
                using var copied = entry.Open();
                using var copy = to.CreateEntry(entry.FullName).Open();
                copied.CopyTo(copy);
            }

            using var stream = to.CreateEntry(part, level).Open();
            stream.Write(Encoding.UTF8.GetBytes(before));
            var piece = new byte[Megabyte];
            piece.AsSpan().Fill((byte)'x');
            for (var i = 0; i < megabytes; i++)
            {
                stream.Write(piece);
            }

            stream.Write(Encoding.UTF8.GetBytes(after));
        }

        return bomb.ToArray();
    }

    // Changes the size of a part in the directory.
    private static void Lie(byte[] file, string part, int size)
    {
        var name = file.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(part));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(name - 22), size);
    }

    /// <summary>A file whose reader leaves after some bytes.</summary>
    private sealed class LeavingStream(byte[] file, CancellationTokenSource gone) : MemoryStream(file)
    {
        public long After { get; set; } = long.MaxValue;

        public long Taken { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            // In small pieces: the file's own buffer would take it as a whole.
            var read = base.Read(buffer[..Math.Min(4096, buffer.Length)]);
            Taken += read;
            if (Taken > After)
            {
                gone.Cancel();
            }

            return read;
        }
    }
}
