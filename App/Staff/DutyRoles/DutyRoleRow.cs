namespace WorkOrders.Staff.DutyRoles;

/// <summary>A row of the duty role list; <paramref name="Version"/> is the version when the list was loaded.</summary>
public sealed record DutyRoleRow(int Id, string Name, bool IsEnabled, int People, int Version);
