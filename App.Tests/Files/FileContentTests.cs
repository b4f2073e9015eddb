using System.Buffers.Binary;
using WorkOrders.Files;
using WorkOrders.Files.Content;

namespace WorkOrders.Tests.Files;

public sealed class FileContentTests
{
    public static TheoryData<string, FileKind?, bool> Table => new()
    {
        { nameof(Samples.Pdf), FileKind.Pdf, false },
        { nameof(Samples.Doc), FileKind.Doc, false },
        { nameof(Samples.Docx), FileKind.Docx, false },
        { nameof(Samples.Xls), FileKind.Xls, false },
        { nameof(Samples.Xlsx), FileKind.Xlsx, false },
        { nameof(Samples.XlsxWithDefaultType), FileKind.Xlsx, false },
        { nameof(Samples.Png), FileKind.Png, false },
        { nameof(Samples.Jpg), FileKind.Jpg, false },
        { nameof(Samples.Wav), FileKind.Wav, false },
        { nameof(Samples.Mp3), FileKind.Mp3, false },
        { nameof(Samples.TaggedMp3), FileKind.Mp3, false },
        { nameof(Samples.Zip), null, false },
        { nameof(Samples.Exe), null, false },
        { nameof(Samples.Docm), null, true },
        { nameof(Samples.XlsxWithVba), null, true },
        { nameof(Samples.DocWithMacros), null, true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_content_says_what_a_file_is(string sample, FileKind? kind, bool macros) => Assert.Equal(new ContentFinding(kind, macros), Read(SampleOf(sample)));

    [Theory]
    [InlineData("xl/workbook.xml", FileKind.Xlsx)]
    [InlineData("./xl/workbook.xml", FileKind.Xlsx)]
    [InlineData("/XL/Workbook.xml", FileKind.Xlsx)]
    [InlineData("xl/other.xml", null)]
    [InlineData("word/document.xml", null)]
    public void The_main_part_is_the_one_that_the_package_names(string main, FileKind? kind) => Assert.Equal(kind, Read(Samples.Package(
        """<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>""",
        main, "xl/workbook.xml", "word/document.xml")).Kind);

    [Theory]
    [MemberData(nameof(Table))]
    public void A_torn_file_is_no_file_of_ours_and_breaks_nothing(string sample, FileKind? kind, bool macros)
    {
        _ = (kind, macros);
        var whole = SampleOf(sample);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 97))
        {
            var finding = Read(whole[..length]);

            // A truncated recording is still a recording. A compound file with a complete directory still shows its kind.
            Assert.True(finding.Kind is null or FileKind.Wav or FileKind.Mp3 or FileKind.Doc or FileKind.Xls, $"{sample} of {length} bytes: {finding}");
        }
    }

    [Fact]
    public void A_picture_that_is_an_archive_too_is_neither()
    {
        Assert.Null(Read([.. Samples.Png, .. Samples.Zip]).Kind);
        Assert.Null(Read([.. Samples.Jpg, .. Samples.Zip]).Kind);
        Assert.Null(Read([.. Samples.Pdf, .. Samples.Zip]).Kind);
        Assert.Null(Read([.. Samples.Wav, .. Samples.Zip]).Kind);
    }

    [Fact]
    public void What_a_telephone_puts_behind_a_picture_is_no_harm() => Assert.Equal(FileKind.Jpg, Read([.. Samples.Jpg, .. new byte[5000]]).Kind);

    [Fact]
    public void An_archive_that_would_fill_the_disk_is_not_unpacked()
    {
        var bomb = Samples.Office("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml", "word/bomb.xml");

        // The zip directory declares almost 4 GB for its last entry.
        var at = bomb.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(at + 24), 0xFFFFFFF0);
        Assert.Equal("文件展开后太大，请删去多余的工作表、图片和格式后再上传", Assert.Throws<FileRefusedException>(() => Read(bomb)).Reason.Reason);
    }

    [Fact]
    public void A_compound_file_whose_chains_turn_in_circles_ends()
    {
        var circle = Samples.Compound("Nothing");
        BinaryPrimitives.WriteUInt32LittleEndian(circle.AsSpan(516), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(circle.AsSpan(68), 0);
        Assert.Null(Read(circle).Kind);
    }

    [Theory]
    [InlineData("C:\\fakepath\\合同.pdf", "合同.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\u202Efdp.exe\n.pdf", "afdp.exe.pdf")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData(".pdf", "pdf")]
    [InlineData("13812345678.wav", "138****5678.wav")]
    public void A_name_loses_folders_and_what_nobody_sees_and_prints_masked(string? given, string clean) => Assert.Equal(clean, FileName.Clean(given).Masked);

    [Fact]
    public void A_name_that_is_too_long_keeps_its_extension()
    {
        var name = FileName.Clean(new string('长', 400) + ".pdf").Unmask();
        Assert.Equal((FileName.MaxLength, true), (name.Length, name.EndsWith("….pdf", StringComparison.Ordinal)));
        Assert.True(FileName.Clean(string.Concat(Enumerable.Repeat("😀", 200)) + ".png").Unmask().Length <= FileName.MaxLength);

        // Its numbers are much shorter when they are masked.
        var numbers = string.Join('、', Enumerable.Repeat(string.Join("----------", "13812345678".AsEnumerable()), 3));
        var masked = FileName.Clean(numbers + ".wav");
        Assert.True(masked.Unmask().Length < FileName.MaxLength);
        Assert.Equal(masked.Masked, masked.Unmask());
    }

    private static byte[] SampleOf(string name) => (byte[])typeof(Samples).GetProperty(name)!.GetValue(null)!;

    private static ContentFinding Read(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return FileContent.Read(stream);
    }
}
