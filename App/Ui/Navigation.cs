using WorkOrders.Shared;

namespace WorkOrders.Ui;

/// <summary>The side navigation 导航: registered entries, each with the permission that shows it.</summary>
public sealed class Navigation(IEnumerable<NavigationEntry> registered, IHostEnvironment host)
{
    public const string NoPage = "/account/profile";

    /// <summary>All entries of this environment, in display order.</summary>
    public IReadOnlyList<NavigationEntry> Entries { get; } = [.. registered.Where(e => host.IsDevelopment() || !e.InDevelopment).OrderBy(e => e.Place)];

    /// <summary>The entries that the user may open.</summary>
    public IEnumerable<NavigationEntry> For(CurrentUser me) => Entries.Where(e => me.May(e.Permission));

    /// <summary>The first page after sign-in.</summary>
    public string FirstPageOf(CurrentUser me) => For(me).OrderBy(e => e.IsForReading).FirstOrDefault()?.Address ?? NoPage;
}

/// <summary>An entry; <paramref name="Text"/> and <paramref name="Group"/> are keys of the localizer.</summary>
/// <param name="Place">Sort position: one block of a hundred per group.</param>
/// <param name="Text">The name.</param>
/// <param name="Address">Address of the page.</param>
/// <param name="Permission">The permission that shows the entry.</param>
/// <param name="Icon">SVG path of a 20 x 20 icon.</param>
/// <param name="Group">The heading above the entry.</param>
/// <param name="InDevelopment">The page exists only in Development.</param>
/// <param name="IsForReading">Most of those who may open it have their work on another page, which is then their first.</param>
public sealed record NavigationEntry(
    int Place, string Text, string Address, Permission Permission, string Icon, string? Group = null, bool InDevelopment = false, bool IsForReading = false);

/// <summary>Registers navigation entries.</summary>
public static class NavigationRegistration
{
    public static void AddNavigation(this IServiceCollection services, params NavigationEntry[] entries)
    {
        foreach (var entry in entries)
        {
            services.AddSingleton(entry);
        }
    }
}
