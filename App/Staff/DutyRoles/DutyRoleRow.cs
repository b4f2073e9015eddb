namespace WorkOrders.Staff.DutyRoles;

/// <summary>One line of the list of duty roles; <paramref name="Version"/> as it was when the list was read.</summary>
public sealed record DutyRoleRow(int Id, string Name, bool IsEnabled, int People, int Version)
{
    internal static string ErrorKey(int id) => $"rename-{id}-error";
}
