using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using WorkOrders.Files;
using WorkOrders.Files.Content;

namespace WorkOrders.Tests.Files;

/// <summary>Files of the right kind with something in them that can hurt whoever opens them, or the node.</summary>
public sealed class HarmfulFileTests
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    internal const string InPdf = "PDF 里有脚本、启动程序的动作或嵌入的文件（{0}），请去掉后再上传";
    internal const string ClosedPdf = "PDF 加了密，或有无法检查的部分，请另存为普通的 PDF 后再上传";
    private const string TooLarge = "文件展开后太大，请删去多余的工作表、图片和格式后再上传";

    [Theory]
    [InlineData("../evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData("/evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData(@"word\evil.xml", "文件里有路径不安全的条目：{0}")]
    [InlineData("word/Document.xml", "文件里有重名的条目：{0}")]
    [InlineData("word/embeddings/Microsoft_Excel_Sheet1.xlsx", "文件里嵌有别的文件（{0}），请删去后再上传")]
    [InlineData("xl/externalLinks/externalLink1.xml", "文件引用了别的工作簿（{0}），请断开链接后再上传")]
    public void A_part_of_a_document_that_can_hurt_is_named(string name, string reason) =>
        RefusedFor(Samples.Office(Word, "word/document.xml", name), reason, name);

    [Fact]
    public void A_document_is_no_larger_than_its_directory_says_and_that_is_not_too_large()
    {
        var text = new string('x', 20 * 1024 * 1024);
        var bomb = WithPart("word/media/x.xml", text);
        RefusedFor(bomb, TooLarge);

        // The same with a size that looks harmless: the content is torn.
        var name = bomb.AsSpan().LastIndexOf("word/media/x.xml"u8);
        BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(name - 22), 100_000);
        Assert.Equal(ContentFinding.Nothing, Read(bomb));
        Assert.Equal(FileKind.Docx, Read(WithPart("word/media/x.xml", text[..100_000])).Kind);
    }

    [Fact]
    public void Parts_that_share_their_bytes_are_refused()
    {
        var file = WithPart("word/media/x.xml", new string('x', 100_000));
        for (var at = file.AsSpan().IndexOf("PK\x01\x02"u8); at >= 0; at = Next(file, at))
        {
            // Each part claims more than half of the file.
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 20), (file.Length / 2) + 1);
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 42), 0);
        }

        RefusedFor(file, TooLarge);

        static int Next(byte[] file, int at) => file.AsSpan(at + 4).IndexOf("PK\x01\x02"u8) is >= 0 and var next ? at + 4 + next : -1;
    }

    [Theory]
    [InlineData("/S/JavaScript/JS(app.alert(1))", "/JavaScript")]
    [InlineData("/S /J#61vaScript", "/JavaScript")]
    [InlineData("/S/#4a#61#76#61#53#63#72#69#70#74", "/JavaScript")]
    [InlineData("/JS 7 0 R", "/JS")]
    [InlineData("/J#53(x)", "/JS")]
    [InlineData("/S/Launch/F(cmd.exe)", "/Launch")]
    [InlineData("/Type/EmbeddedFile", "/EmbeddedFile")]
    [InlineData("/Names<</EmbeddedFiles 9 0 R>>", "/EmbeddedFiles")]
    [InlineData("/Subtype/FileAttachment/FS 8 0 R", "/FileAttachment")]
    [InlineData("/Type/Filespec/F(a.exe)/EF<</F 9 0 R>>", "/EF")]
    public void A_name_in_a_pdf_that_can_hurt_is_told_wherever_it_stands(string inside, string named)
    {
        RefusedFor(Pdf($"4 0 obj<<{inside}>>endobj\n"), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 <<{inside}>>")), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0{new string(' ', 65_530)}<<{inside}>>")), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 <<{inside}>>", "/T#79pe/Obj#53tm/N 1/First 4/Filter/FlateDecode")), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 <<{inside}>>", "/N 1/First 4/Filter/FlateDecode")), InPdf, named);
        RefusedFor(Pdf([.. "% stream\n"u8, .. ObjectStream($"4 0 <<{inside}>>")]), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 <<{inside}>>", "/N 1/First 4/X(stream)/Filter/FlateDecode")), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 <<{inside}>>", end: ">>% the data\n%\n")), InPdf, named);
    }

    [Theory]
    [InlineData("/JSON(x)/LaunchPad/EmbeddedFonts/JavaScripts")]
    [InlineData("/Title(JavaScript and Launch)")]
    [InlineData("/URI(https://example.com/x)")]
    public void Other_names_are_no_harm(string inside)
    {
        Assert.Equal(FileKind.Pdf, Read(Pdf($"4 0 obj<<{inside}>>endobj\n")).Kind);
        Assert.Equal(FileKind.Pdf, Read(Pdf(ObjectStream($"4 0 <<{inside}>>"))).Kind);
        Assert.Equal(FileKind.Pdf, Read(Pdf([.. "4 0 obj<</Length 9>>stream\n"u8, .. "\x01/JS(\x02 x "u8, .. "\nendstream endobj\n"u8])).Kind);
    }

    [Theory]
    [InlineData("/Type/ObjStm/N 1/First 4/X(endstream)/Filter/FlateDecode")]
    [InlineData("/Type/ObjStm/N 1/First 4/X(stream)/Filter/FlateDecode")]
    [InlineData("/Type/ObjStm/N 1/First 4/X(>>stream\n)/Filter/FlateDecode")]
    [InlineData("/Type/ObjStm/N 1/First 4/X(endobj 5 0 obj<<)/Filter/FlateDecode")]
    [InlineData("/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]", 2)]
    [InlineData("/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]%5 0 obj\n/Length 9", 2)]
    [InlineData("/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/DCTDecode]")]
    [InlineData("/Type/ObjStm/N 1/First 4/Filter/Fl")]
    [InlineData("/Type/ObjStm/N 1/First 4/Filter 7 0 R")]
    [InlineData("/Type/ObjStm/N 1/First 4")]
    public void Objects_of_a_pdf_are_not_hidden_by_what_stands_in_their_dictionary(string dictionary, int times = 1) =>
        RefusedFor(Pdf(ObjectStream("4 0 <</S/JavaScript>>", dictionary, times)), ClosedPdf);

    [Fact]
    public void Objects_of_a_pdf_may_be_uncompressed()
    {
        const string head = "9 0 obj<</Type/ObjStm/N 1/First 4>>stream\n4 0 <<";
        Assert.Equal(FileKind.Pdf, Read(Pdf($"{head}>>\nendstream endobj\n")).Kind);
        RefusedFor(Pdf($"{head}/S/JavaScript>>\nendstream endobj\n"), InPdf, "/JavaScript");
    }

    [Fact]
    public void A_picture_in_a_pdf_with_outlines_and_notes_may_be_of_any_size_unless_it_begins_like_objects()
    {
        var objects = "5 0 obj<</Type/Outlines/First 6 0 R>>endobj 6 0 obj<</Subtype/Text/AP<</N 7 0 R>>>>endobj\n"u8.ToArray();
        Assert.Equal(FileKind.Pdf, Read(Pdf([.. objects, .. Picture("x"), .. ObjectStream("4 0 <<>>")])).Kind);
        RefusedFor(Pdf([.. objects, .. Picture("4 0 "), .. ObjectStream("4 0 <<>>")]), ClosedPdf);

        static byte[] Picture(string beginning) => ObjectStream(beginning + new string(' ', 70 * 1024 * 1024), "/Subtype/Image/Filter/FlateDecode");
    }

    [Fact]
    public void What_a_torn_stream_of_a_pdf_took_counts()
    {
        // It is within the budget alone, but not behind another that ends torn.
        var marked = ObjectStream($"4 0{new string(' ', 40 * 1024 * 1024)}/JavaScript", "/N 1/First 4/Filter/FlateDecode");
        var torn = ObjectStream($"4 0{new string(' ', 40 * 1024 * 1024)}", "/N 1/First 4/Filter/FlateDecode");
        torn.AsSpan(torn.AsSpan().LastIndexOf("\r\nendstream"u8) - 4, 4).Clear();

        RefusedFor(Pdf(marked), InPdf, "/JavaScript");
        RefusedFor(Pdf([.. torn, .. marked]), ClosedPdf);
    }

    [Fact]
    public void Objects_of_a_pdf_that_cannot_be_looked_into_are_refused()
    {
        RefusedFor(Pdf([.. "4 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"u8, .. "encrypted"u8, .. "\nendstream endobj\n"u8]), ClosedPdf);
        RefusedFor(Pdf(ObjectStream("4 0 <<>>", "/Type/ObjStm/Filter[/FlateDecode/ASCIIHexDecode]")), ClosedPdf);
        RefusedFor(Pdf(ObjectStream("4 0 <<>>", "/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Predictor 12>>")), ClosedPdf);

        var bomb = Pdf(ObjectStream("4 0" + new string(' ', 70 * 1024 * 1024)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        RefusedFor(bomb, ClosedPdf);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Theory]
    [InlineData("ObjectPool", "ObjectPool")]
    [InlineData("\u0001Ole10Native", "Ole10Native")]
    [InlineData("MBD0018A2F3", "MBD0018A2F3")]
    public void A_file_embedded_in_an_old_document_is_named(string storage, string named)
    {
        RefusedFor(Samples.Compound("WordDocument", storage), "文件里嵌有别的文件（{0}），请删去后再上传", named);
        RefusedFor(Samples.Compound("Workbook", storage), "文件里嵌有别的文件（{0}），请删去后再上传", named);
    }

    [Fact]
    public void An_old_document_may_have_an_empty_place_for_embedded_files()
    {
        // Word writes one into every document.
        var doc = Samples.Compound("WordDocument", "ObjectPool");
        doc[1024 + 128 + 66] = 1;
        doc.AsSpan(1024 + 128 + 76, 4).Fill(0xFF);
        Assert.Equal(FileKind.Doc, Read(doc).Kind);
    }

    [Fact]
    public void Everything_that_a_part_was_read_with_is_given_back()
    {
        using var besides = new MemoryStream();
        using (new WatchedStream(new MemoryStream(), default, besides: besides))
        {
            Assert.True(besides.CanRead);
        }

        Assert.False(besides.CanRead);
    }

    [Fact]
    public void A_picture_that_would_fill_the_memory_of_a_browser_is_refused()
    {
        byte[] png = [.. Samples.Png];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 50_000);
        RefusedFor(png, "图片有 {0} × {1} 像素，最多 {2} 百万像素", 60_000L, 50_000L, 120L);
        byte[] jpg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xC3, 0x50, 0xEA, 0x60, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 3, 0, 0x12, 0xFF, 0xD9];
        RefusedFor(jpg, "图片有 {0} × {1} 像素，最多 {2} 百万像素", 60_000L, 50_000L, 120L);
        (jpg[7], jpg[9]) = (0x10, 0x20);
        Assert.Equal(FileKind.Jpg, Read(jpg).Kind);
    }

    [Theory]
    [InlineData(nameof(Samples.Docx))]
    [InlineData(nameof(Samples.Pdf))]
    [InlineData(nameof(Samples.Png))]
    public void Looking_into_a_file_ends_when_its_uploader_leaves(string sample)
    {
        using var content = new MemoryStream((byte[])typeof(Samples).GetProperty(sample)!.GetValue(null)!);

        Assert.Throws<OperationCanceledException>(() => FileContent.Read(content, new CancellationToken(canceled: true)));
    }

    internal static void RefusedFor(byte[] file, string reason, params object[] arguments) =>
        Refused(Assert.Throws<FileRefusedException>(() => Read(file)).Reason, reason, arguments);

    private static byte[] WithPart(string name, string text)
    {
        using var stream = new MemoryStream();
        stream.Write(Samples.Docx);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            UploadFile.Add(zip, name, text);
        }

        return stream.ToArray();
    }

    internal static byte[] Pdf(string objects) => Pdf(Encoding.ASCII.GetBytes(objects));

    internal static byte[] Pdf(byte[] objects) => [.. "%PDF-1.7\n"u8, .. objects, .. Samples.Pdf.AsSpan("%PDF-1.4\n".Length)];

    internal static byte[] ObjectStream(
        string objects, string dictionary = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", int times = 1, string end = ">>")
    {
        var packed = Encoding.ASCII.GetBytes(objects);
        for (var i = 0; i < times; i++)
        {
            packed = Packed(packed);
        }

        return [.. Encoding.ASCII.GetBytes($"9 0 obj<<{dictionary}/Length {packed.Length}{end}stream\r\n"), .. packed, .. "\r\nendstream endobj\n"u8];
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }

    internal static ContentFinding Read(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return FileContent.Read(stream);
    }
}
