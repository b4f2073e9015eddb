using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace WorkOrders.Tests;

/// <summary>Dependency direction between the folders of App: no lower layer references a higher one, no feature references another feature.</summary>
public sealed class ArchitectureTests
{
    // Layers (floors) from bottom to top. Folders (rooms) of one layer may reference each other only if MayKnowEachOther is true.
    private static readonly (string[] Rooms, bool MayKnowEachOther)[] Floors =
    [
        (["Shared"], true),
        (["Database"], true),
        (["Ui"], true),
        (["Jobs", "Events", "Messages", "Files", "Drafts", "LookUps", "AccessRecords", "Sheets", "History", "Api"], true),
        (["LoanCore", "Staff"], false),
        (["Customers"], true),
        (["WorkOrders", "Defaults", "DomainOrders"], false),
        (["Tracking"], true),
        (["Shell", "Demo"], false),
        (["Program"], true),
    ];

    private static readonly Architecture App = new ArchLoader().LoadAssembly(typeof(Program).Assembly).Build();

    public static TheoryData<string> Rooms => [.. Floors.SelectMany(f => f.Rooms).Where(room => room != "Program" && App.Types.Any(t => RoomOf(t) == room))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_names_only_what_stands_below_it(string room)
    {
        var higher = RoomsAbove(room);
        Types().That().FollowCustomPredicate(t => RoomOf(t) == room, "stand in " + room)
            .Should().NotDependOnAny(Types().That().FollowCustomPredicate(t => higher.Contains(RoomOf(t)), "stand above " + room))
            .Because("what a lower floor must list is registered by the feature that owns it")
            .Check(App);
    }

    [Fact]
    public void Every_folder_of_the_application_has_a_floor()
    {
        var known = Floors.SelectMany(f => f.Rooms).ToHashSet(StringComparer.Ordinal);
        var folders = Directory.GetDirectories(Repository.PathOf("App")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "Properties"));
        Assert.All(folders, name => Assert.Contains(name!, known));
    }

    [Fact]
    public void A_namespace_begins_with_the_name_of_its_folder()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("App"), "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Repository.PathOf("App"), file).Split(Path.DirectorySeparatorChar);
            if (path.Length > 1 && path[0] is not ("bin" or "obj" or "WorkOrders"))
            {
                var line = File.ReadLines(file).First(l => l.StartsWith("namespace ", StringComparison.Ordinal));
                Assert.Matches($@"^namespace WorkOrders\.{path[0]}[.;]", line);
            }
        }
    }

    private static HashSet<string> RoomsAbove(string room)
    {
        var floor = Array.FindIndex(Floors, f => f.Rooms.Contains(room));
        var above = Floors.Skip(floor + 1).SelectMany(f => f.Rooms);
        var beside = Floors[floor].MayKnowEachOther ? [] : Floors[floor].Rooms.Where(r => r != room);
        return above.Concat(beside).ToHashSet(StringComparer.Ordinal);
    }

    // The namespace of the folder WorkOrders is the root (decision 7): a type whose namespace names no other folder belongs to it,
    // for example WorkOrders.Desk.Table.
    private static string RoomOf(IType type)
    {
        var parts = type.Namespace.FullName.Split('.');
        return parts switch
        {
            ["WorkOrders", "Migrations", ..] => "Database",
            ["WorkOrders", var room, ..] when Floors.Any(f => f.Rooms.Contains(room)) => room,
            ["WorkOrders", ..] => "WorkOrders",
            _ => type.Name == nameof(Program) ? "Program" : "",
        };
    }
}
