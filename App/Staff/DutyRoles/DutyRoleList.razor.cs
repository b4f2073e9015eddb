using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Staff.DutyRoles;

/// <summary>对接角色: added, renamed and disabled by an administrator.</summary>
public sealed partial class DutyRoleList(ScreenServices services) : Screen(services)
{
    private List<DutyRoleRow>? rows;
    private LongForm? form;
    private DutyRoleInput? input;
    private List<FieldError> errors = [];

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => ReadAsync(
        (db, token) => db.DutyRoles.OrderBy(r => r.Name).Select(r => new DutyRoleRow(r.Id, r.Name, r.IsEnabled, db.Set<User>().Count(u => u.DutyRoles.Contains(r)), r.Version)).ToListAsync(token),
        read => rows = read);

    private void Begin(DutyRoleRow? row)
    {
        input = new DutyRoleInput(row);
        errors = [];
        Problem = null;
    }

    private void End()
    {
        input = null;
        errors = [];
    }

    private async Task SaveAsync()
    {
        // Closing the form while it is saved empties the field.
        var typed = input!;
        var name = Normalise.Line(typed.Name) ?? "";
        var isAdded = typed.Row is null;
        var isDone = await ChangeAsync(async db =>
        {
            errors = await ErrorsAsync(db, name, typed.Row?.Id);
            if (errors.Count > 0)
            {
                return Outcome.Invalid(errors[0]);
            }

            if (typed.Row is { } row)
            {
                return (await NewestAsync(db, row)).Rename(name, Me, Time.GetUtcNow());
            }

            var outcome = DutyRole.Create(name, Me, Time.GetUtcNow(), out var role);
            if (role is not null)
            {
                db.Add(role);
            }

            return outcome;
        });
        if (isDone)
        {
            End();
            Toasts.Done(L[isAdded ? "已添加 {0}" : "已改名为 {0}", name]);
        }
        else if (errors.Count > 0)
        {
            form?.FocusFirstError();
        }
    }

    private async Task TurnAsync(DutyRoleRow row)
    {
        var isDone = await ChangeAsync(async db => (await NewestAsync(db, row)).Turn(!row.IsEnabled, Me, Time.GetUtcNow()));
        if (isDone)
        {
            Toasts.Done(L[row.IsEnabled ? "已停用 {0}" : "已启用 {0}", row.Name]);
        }
    }

    private async Task<bool> ChangeAsync(Func<AppDb, Task<Outcome>> act)
    {
        if (IsActing)
        {
            return false;
        }

        errors = [];
        var isDone = await ActAsync(null, act);
        if (errors.Count == 0)
        {
            await LoadAsync();
        }

        return isDone;
    }

    /// <summary>The role, to be changed from the version that the list shows.</summary>
    private async Task<DutyRole> NewestAsync(AppDb db, DutyRoleRow row)
    {
        var role = await db.DutyRoles.SingleAsync(r => r.Id == row.Id);
        db.Entry(role).Property(r => r.Version).OriginalValue = rows?.Find(r => r.Id == row.Id)?.Version ?? row.Version;
        return role;
    }

    private static async Task<List<FieldError>> ErrorsAsync(AppDb db, string name, int? self) =>
        name.Length == 0 ? [new FieldError("名称", "请填写{0}")]
            : name.Length > DutyRole.NameLength ? [new FieldError("名称", "{0}不能超过 {1} 个字符", DutyRole.NameLength)]
            : NumberInName.ErrorOf("名称", name) is { } error ? [error]
            : await TakenAsync(db, ComparisonForm.OfName(name), self) is { } taken ? [new FieldError("名称", "对接角色 {1} 已经存在", taken)]
            : [];

    private static Task<string?> TakenAsync(AppDb db, string key, int? self) =>
        db.DutyRoles.Where(r => r.NameKey == key && r.Id != self).Select(r => r.Name).FirstOrDefaultAsync();
}

/// <summary>The form of a new role, or of the role of <paramref name="row"/>.</summary>
public sealed class DutyRoleInput(DutyRoleRow? row)
{
    public DutyRoleRow? Row { get; } = row;

    public string? Name { get; set; } = row?.Name;

    public bool IsChanged => Name != Row?.Name;
}
