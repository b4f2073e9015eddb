using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Desk.Table;

/// <summary>The layout of the desk among the preferences of a user.</summary>
public static class LayoutPreference
{
    public static async Task<DeskLayout> DeskLayoutOfAsync(this AppDb db, int userId, CancellationToken token) =>
        DeskLayout.Parse(await Of(db, userId).Select(p => p.Value).FirstOrDefaultAsync(token));

    public static async Task SaveDeskLayoutAsync(this AppDb db, int userId, DeskLayout layout)
    {
        if (await Of(db, userId).FirstOrDefaultAsync() is { } kept)
        {
            kept.Value = layout.ToJson();
        }
        else
        {
            db.Add(new UserPreference(userId, DeskLayout.PreferenceKey, layout.ToJson()));
        }

        await db.SaveChangesAsync();
    }

    private static IQueryable<UserPreference> Of(AppDb db, int userId) => db.UserPreferences.Where(p => p.UserId == userId && p.Key == DeskLayout.PreferenceKey);
}
