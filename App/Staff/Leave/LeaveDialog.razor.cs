using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Staff.Leave;

/// <summary>Dialog for 申请休假 or 销假, opened with <see cref="OpenAsync"/>.</summary>
public sealed partial class LeaveDialog(ScreenServices services, IEnumerable<IPendingWork> features) : Screen(services)
{
    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private User? user;
    private List<PendingWork> left = [];
    private DateTime? typed;
    private bool isRead;

    [Parameter]
    [EditorRequired]
    public int UserId { get; set; }

    private bool IsMe => UserId == Me.Id;

    // The form holds one time; another change of the account is no reason to type it again.
    protected override string ConflictText => FailureText;

    /// <summary>Opens the dialog. True when the duty status changed.</summary>
    public static async Task<bool> OpenAsync(DialogStack dialogs, IStringLocalizer<Text> text, int userId)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return await dialogs.OpenAsync<LeaveDialog>(text["休假与销假"], new() { [nameof(UserId)] = userId }, "440px") is true;
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private static DateTime Local(DateTimeOffset time) => BusinessTime.Local(time).DateTime;

    private Task LoadAsync() => ReadAsync(
        async (db, token) =>
        {
            var found = await db.AssignableUsers().AsNoTracking().FirstOrDefaultAsync(u => u.Id == UserId, token);
            var person = found?.CanSetDuty(Me) == true ? found : null;
            var works = new List<PendingWork>();
            foreach (var feature in person is null ? [] : features)
            {
                works.AddRange(await feature.OfAsync(db, UserId, Time.GetUtcNow(), token));
            }

            return (person, works);
        },
        read =>
        {
            (user, left) = read;
            isRead = true;
        });

    private async Task SaveAsync()
    {
        // Clamp very early years, which can't be converted. The range check refuses them anyway.
        DateTimeOffset? until = typed is { } local ? BusinessTime.FromLocal(local < Earliest ? Earliest : local) : null;
        var isReturn = user!.DutyStatus == DutyStatus.OnLeave;
        var isDone = await ActAsync(null, async db =>
        {
            var person = await db.Users.SingleAsync(u => u.Id == UserId);
            return isReturn ? person.ReturnToDuty(Me, Time.GetUtcNow()) : person.TakeLeave(Me, Time.GetUtcNow(), until);
        });
        if (isDone)
        {
            Toasts.Done(L[isReturn ? "{0} 已销假" : "{0} 开始休假", user.DisplayName]);
            Dialogs.Close(true);
        }
    }
}
