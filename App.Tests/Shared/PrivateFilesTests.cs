using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using WorkOrders.Files;
using WorkOrders.Tests.Files;

namespace WorkOrders.Tests;

/// <summary>Nobody else on the machine reads what the application writes.</summary>
public sealed partial class PrivateFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string root = Directory.CreateTempSubdirectory("private").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task An_uploaded_file_and_its_folders_are_the_applications_alone()
    {
        var host = new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = root };
        var store = new DiskFileStore(Options.Create(new FilesOptions { Path = "data/files" }), host, Given.Clock());
        await store.PutAsync("fabc", new MemoryStream(Samples.Png));
        var entries = Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories);
        Assert.Equal(4, entries.Length);
        Assert.All(entries, entry => Assert.Equal(Directory.Exists(entry) ? OwnerOnly | UnixFileMode.UserExecute : OwnerOnly, File.GetUnixFileMode(entry)));
    }

    [Fact]
    public async Task A_temporary_file_is_the_applications_alone_and_goes_when_it_is_closed()
    {
        string name;
        await using (var scratch = PrivateFiles.OpenScratch())
        {
            name = scratch.Name;
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(name));
        }

        Assert.False(File.Exists(name));
    }

    [Fact]
    public void What_is_written_anew_is_whole_and_leaves_no_other_file()
    {
        var path = Path.Combine(root, "secret");
        File.WriteAllText(path + ".part", "half of what was written when the power went");
        PrivateFiles.Write(path, "one, and longer");
        PrivateFiles.Write(path, "two");
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(root));
    }

    [Fact]
    public void What_is_written_is_the_applications_alone()
    {
        PrivateFiles.Write(Path.Combine(root, "secret"), "text");
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(root, "secret")));
    }

    /// <summary>Rules of the server are written into a file that the server made.</summary>
    [Fact]
    public void No_other_code_makes_files_or_folders() => Assert.Equal(
        ["ClusterPassword.cs", "PrivateFiles.cs"],
        Directory.EnumerateFiles(Repository.PathOf("App"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && Makes().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [GeneratedRegex(
        @"FileMode\.(Create\b|Append)|new FileStream\([^;]*FileMode\.(CreateNew|OpenOrCreate)|"
        + @"\bFile\.(Create|Write|Append|OpenWrite|CreateText)|CreateDirectory|CreateTemp|GetTempFileName|new StreamWriter\(""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Makes();
}
