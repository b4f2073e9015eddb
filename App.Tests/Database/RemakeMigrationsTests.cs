using System.Diagnostics;

namespace WorkOrders.Tests;

/// <summary>Runs build/remake-migrations.sh in a temporary folder, with a fake dotnet that only writes the files of the EF tool.</summary>
public sealed class RemakeMigrationsTests : IDisposable
{
    private const string Triggers = "partial class Triggers { void Up() => migrationBuilder.Sql(\"CREATE TRIGGER kept\"); }";

    private readonly string root = Directory.CreateTempSubdirectory("remake").FullName;

    public RemakeMigrationsTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "build"));
        Directory.CreateDirectory(Path.Combine(root, "App"));
        File.Copy(Repository.PathOf("build", "remake-migrations.sh"), Path.Combine(root, "build", "remake-migrations.sh"));
        foreach (var provider in new[] { "PostgreSql", "SqlServer" })
        {
            Write($"Migrations/{provider}/20260101000000_Initial.cs", "partial class Initial { }");
            Write($"Migrations/{provider}/20260101000000_Initial.Designer.cs", "[Migration(\"20260101000000_Initial\")] partial class Initial { }");
            Write($"Migrations/{provider}/20260101000001_Triggers.cs", Triggers);
            Write($"Migrations/{provider}/20260101000001_Triggers.Designer.cs", "old");
            Write($"Migrations/{provider}/{provider}DbModelSnapshot.cs", "old");
        }

        Write("bin/dotnet", """
            #!/usr/bin/env bash
            if [ "$1 $2" != "ef migrations" ]; then exit 0; fi
            if [ -e no-model ]; then echo "The model is broken." >&2; exit 1; fi
            while [ "$1" != "--output-dir" ]; do shift; done
            cd App
            echo 'partial class Initial { }' > "$2/20270101000000_Initial.cs"
            echo '[Migration("20270101000000_Initial")] partial class Initial { }' > "$2/20270101000000_Initial.Designer.cs"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(root, "bin", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("PostgreSql")]
    [InlineData("SqlServer")]
    public async Task The_triggers_stay_word_for_word_and_come_right_after_the_new_Initial(string provider)
    {
        Assert.Equal((0, ""), await RunAsync());
        Assert.Equal(
            ["20270101000000_Initial.Designer.cs", "20270101000000_Initial.cs", "20270101000001_Triggers.Designer.cs", "20270101000001_Triggers.cs"],
            Files().Where(f => f.StartsWith(provider, StringComparison.Ordinal)).Select(Path.GetFileName));
        Assert.Equal(Triggers, Read($"Migrations/{provider}/20270101000001_Triggers.cs"));
        Assert.Equal("[Migration(\"20270101000001_Triggers\")] partial class Triggers { }\n", Read($"Migrations/{provider}/20270101000001_Triggers.Designer.cs"));
    }

    [Theory]
    [InlineData("migrationBuilder.Sql(\"CREATE TRIGGER lost\");")]
    [InlineData("migrationBuilder\n    .Sql(\"CREATE TRIGGER lost\");")]
    public async Task Handwritten_SQL_elsewhere_is_refused_by_name_and_nothing_changes(string handwritten)
    {
        Write("Migrations/SqlServer/20260202000000_MoreRules.cs", handwritten);
        var before = Files();
        var (code, errors) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("Migrations/SqlServer/20260202000000_MoreRules.cs", errors, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Without_triggers_to_keep_nothing_is_made()
    {
        File.Delete(Path.Combine(root, "Migrations/PostgreSql/20260101000001_Triggers.cs"));
        var before = Files();
        var (code, errors) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("Triggers", errors, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task What_breaks_off_on_the_way_leaves_the_migrations_as_they_were()
    {
        Write("no-model", "");
        var before = Files();
        Assert.NotEqual(0, (await RunAsync()).Code);
        Assert.Equal(before, Files());
        Assert.Equal(Triggers, Read("Migrations/PostgreSql/20260101000001_Triggers.cs"));
    }

    private async Task<(int Code, string Errors)> RunAsync()
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(root, "build", "remake-migrations.sh"));
        start.Environment["PATH"] = Path.Combine(root, "bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync();
        return (process.ExitCode, texts[1]);
    }

    private List<string> Files()
    {
        var folder = Path.Combine(root, "Migrations");
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(root, file));

    private void Write(string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
