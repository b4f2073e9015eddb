namespace WorkOrders.Staff.Users.Editing;

/// <summary>
/// Merges a form after another user saved the same account: fields that were not edited take the new value,
/// edited fields stay.
/// </summary>
public static class UserMerge
{
    private static readonly Part[] Parts =
    [
        new("姓名", u => u.DisplayName, (to, from) => to.DisplayName = from.DisplayName),
        new("工号", u => u.EmployeeNumber, (to, from) => to.EmployeeNumber = from.EmployeeNumber),
        new("手机", u => u.Phone, (to, from) => to.Phone = from.Phone),
        new("邮箱", u => u.Email, (to, from) => to.Email = from.Email),
        new("公司", u => u.Company, (to, from) => to.Company = from.Company),
        new("部门", u => u.Department, (to, from) => to.Department = from.Department),
        new("组织", u => u.Organization, (to, from) => to.Organization = from.Organization),
        new("协助人", u => u.AssistantId?.ToString(), (to, from) => to.AssistantId = from.AssistantId),
        new("省份", u => u.Province, (to, from) => to.Province = from.Province),
        new("班组", u => u.Team, (to, from) => to.Team = from.Team),
        new("在职状态", u => u.StaffStatus.ToString(), (to, from) => to.StaffStatus = from.StaffStatus),
        new("角色", u => string.Join(' ', u.Roles), (to, from) => Exchange(to.Roles, from.Roles)),
        new("对接角色", u => string.Join(' ', u.DutyRoleIds), (to, from) => Exchange(to.DutyRoleIds, from.DutyRoleIds)),
    ];

    public static bool Same(UserInput a, UserInput b) => Parts.All(p => p.Same(a, b));

    /// <summary>Merges <paramref name="now"/> into <paramref name="typed"/>, based on <paramref name="before"/>. Returns what others changed.</summary>
    public static IReadOnlyList<MergedField> Take(UserInput typed, UserInput before, UserInput now)
    {
        var theirs = Parts.Where(p => !p.Same(before, now)).ToList();
        var merged = theirs.Select(p => new MergedField(p.Name, IsTyped: !p.Same(typed, before) && !p.Same(typed, now))).ToList();
        foreach (var (part, field) in theirs.Zip(merged))
        {
            if (!field.IsTyped)
            {
                part.Copy(typed, now);
            }
        }

        return merged;
    }

    private static void Exchange<T>(SortedSet<T> to, SortedSet<T> from)
    {
        to.Clear();
        to.UnionWith(from);
    }

    private sealed record Part(string Name, Func<UserInput, string?> Value, Action<UserInput, UserInput> Copy)
    {
        public bool Same(UserInput a, UserInput b) => string.Equals(Value(a) ?? "", Value(b) ?? "", StringComparison.Ordinal);
    }
}

/// <summary>A field that the other user changed; <paramref name="IsTyped"/> when it was also edited here and the edited value is kept.</summary>
public sealed record MergedField(string Name, bool IsTyped);
