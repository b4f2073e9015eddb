using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Shared.People;
using WorkOrders.Staff.Account;

namespace WorkOrders.Staff.Users.Editing;

public sealed partial class CreateUser(IServiceScopeFactory serviceScopeFactory, NavigationManager navigationManager, TimeProvider timeProvider)
{
    private readonly FieldErrors errors = new();
    private readonly UserInput blank = new();
    private UserInput input = new();
    private User? created;
    private string? password;
    private bool busy;

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    private async Task SaveAsync()
    {
        errors.Clear();
        input.Check(errors, L, isNew: true);
        busy = true;
        try
        {
            // Identity's managers hold a DbContext: use one scope per action, not the circuit's scope.
            await using var scope = serviceScopeFactory.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            await CheckUniqueAsync(db);
            await CheckPasswordAsync(users);
            if (!errors.Any && Me.May(Permission.Administer))
            {
                await CreateAsync(db, users);
            }
        }
        finally
        {
            busy = false;
        }
    }

    private async Task CreateAsync(AppDb db, UserManager<User> users)
    {
        var assistant = input.AssistantId is { } assistantId ? await db.Users.FindAsync(assistantId) : null;
        var roles = await db.Roles.Where(r => input.Roles.Contains(r.Name!)).ToListAsync();
        var dutyRoles = await db.DutyRoles.Where(r => input.DutyRoleIds.Contains(r.Id)).ToListAsync();
        var user = User.Register(input.UserName!, input.ToProfile(assistant), roles, dutyRoles, Me, timeProvider.GetUtcNow());
        var random = input.Password is null ? RandomPassword.New() : null;
        try
        {
            var result = await users.CreateAsync(user, input.Password ?? random!);
            if (result.Succeeded)
            {
                (created, password) = (user, random);
                return;
            }

            errors.Add(nameof(UserInput.UserName), string.Join(L["；"], result.Errors.Select(e => e.Description)));
        }
        catch (DbUpdateException)
        {
            // The name or number was taken between check and save; any other failure is unexpected.
            await CheckUniqueAsync(db);
            if (!errors.Any)
            {
                throw;
            }
        }
    }

    private async Task CheckUniqueAsync(AppDb db)
    {
        if (input.UserName is { } userName && await db.Users.AnyAsync(u => u.NormalizedUserName == userName.ToUpperInvariant()))
        {
            errors.Add(nameof(UserInput.UserName), L["用户名 {0} 已经被使用", userName]);
        }

        if (input.EmployeeNumber is { } number && await db.Users.AnyAsync(u => u.EmployeeNumber == number))
        {
            errors.Add(nameof(UserInput.EmployeeNumber), L["工号 {0} 已经被使用", number]);
        }
    }

    private async Task CheckPasswordAsync(UserManager<User> users)
    {
        foreach (var validator in input.Password is null ? [] : users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, new User(), input.Password);
            if (!result.Succeeded)
            {
                errors.Add(nameof(UserInput.Password), string.Join(L["；"], result.Errors.Select(e => e.Description)));
            }
        }
    }

    private void Again()
    {
        (created, password, input) = (null, null, new());
        errors.Clear();
    }

    private void LeaveOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            navigationManager.NavigateTo("/admin/users");
        }
    }
}
