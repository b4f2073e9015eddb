namespace WorkOrders.Staff.Sessions;

/// <summary>A row of the list of sessions. <paramref name="LastActiveAt"/> of an API session is its sign-in or last refresh.</summary>
public sealed record SessionRow(Guid Id, bool IsApi, string? Device, string? Address, DateTimeOffset StartedAt, DateTimeOffset LastActiveAt);
