using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;

namespace WorkOrders.Staff.Leave;

/// <summary>Dialog for 申请休假 or 销假, opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class LeaveDialog(ScreenServices services, IEnumerable<IPendingWork> enumerable) : Screen(services)
{
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private User? user;
    private readonly List<PendingWork> left = [];
    private DateTime? typed;
    private string? problem;
    private bool busy;

    [Parameter, EditorRequired]
    public int UserId { get; set; }

    private bool IsMe => UserId == Me.Id;

    /// <summary>Opens the dialog. True when the duty status changed.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, int userId, CurrentUser me)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        var parameters = new Dictionary<string, object?> { [nameof(UserId)] = userId, [nameof(Me)] = me };
        var answer = await dialogs.OpenAsync<LeaveDialog>(text["休假与销假"], parameters, "440px");
        return answer is true;
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var found = await db.AssignableUsers().AsNoTracking().FirstOrDefaultAsync(u => u.Id == UserId);
            user = found?.CanSetDuty(Me) == true ? found : null;
            foreach (var feature in user is null ? [] : enumerable)
            {
                left.AddRange(await feature.OfAsync(db, UserId, Time.GetUtcNow()));
            }

            problem = user is null ? L["没有权限"].Value : null;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            problem = L["暂时无法读取，请稍后再试。"];
        }
    }

    private static string Format(DateTimeOffset time) => BusinessTime.Local(time).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private Task LeaveAsync()
    {
        // Clamp very early years, which can't be converted. The range check refuses them anyway.
        DateTimeOffset? until = typed is { } local ? BusinessTime.FromLocal(local < Earliest ? Earliest : local) : null;
        return SaveAsync((person, now) => person.TakeLeave(Me, now, until), "{0} 开始休假");
    }

    private Task ReturnAsync() => SaveAsync((person, now) => person.ReturnToDuty(Me, now), "{0} 已销假");

    private async Task SaveAsync(Func<User, DateTimeOffset, Outcome> act, string done)
    {
        if (busy)
        {
            return;
        }

        (busy, problem) = (true, null);
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var person = await db.Users.SingleAsync(u => u.Id == UserId);
            var outcome = act(person, Time.GetUtcNow());
            if (outcome.IsRefused)
            {
                problem = L[outcome.Reason, [.. outcome.Arguments]];
                return;
            }

            await db.SaveChangesAsync();
            Toasts.Done(L[done, person.DisplayName]);
            Dialogs.Close(true);
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            problem = L["暂时无法保存，请稍后再试。"];
        }
        finally
        {
            busy = false;
        }
    }
}
