using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account.Passwords;
using WorkOrders.Ui;
using WorkOrders.Ui.Fields;

namespace WorkOrders.Staff.Users.Editing;

/// <summary>新建用户; the generated password is shown once.</summary>
public sealed partial class CreateUser(ScreenServices services, IServiceScopeFactory scopes) : Screen(services)
{
    private readonly UserInput blank = new();
    private LongForm? form;
    private UserInput input = new();
    private List<FieldError> errors = [];
    private User? created;
    private string? password;

    private async Task SaveAsync()
    {
        await ActAsync(null, async () =>
        {
            if (!Me.May(Permission.Administer))
            {
                return Outcome.Forbidden("没有权限");
            }

            // Identity's managers hold a DbContext: use one scope per action, not the circuit's scope.
            await using var scope = scopes.CreateAsyncScope();
            await RegisterAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<UserManager<User>>());
            return Outcome.Done;
        });
        if (errors.Count > 0)
        {
            form?.FocusFirstError();
        }
    }

    private async Task RegisterAsync(AppDb db, UserManager<User> users)
    {
        errors = [.. input.Check(isNew: true), .. await TakenAsync(db), .. PasswordErrors()];
        if (errors.Count > 0)
        {
            return;
        }

        var assistant = input.AssistantId is { } assistantId ? await db.Users.FindAsync(assistantId) : null;
        var roles = await db.Roles.Where(r => input.Roles.Contains(r.Name!)).ToListAsync();
        var dutyRoles = await db.DutyRoles.Where(r => input.DutyRoleIds.Contains(r.Id)).ToListAsync();
        var user = User.Register(input.UserName!, input.ToProfile(assistant), roles, dutyRoles, Me, Time.GetUtcNow());
        var random = input.Password is null ? RandomPassword.New() : null;
        try
        {
            var result = await users.CreateAsync(user, input.Password ?? random!);
            errors = result.Succeeded ? [] : [InWords("用户名", result)];
            (created, password) = result.Succeeded ? (user, random) : (null, null);
        }
        catch (DbUpdateException)
        {
            // The name or number was taken between check and save; any other failure is unexpected.
            errors = await TakenAsync(db);
            if (errors.Count == 0)
            {
                throw;
            }
        }
    }

    private async Task<List<FieldError>> TakenAsync(AppDb db)
    {
        var taken = new List<FieldError>();
        if (input.UserName is { } userName && await db.Users.AnyAsync(u => u.NormalizedUserName == userName.ToUpperInvariant()))
        {
            taken.Add(new FieldError("用户名", "{0} {1} 已经被使用", userName));
        }

        if (await db.TakenNumberAsync(input.EmployeeNumber) is { } number)
        {
            taken.Add(number);
        }

        return taken;
    }

    private IEnumerable<FieldError> PasswordErrors() =>
        input.Password is { } typed && PasswordRules.ErrorOf("初始密码", typed, input.AboutPerson()) is { } weak ? [weak] : [];

    // Identity tells its errors in the user's language.
    private FieldError InWords(string field, IdentityResult result) => new(field, "{1}", string.Join(L["；"], result.Errors.Select(e => e.Description)));

    private void Again()
    {
        created = null;
        password = null;
        input = new();
        errors = [];
    }

    private void Leave() => Navigator.NavigateTo("/admin/users");
}
