using System.Buffers.Binary;
using System.Text;
using WorkOrders.Files;
using WorkOrders.Files.Content;
using static WorkOrders.Tests.Files.HarmfulFileTests;

namespace WorkOrders.Tests.Files;

/// <summary>Old doc and xls, and pictures: what stands in them is what their names promise, and nothing besides.</summary>
public sealed class HarmfulOldFileTests
{
    // JFIF, a frame, tables between two scans that hold an end marker, and restarts.
    private static readonly byte[] Photo =
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xFF, 0xC2, 0, 8, 8, 0, 1, 0, 1, 0, 0xFF, 0xDA, 0, 3, 0, 0x12, 0xFF, 0, 0xFF, 0xD0, 0x34,
        0xFF, 0xC4, 0, 6, 0xFF, 0xD9, 7, 7, 0xFF, 0xDA, 0, 3, 0, 0x56, 0xFF, 0xD9,
    ];

    [Fact]
    public void A_stream_with_the_name_of_a_document_is_one()
    {
        byte[] program = [.. "MZevil"u8, .. new byte[200]];
        Assert.Equal(ContentFinding.Nothing, Read(Samples.Compound(program, "WordDocument")));
        Assert.Equal(ContentFinding.Nothing, Read(Samples.Compound(program, "Workbook")));
        Assert.Equal(ContentFinding.Nothing, Read(Samples.Compound(program, "Book")));
        Assert.Equal(ContentFinding.Nothing, Read(Samples.Compound([0xEC, 0xA5, 0x65, 0], "WordDocument")));
        Assert.Equal(FileKind.Xls, Read(Samples.Compound(Samples.Workbook(), "workbook")).Kind);
        Assert.Equal(FileKind.Doc, Read(Samples.Compound(Samples.WordStart, "WordDocument", "1Table")).Kind);
    }

    [Theory]
    [InlineData(0, 0x10, false)]
    [InlineData(2, 0x20, false)]
    [InlineData(1, 0x40, true)]
    [InlineData(1, 0x10, true)]
    [InlineData(6, 0x10, true)]
    [InlineData(0, 0x40, true)]
    [InlineData(0, 0x06, true)]
    public void A_sheet_with_macros_of_Excel_4_is_refused(byte kind, byte begins, bool isMacro) => Assert.Equal(
        isMacro ? ContentFinding.Macros : new ContentFinding(FileKind.Xls), Read(Samples.Compound(Samples.Workbook(kind, begins), "Workbook")));

    [Fact]
    public void A_workbook_with_a_password_is_refused_because_its_sheets_are_hidden() =>
        RefusedFor(Samples.Compound(Samples.Workbook(0, 0x10, 0x2F, 0, 2, 0, 0, 0), "Workbook"), "文件加了密，请去掉密码后再上传");

    [Fact]
    public void A_workbook_that_ends_among_its_sheets_is_none()
    {
        var book = Samples.Workbook();
        book.AsSpan(33).Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(book.AsSpan(35), 0xFFFF);
        Assert.Equal(ContentFinding.Nothing, Read(Samples.Compound(book, "Workbook")));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_small_workbook_is_read_too(byte kind, bool isMacro)
    {
        // The short sectors are in the sectors of the root, and their table in the last sector.
        var book = Samples.Workbook(kind);
        var file = Samples.Compound([.. new byte[64], .. book], "Workbook", "Root Entry");
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(1024 + 116), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(1024 + 120), book.Length);
        file[1024 + 128 + 66] = 5;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(60), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((512 * 10) + 4), 0xFFFFFFFE);

        Assert.Equal(isMacro ? ContentFinding.Macros : new ContentFinding(FileKind.Xls), Read(file));
    }

    [Fact]
    public void A_picture_that_is_nothing_but_filling_is_read_once()
    {
        var file = new byte[StoredFile.MaxSize];
        file.AsSpan().Fill(0xFF);
        file[1] = 0xD8;
        using var content = new CountingStream(file);

        Assert.Equal(ContentFinding.Nothing, FileContent.Read(content));
        Assert.InRange(content.Reads, 1, 10);
    }

    [Fact]
    public void Pictures_and_recordings_of_many_small_blocks_are_read_once()
    {
        byte[] png = [.. Samples.Png.AsSpan(0, 33), .. Many("\0\0\0\0tEXt\0\0\0\0", 800_000)];
        byte[] wav = [.. "RIFF\0\0\0\0WAVE"u8, .. Many("junk\0\0\0\0", 1_200_000)];
        foreach (var file in new[] { png, wav })
        {
            using var content = new CountingStream(file);
            Assert.Equal(ContentFinding.Nothing, FileContent.Read(content));
            Assert.InRange(content.Reads, 1, 10);
        }

        static byte[] Many(string block, int times) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(block, times)));
    }

    [Fact]
    public void An_archive_behind_a_picture_is_found_whatever_follows_it()
    {
        Assert.Equal(FileKind.Jpg, Read(Photo).Kind);
        Assert.Null(Read([.. Photo, .. Samples.Zip, 10]).Kind);
        Assert.Null(Read([.. Photo, .. Samples.Zip, .. new byte[65_535]]).Kind);
        Assert.Null(Read([.. Photo, .. Samples.Zip, .. new byte[200_000]]).Kind);
        Assert.Null(Read([.. Photo, .. "Rar!\x1A\x07\0"u8, .. new byte[100]]).Kind);
        Assert.Null(Read([.. Photo, 0, 0, .. "MZ"u8, .. new byte[100]]).Kind);
        Assert.Null(Read([.. Photo, .. Samples.Pdf]).Kind);
        Assert.Null(Read([.. Samples.Wav, .. Samples.Zip, 10]).Kind);
        Assert.Null(Read([.. Samples.Pdf, .. Samples.Zip, .. "\n%%EOF"u8]).Kind);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>")]
    [InlineData("\n\n<ScRipt>")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("<svg onload=alert(1)>")]
    public void A_page_in_a_picture_or_behind_it_is_found(string page)
    {
        var text = Encoding.ASCII.GetBytes(page);
        byte[] note = [0xFF, 0xD8, 0xFF, 0xFE, 0, (byte)(text.Length + 2), .. text, .. Photo.AsSpan(2)];

        Assert.Null(Read([.. Photo, .. text]).Kind);
        Assert.Null(Read(note).Kind);
        Assert.Null(Read([.. Samples.Png.AsSpan(0, 33), 0, 0, 0, (byte)text.Length, .. "tEXt"u8, .. text, 0, 0, 0, 0, .. Samples.Png.AsSpan(33)]).Kind);
    }

    [Fact]
    public void A_telephone_may_put_a_film_a_picture_or_its_own_data_behind_a_photo()
    {
        Assert.Equal(FileKind.Jpg, Read([.. Photo, .. Photo]).Kind);
        Assert.Equal(FileKind.Jpg, Read([.. Photo, 0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[500]]).Kind);
        Assert.Equal(FileKind.Jpg, Read([.. Photo, 0, 0, 1, 10, .. "Image_UTC_Data1700000000000SEFH"u8, .. "k\0\0\0"u8, .. "SEFT"u8]).Kind);
        byte[] note = [0xFF, 0xD8, 0xFF, 0xE1, 0, 40, .. "<x:xmpmeta><rdf:RDF></rdf:RDF></x:xmp>"u8, .. Photo.AsSpan(2)];
        Assert.Equal(FileKind.Jpg, Read(note).Kind);
    }

    private sealed class CountingStream(byte[] content) : MemoryStream(content)
    {
        public int Reads { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            return base.Read(buffer);
        }
    }
}
